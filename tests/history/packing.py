"""How the objects of a repository lie on the disk: in one file, which is quickly copied, or each in its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def pack(git: Callable[..., str]) -> None:
    """Lays all that the refs reach into one file: most of what is copied for many tests are objects."""
    git("repack", "-a", "-d", "-n", "-q")


def loosen(root: Path, git: Callable[..., str]) -> None:
    """Lays each object of the repository at `root` into a file of its own, where it can be changed or lost."""
    packs = root / ".git/objects/pack"
    for path in sorted(packs.glob("*.pack")):
        data = path.read_bytes()
        for beside in packs.glob(f"{path.stem}.*"):
            beside.unlink()
        git("unpack-objects", "-q", given=data)
