"""Many years against one, and against the reference: what the commands take when an office has kept records long.

Every row is a ratio within one run, of medians, with its spread; CPU seconds of the whole process tree. The reference
is the program at an earlier commit, in the environment of its own lock file, on the same lots in its own form.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Command, Row, compare, run_once, skip
from benchmarks.samples import PRESENT, Changing, keep_year, reference, size

PARSE = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"
LEAST = """
import os, sqlite3, sys
from generator.cli import main
import generator.acts.check_act, generator.load.project, generator.load.project_texts, generator.release.main_line
import generator.release.published, generator.release.late_answers
for folder, _, names in os.walk(sys.argv[1] + "/data"):
    for name in names:
        os.lstat(os.path.join(folder, name))
for folder, _, names in os.walk(os.environ.get("XDG_CACHE_HOME", "")):
    for name in names:
        if name.endswith(".sqlite"):
            kept = sqlite3.connect(os.path.join(folder, name))
            for table, in kept.execute("select name from sqlite_master where type = 'table'").fetchall():
                kept.execute(f'select * from "{table}"').fetchall()
"""
MEMORY = 150  # MB that a command may have at ten years


def run() -> Iterator[Row]:
    """The figures of the commands."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        yield from _data_rows(folder)
        yield from _history_rows(folder)
        yield from _published_rows(folder)


def _data_rows(folder: Path) -> Iterator[Row]:
    given = size()
    whole = PRESENT.write_data(folder / "whole", given.years, given.records)
    alone = keep_year(whole, folder / "alone", 2015)
    files = sum(1 for _ in (whole / "data").rglob("*.yml"))
    yield from _score_rows(whole, alone)
    yield from _new_rows(whole, alone)
    yield from _check_rows(folder, whole, files)
    changed = min((whole / "data/deductions/2015").glob("*/*.yml"))
    one = PRESENT.kaohe("check", "-C", str(whole), str(changed))
    floor = Command((sys.executable, "-c", PARSE, str(changed)))
    yield from compare(f"check of one file among {files} ÷ start Python and parse it", one, floor, 3, 9, MEMORY)
    shutil.rmtree(whole)


def _score_rows(whole: Path, alone: Path) -> Iterator[Row]:
    one, other = (PRESENT.kaohe("score", "2015", "-C", str(root), "--json") for root in (whole, alone))
    name = f"score of a year among {size().years} ÷ the same year alone"
    yield from compare(name, one, other, 1.3, size().runs, MEMORY)


def _new_rows(whole: Path, alone: Path) -> Iterator[Row]:
    found = next(path for path in sorted((alone / "data/deductions/2015").glob("*/*.yml")) if "hotline" in str(path))
    said = dict(line.split(": ", 1) for line in found.read_text().splitlines() if ": " in line and line[0] != " ")
    words = ["--item", found.parent.name, "--reason", "逾期办结"]
    for field in ("unit", "date", "standard", "points", "method", "source"):
        words += [f"--{field}", said[field]]
    one, other = (
        PRESENT.kaohe("new", "deduction", "-C", str(root), *words, "--dry-run", "--yes", answers=(0,))
        for root in (whole, alone)
    )
    name = f"new in a project of {size().years} years ÷ of that year alone, cache warm"
    yield from compare(name, one, other, 1.3, size().runs, MEMORY)


def _check_rows(folder: Path, whole: Path, files: int) -> Iterator[Row]:
    given = size()
    kept = folder / "cache"
    forget = partial(shutil.rmtree, kept, ignore_errors=True)
    cold = PRESENT.kaohe("check", "-C", str(whole), "--json", before=forget)
    name = f"check of {given.records} records, nothing kept ÷ the reference"
    other = reference()
    if other is None:
        yield skip(name, 0.4)
    else:
        theirs = other.write_data(folder / "reference", given.years, given.records)
        then = other.kaohe("check", "-C", str(theirs), "--json")
        yield from compare(name, cold, then, 0.4, given.runs, MEMORY)
        shutil.rmtree(theirs)
    again = PRESENT.kaohe("check", "-C", str(whole), "--json")
    run_once(again)
    name = f"check of {given.records} records again, nothing touched ÷ nothing kept"
    yield from compare(name, again, cold, 0.15, given.runs)
    change = Changing(min((whole / "data/deductions/2015").glob("*/*.yml")), _other_reason)
    warm = PRESENT.kaohe("check", "-C", str(whole), "--json", before=change)
    name = "check of the whole after one changed record"
    yield from compare(f"{name} ÷ nothing kept", warm, cold, 0.15, given.runs, MEMORY)
    run_once(warm)
    least = Command((sys.executable, "-c", LEAST, str(whole)), PRESENT.root)
    yield from compare(f"{name} ÷ start, imports, lstat of {files} files, kept rows", warm, least, 1.5, given.runs)


def _other_reason(text: str, number: int) -> str:
    return re.sub(r"^reason: .*$", f"reason: 第{number}次核实的事由", text, count=1, flags=re.MULTILINE)


