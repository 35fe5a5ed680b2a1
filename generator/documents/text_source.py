"""The text source of a document: a Jinja2 template whose output is a small notation, line by line.

Values are enclosed in marks that no data can contain (the reader refuses private-use characters), so a value is never
read as notation: not as a field, a heading, a bar between cells or a second line. The notation, for whoever edits it:

    标志: 后缀: 文号: 签发人: 标题: 主送: 署名: 作者: 日期: 盖章: 附注: 抄送: 印发:    one field a line
    # 一、标题            level 1 to 4 by # to ####; `## （一）小标题。 | 正文` is a run-in heading
    表: 标题              then  列: 名次 居中 1 | 单位 左 4   and rows  | 1 | 区发改局
    注: 小字说明
    附件: 附件1 | 标题 | 横    begins an annex (横: lies on its side); what follows belongs to it
    附件: | 标题 | 后 | 页眉    what comes after 版记 and is no part of the document, with the head of its pages
    anything else         a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from generator.documents.official_document import (
    Align,
    Annex,
    Banner,
    Block,
    Closing,
    Colophon,
    DocumentColumn,
    DocumentTable,
    Note,
    OfficialDocument,
    Paragraph,
)
from generator.documents.title_lines import balance_title
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.model.quoted import within_marks
from generator.words.compiled_templates import CompiledTemplates

_COMPILED = CompiledTemplates()
_OPEN, _CLOSE, _BREAK = "\ue000", "\ue001", "\ue002"
_MARKS = str.maketrans({_OPEN: None, _CLOSE: None, _BREAK: " "})
_UNSAFE = str.maketrans({_OPEN: "\ufffd", _CLOSE: "\ufffd", _BREAK: "\ufffd", "\n": _BREAK, "\r": None})
_FIELD = re.compile(
    r"(标志|后缀|文号|签发人|标题|主送|署名|作者|日期|盖章|附注|抄送|印发|表|列|注|附件)[:：]\s*(.*)\Z", re.DOTALL
)
_HEADING = re.compile(r"(#{1,4}) +(.*)\Z", re.DOTALL)
_BAR = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}|[^|]")
_ALIGN: dict[str, Align] = {"左": "left", "居中": "center", "右": "right"}
_COLUMN = re.compile(r"(.*?) ?(左|居中|右) ([1-9][0-9]?)\Z", re.DOTALL)
# The number of a line of the source travels with its text as one private-use character.
_LINE_ONE = 0x100000
_LINE_MARK = re.compile("[\U00100000-\U0010ffff]")


class _LineNumbers(Extension):
    """Marks every line of a source's own text with its number, so that what is wrong in it can be found."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _number_lines(token.value, token.lineno))
            else:
                yield token


def _number_lines(text: str, first: int) -> str:
    lines = text.split("\n")
    return "\n".join(chr(_LINE_ONE + min(number, 0xFFFF)) + line for number, line in enumerate(lines, start=first))


def open_sources(folders: Sequence[Path]) -> Environment:
    """The environment in which the sources in `folders` (the first before the others) are rendered.

    Every value is enclosed, none may be missing.
    """
    sources = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,  # nothing here becomes HTML; values are enclosed instead
        finalize=_enclose,
        extensions=[_LineNumbers],
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    sources.filters["within_marks"] = within_marks
    return sources


def write_document(
    sources: Environment,
    name: str,
    facts: Mapping[str, Any],
    day: date | None,
    notice: str = "",
    watermark: str = "",
) -> OfficialDocument:
    """The document that the source `name` makes of `facts` (finished strings and rows of them).

    `phrases` among them are names that no line of a title should cut.
    UserError where the source has a slip: its file, its line, what to do.
    """
    file = f"{name}.txt.j2"
    draft = _Draft()
    for number, line in _write_lines(sources, file, facts):
        try:
            draft.add(line)
        except _Slip as slip:
            raise UserError(f"公文文字 {file} 第 {number} 行：{slip}") from None
    if not draft.fields.get("标题"):
        raise UserError(f"公文文字 {file}：没有“标题:”一行。")
    return draft.finish(day, notice, watermark, tuple(facts.get("phrases", ())))


class _Slip(Exception):
    """What is wrong with a line of a source, in one sentence."""


