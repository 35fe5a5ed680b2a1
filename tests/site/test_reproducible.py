"""The same commit gives the same bytes, whatever surrounds the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import find_tool
from tests.release.repository import Repo

ROOT = Path(__file__).parents[2]
# Each is another than what surrounds this process, where nothing says when and for whom a site is built.
WILD = {
    "TZ": "America/St_Johns",
    "LC_ALL": "C",
    "LANG": "tr_TR",
    "PYTHONHASHSEED": "4242",
    "USER": "nobody",
    "COLUMNS": "40",
    "SOURCE_DATE_EPOCH": "1000000000",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rewritten(repo: Repo, target: Path) -> Repo:
    """A copy whose files were written in the opposite order, so that folders list them otherwise, and packed anew."""
    paths = sorted((p for p in repo.root.rglob("*") if p.is_file()), reverse=True)
    for path in paths:
        copy = target / path.relative_to(repo.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    for folder in repo.root.rglob("*"):
        if folder.is_dir():
            (target / folder.relative_to(repo.root)).mkdir(parents=True, exist_ok=True)
    copied = Repo(target)
    copied.git("gc", "-q")
    return copied


def options(repo: Repo, out: Path, audience: str) -> list[str]:
    return [*("-C", str(repo.root)), "--audience", audience, "--at", "publication/2015-final", "--out", str(out)]


def build_elsewhere(repo: Repo, out: Path, audience: str, *before: str) -> None:
    """Builds in a process of its own, with nothing at hand that was made before."""
    kept = {name: value for name, value in os.environ.items() if name not in {*WILD, "LC_CTYPE", "HOME"}}
    ran = subprocess.run(
        [*before, sys.executable, "-m", "generator", "build", *options(repo, out, audience)],
        cwd=out.parent, env={**kept, **WILD, "PYTHONPATH": str(ROOT)}, umask=0o077,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_two_builds_in_two_surroundings_are_the_same(told: Repo, tmp_path: Path, audience: str) -> None:
    clock = find_tool("faketime")
    later = [str(clock), "-f", "+1861d"] if clock else []
    other = rewritten(told, tmp_path / "第二 处" / "project")
    assert main(["build", *options(told, tmp_path / "one", audience)]) == 0
    build_elsewhere(other, tmp_path / "第二 处" / "two", audience, *later)
    assert contents(tmp_path / "第二 处" / "two") == contents(tmp_path / "one")
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "第二 处" / "two").rglob("*")}
    assert modes == {0o644, 0o755}
