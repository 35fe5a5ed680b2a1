"""The texts of a project (`content/`) as one build uses them: those of its commit, or those on the disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.git.git_tree import GitTree, list_snapshot
from generator.git.objects import read_objects
from generator.model.lazy_dataclass import dataclass
from generator.read.content import CONTENT, Texts, is_taken, page_of, read_content
from generator.read.tree import Tree

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)


def project_texts(root: Path, tree: Tree) -> Texts:
    """The project's own texts: of a commit those committed, else those on the disk at `root`."""
    return dict(sorted(_committed(tree))) if isinstance(tree, GitTree) else read_content(root)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A folder of the project's own pages, or a page by itself: its title and its texts, the first of them first."""

    title: str
    paths: tuple[str, ...]


def list_own_parts(texts: Texts) -> tuple[OwnPart, ...]:
    """The texts that are neither guide nor notice, folder by folder, so that pages can lead to them."""
    found: dict[str, list[str]] = {}
    for path in texts:
        top = path.partition("/")[0]
        if path.endswith(".md") and is_taken(path) and top not in ("guide", "notice"):
            found.setdefault(top, []).append(path)
    parts = []
    for paths in found.values():
        ordered = sorted(
            paths, key=lambda path: (page_of(path).count("/"), not page_of(path).endswith("index.html"), path)
        )
        parts.append(OwnPart(_title_of(ordered[0], texts[ordered[0]]), tuple(ordered)))
    return tuple(parts)


def _title_of(path: str, data: bytes) -> str:
    """The title of a text: that of its front matter, or its first heading; its name where it has neither."""
    text = data.decode("utf-8", "replace")
    head = _FRONT.match(text)
    found = (head and _TITLE.search(head[1])) or _HEADING.search(text)
    return found[1].strip().strip('"') if found else path.rpartition("/")[2].removesuffix(".md")


def _committed(tree: GitTree) -> Iterator[tuple[str, bytes]]:
    listed = list_snapshot(tree.repository, tree.commit)
    wanted = {path: stored.blob for path, stored in listed.items() if path.startswith(f"{CONTENT}/")}
    wanted = {path: blob for path, blob in wanted.items() if listed[path].is_file}
    content = {found.id: found.data for found in read_objects(tree.repository, sorted(set(wanted.values())))}
    for path, blob in wanted.items():
        yield path.removeprefix(f"{CONTENT}/"), content[blob]
