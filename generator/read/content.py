"""The texts that a project adds to its site, as they lie below `content/` on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model.problem import UserError

CONTENT = "content"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
Texts = Mapping[str, bytes]  # path below `content/` -> bytes, in order of path


def is_taken(path: str) -> bool:
    """Whether the file at `path` goes into the site: texts and pictures, none that is hidden.

    A page or a script that came with a proposal would act in the reader's browser.
    """
    parts = path.split("/")
    hidden = any(part.startswith(".") for part in parts) or (parts[0] == "templates" and len(parts) > 1)
    return path.endswith((".md", *PICTURES)) and not hidden


def page_of(path: str) -> str:
    """The address of what becomes of the file at `path`, relative to the root of the site."""
    if not path.endswith(".md"):
        return path
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{'index' if name == 'README.md' else name.removesuffix('.md')}.html"


def read_content(root: Path) -> dict[str, bytes]:
    """The regular files below `content/` of the project at `root`, by their path there; none where it has none.

    A symbolic link is never followed: it could bring in any file of the machine. UserError where `content` is one.
    """
    top = root / CONTENT
    if top.is_symlink():
        raise UserError(f"“{top}”是符号链接，没有读取。请换成真正的文件夹。")
    return dict(sorted(_walk(top)))


def _walk(top: Path) -> Iterator[tuple[str, bytes]]:
    for base, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not os.path.islink(os.path.join(base, name))]
        for name in names:
            path = Path(base, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(top).as_posix(), path.read_bytes()
