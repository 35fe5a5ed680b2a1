"""Which project a command works on; this imports nothing that reads data, as every command begins with it."""

from __future__ import annotations

import os
from pathlib import Path

from generator.model.problem import UserError


def find_root(directory: str) -> Path:
    """The nearest folder at or above `directory` that holds `mkdocs.yml`; UserError where there is none."""
    try:
        start = Path(directory).resolve(strict=True)
    except (OSError, RuntimeError):
        raise UserError(f"没有“{directory}”这个文件夹。") from None
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise UserError("这里不是考核项目：当前文件夹及其上级都没有 mkdocs.yml。请进入项目文件夹，或用 -C 指明。")


def path_inside(root: Path, given: str) -> str:
    """The path of a file on the command line relative to the project's root; also if it was given relative to it."""
    for base in (Path.cwd(), root):
        path = Path(os.path.normpath(base / given))
        if path.is_relative_to(root) and (path.exists() or base == root):
            return path.relative_to(root).as_posix()
    raise UserError(f"“{given}”不在这个项目里。")
