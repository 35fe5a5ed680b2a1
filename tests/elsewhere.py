"""What is made in other surroundings, with nothing at hand that was made before: once in a run, in one process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bytecode import lend_bytecode
from tests.conftest import find_tool
from tests.release.publishing import kaohe
from tests.release.repository import Repo
from tests.run_once import made_once
from tests.site.sample import copy_district

ROOT = Path(__file__).resolve().parents[1]
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
# One command after the other: each finds the program loaded, and nothing that was made for the one before.
COMMANDS = """
import json, sys
from generator.cli import main
sys.exit(any([main(arguments) for arguments in json.loads(sys.argv[1])]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    """Each file of a folder, by its path in it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def archived(told: Repo) -> Path:
    """The bag for insiders of the told story's last publication, made once in a run; nobody changes it."""

    def make(folder: Path) -> None:
        assert kaohe(told, "archive", "2015-final", "--yes", "--audience", "internal", "--out", str(folder)) == 0

    return made_once("archived", make)


def tools_of(bag: Path) -> Path:
    """The program that lies in a bag; what is compiled of it lies by its own path, apart from that of the project."""
    tools = bag / "data/tools"
    lend_bytecode(ROOT, tools)
    return tools


def made_elsewhere(told: Repo) -> Path:
    """A folder with the public site of the told story's last publication, a bag for insiders, and a district's site.

    `public` is of a copy of the repository, `bag` of a clone of the history in the bag that is `archived` here,
    packed otherwise, `district` of the small district. They are made by the program of that bag, at another time, in
    another place, zone and language, by a user with another mask.
    """

    def make(folder: Path) -> None:
        place, bag = folder / "第二 处", archived(told)
        rewrite(told, place / "project")
        clone = Repo(place / "clone")
        told.git("clone", "-q", str(bag / "data/history.bundle"), str(clone.root))
        clone.git("gc", "-q", "--aggressive")
        copy_district(place / "另一个 district")
        last = ("--audience", "public", "--at", "publication/2015-final")
        run_elsewhere(
            tools_of(bag),
            place,
            ["build", "-C", "project", *last, "--out", str(folder / "public")],
            ["archive", "2015-final", "--yes", "-C", str(clone.root), "--out", str(folder / "bag")],
            ["build", "-C", "另一个 district", "--out", str(folder / "district")],
        )

    return made_once("elsewhere", make)


def rewrite(repo: Repo, target: Path) -> None:
    """Copies files in the opposite order, so that folders list them otherwise, and packs the repository anew."""
    paths = sorted((p for p in repo.root.rglob("*") if p.is_file()), reverse=True)
    for path in paths:
        copy = target / path.relative_to(repo.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    for folder in repo.root.rglob("*"):
        if folder.is_dir():
            (target / folder.relative_to(repo.root)).mkdir(parents=True, exist_ok=True)
    Repo(target).git("gc", "-q")


def run_elsewhere(program: Path, place: Path, *commands: list[str]) -> None:
    """Runs commands of `program` in a process of its own, with nothing else of this project within its reach.

    Each has to succeed without complaint.
    """
    clock = find_tool("faketime")
    later = [str(clock), "-f", "+1861d"] if clock else []
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX", "KAOHE_CACHE")}
    ran = subprocess.run(
        [*later, sys.executable, "-c", COMMANDS, json.dumps(commands)],
        cwd=place, env={**kept, **WILD, "PYTHONPATH": str(program)}, umask=0o077,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
