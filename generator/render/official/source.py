"""The text source of a document: a Jinja2 template whose output is a small notation, line by line.

Values are enclosed in marks that no data can contain (the reader refuses private-use characters), so a value is never
read as notation: not as a field, a heading, a bar between cells or a second line. The notation, for whoever edits it:

    标志: 后缀: 文号: 签发人: 标题: 主送: 署名: 日期: 盖章: 附注: 抄送: 印发:    one field a line
    # 一、标题            level 1 to 4 by # to ####; `## （一）小标题。 | 正文` is a run-in heading
    表: 标题              then  列: 名次 居中 1 | 单位 左 4   and rows  | 1 | 区发改局
    注: 小字说明
    附件: 附件1 | 标题 | 横    begins an annex; what follows belongs to it
    anything else         a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.render.official.record import (
    Align,
    Annex,
    Banner,
    Block,
    Closing,
    Colophon,
    Column,
    Note,
    OfficialDocument,
    Paragraph,
    Table,
)

_OPEN, _CLOSE, _BREAK = "\ue000", "\ue001", "\ue002"
_MARKS = str.maketrans({_OPEN: None, _CLOSE: None, _BREAK: " "})
_UNSAFE = str.maketrans({_OPEN: "\ufffd", _CLOSE: "\ufffd", _BREAK: "\ufffd", "\n": _BREAK, "\r": None})
_FIELD = re.compile(
    r"(标志|后缀|文号|签发人|标题|主送|署名|日期|盖章|附注|抄送|印发|表|列|注|附件)[:：]\s*(.*)\Z", re.DOTALL
)
_HEADING = re.compile(r"(#{1,4}) +(.*)\Z", re.DOTALL)
_BAR = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}|[^|]")
_ALIGN: dict[str, Align] = {"左": "left", "居中": "center", "右": "right"}


def open_sources(folder: Path) -> Environment:
    """The environment in which the sources in `folder` are rendered: every value is enclosed, none may be missing."""
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,  # nothing here becomes HTML; values are enclosed instead
        finalize=_enclose,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write_document(
    sources: Environment, name: str, facts: Mapping[str, Any], day: date, notice: str = "", watermark: str = ""
) -> OfficialDocument:
    """The document that the source `name` makes of `facts` (finished strings and rows of them)."""
    text = sources.get_template(f"{name}.txt.j2").render(facts)
    draft = _Draft()
    for line in text.split("\n"):
        if line.strip():
            draft.add(line.strip())
    return draft.finish(day, notice, watermark)


def _enclose(value: object) -> str:
    return f"{_OPEN}{str(value).translate(_UNSAFE)}{_CLOSE}"


def _plain(text: str) -> str:
    return text.translate(_MARKS).strip()


def _cells(text: str) -> tuple[str, ...]:
    """What stands between the bars of a line; a bar inside a value is no bar."""
    cells = [""]
    at = 0
    while at < len(text):
        found = _BAR.match(text, at)
        if found is None:
            cells.append("")
            at += 1
        else:
            cells[-1] += found.group()
            at = found.end()
    return tuple(_plain(cell) for cell in cells)


@dataclass
class _Draft:
    """A document as it is read line by line."""

    fields: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    annexes: list[tuple[tuple[str, ...], list[Block]]] = field(default_factory=list)

    @property
    def here(self) -> list[Block]:
        return self.annexes[-1][1] if self.annexes else self.blocks

    def add(self, line: str) -> None:
        if found := _FIELD.match(line):
            self._set(found[1], found[2])
        elif found := _HEADING.match(line):
            lead, *rest = _cells(found[2])
            self.here.append(Paragraph("".join(rest), lead, len(found[1])))
        elif line.startswith("|") and self.here and isinstance(self.here[-1], Table):
            self._add_row(self.here[-1], _cells(line[1:]))
        else:
            self.here.append(Paragraph(_plain(line)))

    def _set(self, name: str, value: str) -> None:
        match name:
            case "附件":
                self.annexes.append((_cells(value), []))
            case "表":
                self.here.append(Table((), (), _plain(value), compact=bool(self.annexes)))
            case "列":
                table = self.here[-1]
                if isinstance(table, Table):
                    self.here[-1] = Table(tuple(map(_column, _cells(value))), (), table.caption, table.compact)
            case "注":
                self.here.append(Note(_plain(value)))
            case _:
                self.fields.setdefault(name, []).append(value)

    def _add_row(self, table: Table, cells: tuple[str, ...]) -> None:
        self.here[-1] = Table(table.columns, (*table.rows, cells), table.caption, table.compact)

    def _one(self, name: str) -> str:
        return "".join(_plain(value) for value in self.fields.get(name, ()))

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, (_plain(value) for value in self.fields.get(name, ()))))

    def finish(self, day: date, notice: str, watermark: str) -> OfficialDocument:
        names = self._all("署名")
        printed = (*_cells("".join(self.fields.get("印发", [""]))), "", "")
        return OfficialDocument(
            title=self._all("标题"),
            day=day,
            banner=Banner(self._all("标志"), self._one("后缀"), self._one("文号"), self._one("签发人")),
            addressees=self._one("主送"),
            blocks=tuple(self.blocks),
            annexes=tuple(self._annexes()),
            closing=Closing(names, self._one("日期"), self._one("盖章") == "是", self._one("附注")),
            colophon=Colophon(self._one("抄送"), printed[0], printed[1]),
            author="、".join(names),
            notice=notice,
            watermark=watermark,
        )

    def _annexes(self) -> Iterator[Annex]:
        for head, blocks in self.annexes:
            label, title, form = (*head, "", "")[:3]
            yield Annex(label, (title,), tuple(blocks), form == "横")


def _column(described: str) -> Column:
    head, align, weight = described.rsplit(" ", 2)
    return Column(head, int(weight), _ALIGN[align])
