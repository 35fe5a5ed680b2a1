"""The two histories that the oracle asks: the data of this project as one commit, and a small demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cli import main
from tests.oracle.outputs import HERE, git

ROOT = HERE.parents[1]
SHIPPED = ("data", "content", "mkdocs.yml")
DEMONSTRATION = ("--units", "6", "--deductions", "45")


def make_bundles() -> None:
    """Writes both bundles anew. Equal data give equal commits."""
    with TemporaryDirectory() as work:
        _bundle(_ship(Path(work) / "shipped"), "shipped")
        if main(["demo", "-C", work, "demonstration", *DEMONSTRATION]) == 0:
            _bundle(Path(work) / "demonstration", "demonstration")


def _ship(root: Path) -> Path:
    root.mkdir()
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copyfile(source, root / name)
    git(root, "init", "-q", "--initial-branch=main", "--template=", "--object-format=sha1")
    git(root, "add", "--all", "--force")
    git(root, "commit", "-q", "-m", "示例数据")
    return root


def _bundle(root: Path, name: str) -> None:
    git(root, "bundle", "create", "-q", str(HERE / f"{name}.bundle"), "--all")
