"""No merge driver for the data: git must stop where two people changed the same place, not put both together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.model.place import DATA, KINDS, example_path
from generator.model.problem import Location, Problem

_NAME = ".gitattributes"
_LARGEST = 1 << 20
# A path of each kind, for rules about files that are not there yet.
_LIKELY = tuple(map(example_path, KINDS))


def check_merge_attributes(root: Path, paths: Callable[[], Iterable[str]]) -> Iterator[Problem]:
    """KH626 for each line of a .gitattributes, here or in the folders above up to the repository's, that sets
    `merge=` for a file below data/; `paths` lists the files that are there, asked only where such a line is.
    """
    above = ""
    for folder in (root, *root.parents):
        yield from _check_file(folder / _NAME, "../" * above.count("/") + _NAME, above, paths)
        if (folder / ".git").exists():
            return
        above = f"{folder.name}/{above}"


def _check_file(path: Path, shown: str, above: str, paths: Callable[[], Iterable[str]]) -> Iterator[Problem]:
    if not path.is_file() or path.is_symlink() or path.stat().st_size > _LARGEST:
        return
    macros: set[str] = set()
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
        pattern, *attributes = line.split()[:1000] or [""]
        if not any(found.startswith("merge=") or found in macros for found in attributes):
            continue
        if pattern.startswith("[attr]"):
            macros.add(pattern.removeprefix("[attr]"))
        elif not pattern.startswith("#") and any(
            map(_translate(pattern).match, (above + known for known in (*_LIKELY, *paths())))
        ):
            words = f"“{pattern}”给 {DATA} 之下的文件设了 merge=，git 会不问就把两边的改动拼在一起"
            hint = "请删去这一行里的 merge=：两边同时发布、更正或撤回的，必须在合并时停下来。"
            yield Problem(Location(shown, number, 1), "KH626", words, hint)


def _translate(pattern: str) -> re.Pattern[str]:
    """A pattern of gitattributes(5): without a slash it is a name in any folder, else a path from the file's own."""
    pattern = pattern.strip('"')
    anchored = "/" in pattern
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?|\[[^]]*\])", pattern.lstrip("/"))
    turned = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    found = "".join(turned.get(part) or (part if part.startswith("[") else re.escape(part)) for part in parts if part)
    try:
        return re.compile(("" if anchored else "(?:.*/)?") + found + r"\Z")
    except re.error:  # a range that is none
        return re.compile(r"(?!)")