def _write_lines(sources: Environment, file: str, facts: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The lines that the source makes, each with the number of the line of the source that it began on."""
    try:
        text = sources.get_template(file).render(facts)
    except TemplateSyntaxError as error:
        raise UserError(
            f"公文文字 {error.name or file} 第 {error.lineno} 行：{{{{ }}}}、{{% %}} 写法不对（{error.message}）。"
        ) from error
    except TemplateError as error:
        raise UserError(f"公文文字 {file}{_place_of(error)}：用到了没有提供的内容（{error.message}）。") from error
    number = 0
    for line in text.split("\n"):
        marks = _LINE_MARK.findall(line)
        number = ord(marks[0]) - _LINE_ONE if marks else number
        bare = _LINE_MARK.sub("", line).strip()
        if bare:
            yield number, bare


def _place_of(error: TemplateError) -> str:
    """The line of the source at which rendering stopped, as far as it is known."""
    at, found = error.__traceback__, ""
    while at is not None:
        if at.tb_frame.f_code.co_filename.endswith(".txt.j2"):
            found = f" 第 {at.tb_lineno} 行"
        at = at.tb_next
    return found


def _enclose(value: object) -> str:
    if value is None:
        raise TemplateError("值是空的 None")
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


@dataclass()
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
        elif line.startswith("|"):
            if not self.here or not isinstance(self.here[-1], DocumentTable):
                raise _Slip("“|”开头的是表格的一行，前面应先有“表:”和“列:”。")
            self._add_row(self.here[-1], _cells(line[1:]))
        else:
            self.here.append(Paragraph(_plain(line)))

    def _set(self, name: str, value: str) -> None:
        match name:
            case "附件":
                self.annexes.append((_cells(value), []))
            case "表":
                self.here.append(DocumentTable((), (), _plain(value), compact=bool(self.annexes)))
            case "列":
                table = self.here[-1] if self.here else None
                if not isinstance(table, DocumentTable):
                    raise _Slip("“列:”的上一行应是“表:”。")
                self.here[-1] = DocumentTable(tuple(map(_column, _cells(value))), (), table.caption, table.compact)
            case "注":
                self.here.append(Note(_plain(value)))
            case _:
                self.fields.setdefault(name, []).append(value)

    def _add_row(self, table: DocumentTable, cells: tuple[str, ...]) -> None:
        if len(cells) not in (1, len(table.columns)):
            raise _Slip(f"表格有 {len(table.columns)} 列，这一行有 {len(cells)} 格；只有一格的行是分组标题。")
        self.here[-1] = DocumentTable(table.columns, (*table.rows, cells), table.caption, table.compact)

    def _one(self, name: str) -> str:
        return "".join(_plain(value) for value in self.fields.get(name, ()))

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, (_plain(value) for value in self.fields.get(name, ()))))

    def finish(self, day: date | None, notice: str, watermark: str, phrases: tuple[str, ...]) -> OfficialDocument:
        names = self._all("署名")
        title = self._all("标题")
        printed = (*_cells("".join(self.fields.get("印发", [""]))), "", "")
        return OfficialDocument(
            title=balance_title(title[0], names=phrases) if len(title) == 1 else title,
            day=day,
            banner=Banner(self._all("标志"), self._one("后缀"), self._one("文号"), self._one("签发人")),
            addressees=self._one("主送"),
            blocks=tuple(self.blocks),
            annexes=tuple(self._annexes(phrases)),
            closing=Closing(names, self._one("日期"), self._one("盖章") == "是", self._one("附注")),
            colophon=Colophon(self._one("抄送"), printed[0], printed[1]),
            author=self._one("作者") or "、".join(names),
            notice=notice,
            watermark=watermark,
        )

    def _annexes(self, phrases: tuple[str, ...]) -> Iterator[Annex]:
        for head, blocks in self.annexes:
            label, title, form, mark = (*head, "", "", "")[:4]
            lines = balance_title(title, names=phrases)
            yield Annex(label, lines, tuple(blocks), form == "横", form == "后", mark)


def _column(described: str) -> DocumentColumn:
    found = _COLUMN.match(described)
    if found is None:
        raise _Slip("“列:”中每一列写成“名次 居中 1”：列名、对齐方式（左、居中、右）、宽度比例，用空格分开。")
    return DocumentColumn(found[1], int(found[3]), _ALIGN[found[2]])
