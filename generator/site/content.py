"""The texts of a project (`content/`) as one build uses them: those of its commit, or those on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.history.objects import read_objects
from generator.history.snapshot import list_snapshot
from generator.history.tree import GitTree
from generator.read.content import CONTENT, Texts, is_taken, read_content
from generator.read.program import PROGRAM
from generator.read.tree import Tree
from generator.site.folder import write_files

_GUIDE = "guide/"


def project_texts(root: Path, tree: Tree) -> Texts:
    """The project's own texts: of a commit those committed, else those on the disk at `root`."""
    return dict(sorted(_committed(tree))) if isinstance(tree, GitTree) else read_content(root)


def lay_out_content(texts: Texts, folder: Path) -> None:
    """Writes into the new folder `folder` what of `texts` goes into the site.

    The guide is the program's, unless the project has one of its own.
    """
    folder.mkdir(parents=True)
    files = {path: data for path, data in texts.items() if is_taken(path)}
    if not any(path.startswith(_GUIDE) for path in files):
        files |= {path: data for path, data in read_content(PROGRAM).items() if path.startswith(_GUIDE)}
    write_files(folder, sorted(files.items()))


def _committed(tree: GitTree) -> Iterator[tuple[str, bytes]]:
    listed = list_snapshot(tree.repository, tree.commit)
    wanted = {path: stored.blob for path, stored in listed.items() if path.startswith(f"{CONTENT}/")}
    wanted = {path: blob for path, blob in wanted.items() if listed[path].is_file}
    content = {found.id: found.data for found in read_objects(tree.repository, sorted(set(wanted.values())))}
    for path, blob in wanted.items():
        yield path.removeprefix(f"{CONTENT}/"), content[blob]
