"""Files where none is due: what each is, and what to do; a record under a wrong name is read for its right one.

Nothing of them is a record. What can be read of a deduction under a wrong name is given to the checks, so that its
other slips are told in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import (
    DATA,
    DATA_FOLDER,
    DEPTHS,
    OF_INDEX,
    POINTS,
    TOP_FILES,
    FileKind,
    Place,
    find_place,
    folder_of,
    path_pattern,
    spoken_folder,
)
from generator.model.problem import Location, Problem, escape_text
from generator.model.publication import PUBLICATION_FORM
from generator.read.alike import list_candidates
from generator.read.junk import COPY, Junk, recognize_junk
from generator.read.layout import UNREADABLE, Due, is_year
from generator.read.names import Names
from generator.read.naming import right_name
from generator.read.record import read_record
from generator.read.spelling import IDENTIFIER, spell_id
from generator.read.text import MAX_BYTES
from generator.read.tree import Tree, TreeEntry

_ODD = {
    "symlink": ("KH103", f"{DATA} 之下只能有普通文件，这里是符号链接", "请换成普通文件或删除。"),
    "submodule": ("KH103", f"{DATA} 之下只能有普通文件，这里是 git 子模块", "请换成普通文件或删除。"),
    "other": ("KH103", f"{DATA} 之下只能有普通文件，这里不是普通文件", "请换成普通文件或删除。"),
    "folder": ("KH101", "文件夹的层次太深，这里不应有文件", f"请移到规定的文件夹，或移出 {DATA}。"),
    "unreadable": UNREADABLE,
}
_OF_INDEX = {path_pattern(kind).removeprefix(DATA).partition("/")[0] for kind in OF_INDEX}  # no concern of a district
_FILES = [name for name in TOP_FILES if name not in _OF_INDEX]
_TOP = f"{DATA} 之下只有 {'、'.join(_FILES)} 和 {'、'.join(sorted({*DEPTHS} - _OF_INDEX))} 等文件夹。"
# An extension that the right one was meant by: Windows hides .txt, and some write .yaml.
_EXTENSION = re.compile(r"(.+?)(\.yml|\.ya?ml|\.ya?ml\.txt|\.txt)\Z", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r".+\.(?:xlsx?|et|csv|ods|numbers)\Z", re.IGNORECASE)
_MATERIAL = re.compile(r".+\.(?:docx?|wps|pdf|ofd|jpe?g|png|heic|pptx?|zip|rar|7z|mp4)\Z", re.IGNORECASE)
_HIDDEN = "扩展名 .txt 可能没有显示：在文件夹窗口的“查看”里勾选“文件扩展名”。"
_FOLDER_FORM = "年度的文件夹是四位数；单项的文件夹是单项的编号。"
_RECORD_FORM = "文件名写成“年-月日-单位-序号”，如 2015-0618-fagaiju-1.yml；记录的日期和单位写对之后，会告诉您写什么。"
_NAME_FORM = "编号只用小写字母、数字和连字符，不超过 64 个字符，也不用 con、nul 等 Windows 保留的名字。"

_POINTS: Mapping[str, FileKind] = {folder_of(kind).removeprefix(DATA): kind for kind in POINTS}
_YEARS = ("schemes", "holidays", "applies")
_FORMS_OF_ACTS = {
    "publications": f"发布的编号写 {PUBLICATION_FORM}，如 2015-q1.yml。",
    "withdrawals": "文件名是被撤回的发布的编号，如 2015-q1.yml。",
    "corrections": "更正的编号写被更正的发布加 -c1、-c2，如 2015-q1-c1.yml。",
}


@dataclass()
class Strays:
    """Explains the strays of `tree`; `partial` gathers what could be read of deductions under wrong names."""

    tree: Tree
    due: Sequence[Due]
    names: Names
    partial: list[Deduction] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)  # folders that have their problem

    def explain(self, entry: TreeEntry) -> Iterator[Problem]:
        """The problems of one stray."""
        place = Location(_printable(entry.path))
        if entry.kind != "file":
            yield Problem(place, *_ODD[entry.kind])
            return
        top, _, rest = entry.path.removeprefix(DATA).partition("/")
        *folders, name = rest.split("/") if rest else [top]
        junk = recognize_junk(name)
        if junk and junk.code != COPY:
            yield Problem(place, junk.code, junk.message, junk.hint)
        elif top not in DEPTHS or len(folders) + 1 not in DEPTHS[top] or not rest:
            hint = f"这类文件应在 {spoken_folder(top)} 之下。" if top in DEPTHS else _TOP
            yield Problem(place, "KH101", "这里不应有文件", hint)
        else:
            yield from self._explain_placed(entry, top, folders, name, junk)

    def _explain_placed(
        self, entry: TreeEntry, top: str, folders: list[str], name: str, junk: Junk | None
    ) -> Iterator[Problem]:
        """A stray as deep as files of its folder are: what is wrong is its own name, or that of a folder above."""
        ids = [self._mean_folder(top, folders[:depth], text) for depth, text in enumerate(folders)]
        yield from self._tell_folders(top, folders, ids)
        twin = f"{entry.path.rpartition('/')[0]}/{junk.original}" if junk else ""
        if junk and self._is_same(entry, twin):
            yield Problem(
                Location(_printable(entry.path)), junk.code, junk.message, f"内容与 {junk.original} 相同，请删除。"
            )
            return
        found = _EXTENSION.match(junk.original if junk else name)
        right = ""
        noted: list[Problem] = []
        if found and all(ids):
            right, noted = self._read(entry, top, ids, found)
        if junk:
            yield self._explain_copy(entry, junk, twin in self._paths, right)
        else:
            yield from self._explain_name(entry.path, name, found, right)
        yield from noted

    def _mean_folder(self, top: str, above: list[str], text: str) -> str:
        """The year or item that a folder is for; empty where that is not plain."""
        if not above:
            year = re.search(r"[12][0-9]{3}", text)
            return text if is_year(text) else year[0] if year else ""
        return text if IDENTIFIER.match(text) else self.names.find(f"item {above[0][:4]}", text).meant

    def _tell_folders(self, top: str, folders: list[str], ids: list[str]) -> Iterator[Problem]:
        """KH102 for a folder, once whatever the number of files in it."""
        for depth, (text, meant) in enumerate(zip(folders, ids, strict=True)):
            path = "/".join((DATA_FOLDER, top, *folders[: depth + 1]))
            if text != meant and path not in self._told:
                self._told.add(path)
                items = self.names.labels(f"item {folders[0][:4]}") if depth else {}
                listed = (
                    f"单项的编号如 {list_candidates(tuple(items), items)}。" if items else _FOLDER_FORM + _NAME_FORM
                )
                hint = f"请把文件夹改名为 {meant}。" if meant else listed
                yield Problem(Location(_printable(path)), "KH102", "文件夹的名字不合规定", hint)

    def _read(self, entry: TreeEntry, top: str, ids: list[str], found: re.Match[str]) -> tuple[str, list[Problem]]:
        """The name that the file should have, with its extension, and its other problems; a deduction is read."""
        stem, is_text = found[1], found[2].lower() == ".txt"
        if top in _POINTS:
            return self._read_points(entry, _POINTS[top], ids, stem, is_text)
        if is_text:
            return "", []  # notes, most likely
        if top in _YEARS:
            year = re.search(r"[12][0-9]{3}", stem)
            meant = year[0] if year else ""
        elif top in ("appraisals", "measures"):
            meant = self.names.find("unit", stem).meant
        else:
            meant = spell_id(stem)
            meant = meant if find_place(f"{DATA}{'/'.join((top, *ids, meant))}.yml") else ""
        return (f"{meant}.yml" if meant else ""), []

    def _read_points(
        self, entry: TreeEntry, kind: FileKind, ids: list[str], stem: str, is_text: bool
    ) -> tuple[str, list[Problem]]:
        if entry.size is not None and entry.size > MAX_BYTES:
            return "", []
        data = self._bytes(entry.path)
        place = Place(kind, int(ids[0]), ids[1], stem)
        record, problems, partial = read_record(entry.path, place, data or b"", self.names)
        seen = record or partial
        if not isinstance(seen, Deduction):
            return "", [] if is_text or not data else list(problems)
        taken = self._taken.setdefault(replace(place, id=""), set())
        name = right_name(seen, taken)
        if is_text and not name:
            return "", []
        self.partial.append(seen)
        taken.add(name)
        return (f"{name}.yml" if name else ""), list(problems)

    def _explain_name(self, path: str, name: str, found: re.Match[str] | None, right: str) -> Iterator[Problem]:
        """KH117 for a wrong extension, KH102 for a wrong name; nothing where the folder's name was all."""
        place = Location(_printable(path))
        rename = f"请改名为 {right}。" if right else ""
        if right and f"{path.rpartition('/')[0]}/{right}" in self._paths:
            rename = f"已经有 {right}：请比较后只保留一个。"
        if found is None or found[2] != ".yml":
            hint = rename + (_HIDDEN if right and name.lower().endswith(".txt") else "")
            yield Problem(place, "KH117", "数据文件的扩展名应是 .yml", hint or _advise(name))
        elif not IDENTIFIER.match(found[1]) or _is_year_due(path, found[1]) or path.split("/")[1] in _FORMS_OF_ACTS:
            form = _FORMS_OF_ACTS.get(path.split("/")[1], _NAME_FORM)
            hint = rename or (_RECORD_FORM if path.split("/")[1] in _POINTS else form)
            yield Problem(place, "KH102", "文件名不合规定", hint)

    def _explain_copy(self, entry: TreeEntry, junk: Junk, has_twin: bool, right: str) -> Problem:
        if has_twin:
            hint = f"请与 {junk.original} 比较，把要保留的改动并入它，再删除这个文件。"
            hint += f"确是另一笔扣分的，请改名为 {right}。" if right and right != junk.original else ""
        else:
            hint = f"没有 {junk.original} 这个文件：还有用的，请改名为 {right or junk.original}；没有用的，请删除。"
        return Problem(Location(_printable(entry.path)), junk.code, junk.message, hint)

    def _is_same(self, entry: TreeEntry, twin: str) -> bool:
        return twin in self._paths and self._bytes(entry.path) == self._bytes(twin)

    def _bytes(self, path: str) -> bytes | None:
        try:
            return self.tree.read(path)
        except OSError:
            return None

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(found.entry.path for found in self.due)

    @cached_property
    def _taken(self) -> dict[Place, set[str]]:
        """The names of records of points that are in use, by kind, year and item."""
        taken: dict[Place, set[str]] = {}
        for found in self.due:
            if found.kind in POINTS:
                taken.setdefault(replace(found.place, id=""), set()).add(found.place.id)
        return taken


def _advise(name: str) -> str:
    """What to do with a file that is no data file, by its extension."""
    if _TABLE.match(name):
        return f"这是表格，程序不读。请移出 {DATA}；表里的每一笔写成一个 .yml 文件。"
    if _MATERIAL.match(name):
        return f"佐证材料不放在这里：请移出 {DATA}，在记录的 evidence 里写明名称和存放处。"
    return f"请改名，或把这个文件移出 {DATA}。"


def _is_year_due(path: str, stem: str) -> bool:
    """Whether a year is due as the file's name, and is not."""
    return path.split("/")[1] in _YEARS and not is_year(stem)


def _printable(path: str) -> str:
    return escape_text(path, 200)
