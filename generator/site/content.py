"""The texts of a project (`content/`) as one build uses them: those of its commit, or those on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.history.objects import read_objects
from generator.history.snapshot import list_snapshot
from generator.history.tree import GitTree
from generator.model.problem import Broken
from generator.site.context import TOOL, BuildContext
from generator.site.folder import write_files

CONTENT = "content"
_TAKEN = (".md", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def lay_out_content(context: BuildContext, folder: Path) -> None:
    """Copies the project's texts into the new folder `folder`; those of the program where the project has none.

    Only regular files: a symbolic link could bring in any file of the machine. Only texts and pictures: a page or a
    script that came with a proposal would act in the reader's browser.
    """
    folder.mkdir(parents=True)
    files = dict(_committed(context.tree) if isinstance(context.tree, GitTree) else _on_disk(context.root))
    files = {path: data for path, data in files.items() if path.endswith(_TAKEN)}
    write_files(folder, sorted((files or dict(_on_disk(TOOL))).items()))


def _committed(tree: GitTree) -> Iterator[tuple[str, bytes]]:
    listed = list_snapshot(tree.repository, tree.commit)
    wanted = {path: stored.blob for path, stored in listed.items() if _is_content(path) and stored.is_file}
    content = {found.id: found.data for found in read_objects(tree.repository, sorted(set(wanted.values())))}
    for path, blob in wanted.items():
        yield path.removeprefix(f"{CONTENT}/"), content[blob]


def _is_content(path: str) -> bool:
    return path.startswith(f"{CONTENT}/")


def _on_disk(root: Path) -> Iterator[tuple[str, bytes]]:
    top = root / CONTENT
    if top.is_symlink():
        raise Broken(f"“{top}”是符号链接，没有生成网站。请换成真正的文件夹。")
    for base, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not os.path.islink(os.path.join(base, name)))
        for name in sorted(names):
            path = Path(base, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(top).as_posix(), path.read_bytes()
