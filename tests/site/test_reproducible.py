"""The same commit gives the same bytes, whatever surrounds the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import find_tool
from tests.release.repository import Repo

ROOT = Path(__file__).parents[2]
CALM = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1000000000"}
WILD = {
    "TZ": "America/St_Johns",
    "LC_ALL": "C",
    "LANG": "tr_TR",
    "PYTHONHASHSEED": "4242",
    "USER": "nobody",
    "COLUMNS": "40",
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


def build(repo: Repo, out: Path, audience: str, environment: dict[str, str], umask: int, *before: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in {*CALM, *WILD, "HOME"}}
    command = [*before, sys.executable, "-m", "generator", "build", "-C", str(repo.root), "--audience", audience]
    ran = subprocess.run(
        [*command, "--at", "publication/2015-final", "--out", str(out)],
        cwd=out.parent, env={**kept, **environment, "PYTHONPATH": str(ROOT)}, umask=umask,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_two_builds_in_two_surroundings_are_the_same(told: Repo, tmp_path: Path, audience: str) -> None:
    clock = find_tool("faketime")
    later = [str(clock), "-f", "+1861d"] if clock else []
    other = rewritten(told, tmp_path / "第二 处" / "project")
    build(told, tmp_path / "one", audience, CALM, 0o022)
    build(other, tmp_path / "第二 处" / "two", audience, WILD, 0o077, *later)
    assert contents(tmp_path / "第二 处" / "two") == contents(tmp_path / "one")
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "第二 处" / "two").rglob("*")}
    assert modes == {0o644, 0o755}
