"""Where each kind of file lies below `data/`, and what may lie there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model.problem import Place, Problem, escape_text
from generator.read.tree import Entry

FileKind = Literal[
    "site", "committers", "signers", "scheme", "unit", "deduction", "appraisal", "publication", "correction"
]
_ID = "[a-z0-9][a-z0-9-]{0,63}"
_YEAR = "[1-2][0-9]{3}"
_PATTERNS: dict[FileKind, str] = {
    "deduction": rf"deductions/({_YEAR})/({_ID})/({_ID})\.yml",
    "appraisal": rf"appraisals/({_YEAR})/({_ID})\.yml",
    "unit": rf"units/({_ID})\.yml",
    "scheme": rf"schemes/({_YEAR})\.yml",
    "publication": rf"publications/({_ID})\.yml",
    "correction": rf"corrections/({_ID})\.yml",
    "site": r"(site)\.yml",
    "committers": r"(committers)\.yml",
    "signers": r"(allowed_signers)",
}
_DUE = {kind: re.compile(rf"data/{pattern}\Z") for kind, pattern in _PATTERNS.items()}
_FOLDERS = {"deductions": 3, "appraisals": 2, "units": 1, "schemes": 1, "publications": 1, "corrections": 1}
_KINDS = {
    "symlink": "是符号链接",
    "submodule": "是 git 子模块",
    "other": "不是普通文件",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A file that belongs where it is: its kind and the ids in its path."""

    entry: Entry
    kind: FileKind
    ids: tuple[str, ...]


def place_file(path: str) -> tuple[FileKind, tuple[str, ...]] | None:
    """The kind of the file due at `path` and the ids in it, or None where no file is due."""
    for kind, pattern in _DUE.items():
        found = pattern.match(path)
        if found:
            return kind, found.groups()
    return None


def sort_entries(entries: Sequence[Entry]) -> tuple[list[Due], list[Problem]]:
    """The files that are due, in order of path, and a problem for everything else."""
    due, problems = [], list(_collisions(entry.path for entry in entries))
    for entry in entries:
        placed = place_file(entry.path) if entry.kind == "file" else None
        if placed:
            due.append(Due(entry, *placed))
        else:
            problems.append(_explain(entry))
    return due, problems


def _collisions(paths: Iterable[str]) -> Iterable[Problem]:
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


def _printable(path: str) -> str:
    return escape_text(path, 200)


def _explain(entry: Entry) -> Problem:
    place = Place(_printable(entry.path))
    if entry.kind != "file":
        return Problem(
            place, "KH103", f"data/ 之下只能有普通文件，这里{_KINDS[entry.kind]}", "请换成普通文件或删除。"
        )
    folder, _, rest = entry.path.removeprefix("data/").partition("/")
    name = rest.rsplit("/", 1)[-1] or folder
    depth = _FOLDERS.get(folder)
    if depth is not None and rest and rest.count("/") == depth - 1:
        if not name.endswith(".yml"):
            return Problem(place, "KH117", "数据文件的扩展名应是 .yml", "请改名，或把这个文件移出 data/。")
        return Problem(
            place,
            "KH102",
            "文件夹或文件名不合规定",
            "年度为四位数；编号只用小写字母、数字和连字符，不超过 64 个字符。",
        )
    return Problem(
        place,
        "KH101",
        "这里不应有文件",
        f"data/ 之下只有 site.yml、committers.yml、allowed_signers 和 {'、'.join(sorted(_FOLDERS))} 等文件夹。",
    )
