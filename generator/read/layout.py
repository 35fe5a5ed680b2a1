"""Where each kind of file lies below `data/`, and what may lie there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from generator.model.problem import Place, Problem, escape_text
from generator.read.tree import Entry

FileKind = Literal[
    "site",
    "committers",
    "signers",
    "scheme",
    "holidays",
    "unit",
    "deduction",
    "appraisal",
    "publication",
    "chain",
    "withdrawal",
    "correction",
    "redaction",
]
# An id is the name of a file or folder, so it is none that Windows keeps for a device, with or without extension.
ID = "(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?![a-z0-9-]))[a-z0-9][a-z0-9-]{0,63}"
_YEAR = "[1-2][0-9]{3}"
_PATTERNS: dict[FileKind, str] = {
    "deduction": rf"deductions/({_YEAR})/({ID})/({ID})\.yml",
    "appraisal": rf"appraisals/({_YEAR})/({ID})\.yml",
    "unit": rf"units/({ID})\.yml",
    "scheme": rf"schemes/({_YEAR})\.yml",
    "holidays": rf"holidays/({_YEAR})\.yml",
    "chain": r"publications/(chain)\.yml",
    "publication": rf"publications/({ID})\.yml",
    "withdrawal": rf"withdrawals/({ID})\.yml",
    "redaction": rf"redactions/({ID})\.yml",
    "correction": rf"corrections/({ID})\.yml",
    "site": r"(site)\.yml",
    "committers": r"(committers)\.yml",
    "signers": r"(allowed_signers)",
}
_KINDS_IN: dict[str, tuple[FileKind, ...]] = {
    "deductions": ("deduction",),
    "appraisals": ("appraisal",),
    "units": ("unit",),
    "schemes": ("scheme",),
    "holidays": ("holidays",),
    "publications": ("chain", "publication"),  # no publication is called chain: the file of that name is the chain
    "withdrawals": ("withdrawal",),
    "redactions": ("redaction",),
    "corrections": ("correction",),
    "site.yml": ("site",),
    "committers.yml": ("committers",),
    "allowed_signers": ("signers",),
}
_FLAT = ("units", "schemes", "holidays", "publications", "withdrawals", "corrections", "redactions")
_FOLDERS = {"deductions": 3, "appraisals": 2, **dict.fromkeys(_FLAT, 1)}
UNREADABLE = ("KH120", "无法读取这个文件或文件夹", "请检查它的访问权限，以及是否正被其他程序占用。")
_KINDS = {
    "symlink": ("KH103", "data/ 之下只能有普通文件，这里是符号链接", "请换成普通文件或删除。"),
    "submodule": ("KH103", "data/ 之下只能有普通文件，这里是 git 子模块", "请换成普通文件或删除。"),
    "other": ("KH103", "data/ 之下只能有普通文件，这里不是普通文件", "请换成普通文件或删除。"),
    "folder": ("KH101", "文件夹的层次太深，这里不应有文件", "请移到规定的文件夹，或移出 data/。"),
    "unreadable": UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A file that belongs where it is: its kind and the ids in its path."""

    entry: Entry
    kind: FileKind
    ids: tuple[str, ...]


def place_file(path: str) -> tuple[FileKind, tuple[str, ...]] | None:
    """The kind of the file due at `path` and the ids in it, or None where no file is due."""
    if not path.startswith("data/"):
        return None
    for kind in _KINDS_IN.get(path[5:].partition("/")[0], ()):
        found = _pattern(kind).match(path, 5)
        if found:
            return kind, found.groups()
    return None


@cache
def _pattern(kind: FileKind) -> re.Pattern[str]:
    return re.compile(rf"{_PATTERNS[kind]}\Z")


def sort_entries(entries: Sequence[Entry]) -> tuple[list[Due], list[Problem]]:
    """The files that are due, in order of path, and a problem for everything else."""
    due: list[Due] = []
    strange: dict[str, list[Entry]] = {}
    for entry in entries:
        placed = place_file(entry.path) if entry.kind == "file" else None
        if placed:
            due.append(Due(entry, *placed))
        else:
            strange.setdefault(entry.path.rpartition("/")[0], []).append(entry)
    problems = [problem for folder, found in strange.items() for problem in _explain_folder(folder, found)]
    return due, [*_collisions([entry.path for entry in entries]), *problems]


def _collisions(paths: Sequence[str]) -> Iterator[Problem]:
    """KH116 for files that are one file on a disk that does not tell case."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if first != path:
            yield Problem(
                Place(_printable(path)),
                "KH116",
                f"与 {_printable(first)} 只有大小写不同，在 Windows 上会互相覆盖",
                "请改名或删除其中一个。",
            )


def _explain_folder(folder: str, entries: Sequence[Entry]) -> Iterator[Problem]:
    yield from map(_explain, entries)


def _printable(path: str) -> str:
    return escape_text(path, 200)


def _explain(entry: Entry) -> Problem:
    place = Place(_printable(entry.path))
    if entry.kind != "file":
        return Problem(place, *_KINDS[entry.kind])
    folder, _, rest = entry.path.removeprefix("data/").partition("/")
    name = rest.rsplit("/", 1)[-1] or folder
    depth = _FOLDERS.get(folder)
    if depth is None or not rest or rest.count("/") != depth - 1:
        known = "、".join(sorted(_FOLDERS))
        hint = f"data/ 之下只有 site.yml、committers.yml、allowed_signers 和 {known} 等文件夹。"
        if depth is not None:
            hint = f"这类文件应在 {_FORMS[folder]}。"
        return Problem(place, "KH101", "这里不应有文件", hint)
    if not name.endswith(".yml"):
        hint = "请把扩展名改为 .yml。" if name.endswith((".yaml", ".YML")) else "请改名，或把这个文件移出 data/。"
        return Problem(place, "KH117", "数据文件的扩展名应是 .yml", hint)
    hint = "年度为四位数；编号只用小写字母、数字和连字符，不超过 64 个字符，也不用 con、nul 等 Windows 保留的名字。"
    return Problem(place, "KH102", "文件夹或文件名不合规定", hint)


_FORMS = {
    "deductions": "data/deductions/年度/单项/ 之下",
    "appraisals": "data/appraisals/年度/ 之下",
    **{name: f"data/{name}/ 之下" for name in _FLAT},
}