def _history_rows(folder: Path) -> Iterator[Row]:
    """Each verb thrice: with nothing kept, after a hundred commits more than are kept, and with all of it kept."""
    given = size()
    root = PRESENT.write_history(folder / "history", given.commits)
    cache, seen = folder / "cache", folder / "seen"
    other = reference()
    theirs = None if other is None else other.write_history(folder / "reference", given.commits)
    stream = Command(("git", "-C", str(root), "log", "--raw", "-z", "main"))
    near, former = f"main~{given.apart}", f"main~{_NEW}"
    log, diff, series = ("log", "--json"), ("diff", near, "main", "--json"), ("timeline", "2015", "--json")
    for verb, words, limit, is_line in (
        (f"log --json over {given.commits} commits", log, 0.4, True),
        (f"diff over {given.apart} commits", diff, 0.5, False),
        (f"timeline over {given.commits} commits", series, 2.5, True),
    ):
        if words == series:
            against, floor = "bare git log --raw -z", stream
        elif other is not None:
            against, floor = "the reference", other.kaohe(*words, "-C", str(theirs))
        else:
            yield skip(f"{verb} ÷ the reference", limit)
            continue
        forget = partial(shutil.rmtree, cache, ignore_errors=True)
        cold = PRESENT.kaohe(*words, "-C", str(root), before=forget)
        yield from compare(f"{verb}, nothing kept ÷ {against}", cold, floor, limit, given.runs, MEMORY)
        if is_line:
            forget()
            run_once(PRESENT.kaohe(*words, "--at", former, "-C", str(root)))
            shutil.copytree(cache, seen)
            later = PRESENT.kaohe(*words, "-C", str(root), before=partial(_put_back, seen, cache))
            yield from compare(f"{verb}, {_NEW} since ÷ {against}", later, floor, limit, given.runs, MEMORY)
            shutil.rmtree(seen)
        forget()  # or the rows of the last hundred commits would still be told anew: they are too few to be kept
        warm = PRESENT.kaohe(*words, "-C", str(root))
        yield from compare(f"{verb}, kept ÷ {against}", warm, floor, limit, given.runs, MEMORY)
    shutil.rmtree(root)


_NEW = 100  # commits that came since rows were kept


def _put_back(seen: Path, cache: Path) -> None:
    """What was kept before lies there again."""
    shutil.rmtree(cache, ignore_errors=True)
    shutil.copytree(seen, cache)


def _published_rows(folder: Path) -> Iterator[Row]:
    given = size()
    whole = PRESENT.write_demo(folder / "published", given.years, given.published * given.years)
    alone = PRESENT.write_demo(folder / "one", 1, given.published)
    yield from _publish_rows(whole, alone)
    yield from _site_rows(alone, "one year")
    yield from _site_rows(whole, f"{given.years} years")
    bare = PRESENT.kaohe("verify", "-C", str(whole))
    least = Command((sys.executable, "-c", _FLOOR, str(whole)))
    name = f"verify of {given.years} years, no site ÷ (git fsck + SHA-256 of every file of HEAD)"
    yield from compare(name, bare, least, 3, given.runs, MEMORY)


def _site_rows(root: Path, called: str) -> Iterator[Row]:
    """A history and its site; apart, the public's history, which a site names and the reference does not have."""
    site = root.with_name(f"{root.name}-site")
    words = [sys.executable, "-m", "generator", "build", "-C", str(root), "--out", str(site)]
    subprocess.run(words, check=True, cwd=PRESENT.root, stdout=subprocess.DEVNULL)
    hashed = Command((sys.executable, "-c", _FLOOR, str(root), str(site)))
    proof = PRESENT.kaohe("verify", "-C", str(root), "--against", str(site))
    name = f"verify of {called} ÷ (git fsck + SHA-256 of its site)"
    yield from compare(name, proof, hashed, 3, size().runs, MEMORY)
    public = Command((sys.executable, "-c", _PUBLIC, str(root)), PRESENT.root)
    name = f"of it the public's history of {called}, made anew ÷ the same"
    yield from compare(name, public, hashed, 0.45, size().runs)
    shutil.rmtree(site)


_PUBLIC = """
import sys
from pathlib import Path
from generator.git.branch import find_main
from generator.git.repository import open_repository
from generator.proof.public_history import make_public_history
from generator.release.ledger import read_ledger
repository = open_repository(Path(sys.argv[1]))
make_public_history(repository, read_ledger(repository, find_main(repository).tip))
"""
_FLOOR = """
import subprocess, sys
from hashlib import sha256
from pathlib import Path
subprocess.run(["git", "-C", sys.argv[1], "fsck", "--full"], check=True, capture_output=True)
for path in Path((sys.argv[2:] or sys.argv[1:])[0]).rglob("*"):
    if path.is_file():
        sha256(path.read_bytes()).hexdigest()
"""


_TIES = ("--tie", "praised=", "--ground", "依据")  # whoever ties at an edge: without a word, that is where it ends


def _publish_rows(whole: Path, alone: Path) -> Iterator[Row]:
    """The last publication of each, to be made once more where the main branch does not have it yet."""
    commands = []
    for root in (whole, alone):
        git = ["git", "-C", str(root)]
        told = subprocess.run([*git, "log", "--first-parent", "--format=%H", "-1", "--", "data/publications"],
                              check=True, capture_output=True, text=True).stdout.strip()  # fmt: skip
        listed = subprocess.run([*git, "show", f"{told}:data/publications/chain.yml"],
                                check=True, capture_output=True, text=True).stdout.split()  # fmt: skip
        copy = root.with_name(f"{root.name}-before")
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(root), str(copy)], check=True)
        subprocess.run(["git", "-C", str(copy), "reset", "-q", "--hard", f"{told}~1"], check=True)
        subprocess.run(["git", "-C", str(copy), "update-ref", "-d", "refs/remotes/origin/main"], check=True)
        commands.append(PRESENT.kaohe("publish", listed[-1], *_TIES, "--dry-run", "-C", str(copy), answers=(0,)))
    name = f"publish of a year in a project of {size().years} ÷ in a project of one, cache warm"
    yield from compare(name, commands[0], commands[1], 1.3, size().runs, MEMORY)
