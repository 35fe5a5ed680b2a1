"""The same commit gives the same bytes, whatever surrounds the build."""

from __future__ import annotations

import json
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
AUDIENCES = ("public", "internal")
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


# Two builds one after the other: the second finds the program loaded, and nothing that was made for the first.
BUILDS = """
import json, sys
from generator.cli import main
sys.exit(any([main(arguments) for arguments in json.loads(sys.argv[1])]))
"""


def build_elsewhere(repo: Repo, outs: dict[str, Path], *before: str) -> None:
    """Builds for each audience in a process of its own, with nothing at hand that was made before."""
    kept = {name: value for name, value in os.environ.items() if name not in {*WILD, "LC_CTYPE", "HOME"}}
    builds = [["build", *options(repo, out, audience)] for audience, out in outs.items()]
    ran = subprocess.run(
        [*before, sys.executable, "-c", BUILDS, json.dumps(builds)],
        cwd=repo.root.parent, env={**kept, **WILD, "PYTHONPATH": str(ROOT)}, umask=0o077,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.fixture(scope="module")
def elsewhere(told: Repo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites of a copy, built by a process in other surroundings, by audience."""
    clock = find_tool("faketime")
    later = [str(clock), "-f", "+1861d"] if clock else []
    place = tmp_path_factory.mktemp("elsewhere") / "第二 处"
    outs = {audience: place / audience for audience in AUDIENCES}
    build_elsewhere(rewritten(told, place / "project"), outs, *later)
    return outs


@pytest.mark.parametrize("audience", AUDIENCES)
def test_two_builds_in_two_surroundings_are_the_same(
    told: Repo, elsewhere: dict[str, Path], tmp_path: Path, audience: str
) -> None:
    two = elsewhere[audience]
    assert main(["build", *options(told, tmp_path / "one", audience)]) == 0
    assert contents(two) == contents(tmp_path / "one")
    modes = {path.stat().st_mode & 0o777 for path in two.rglob("*")}
    assert modes == {0o644, 0o755}
