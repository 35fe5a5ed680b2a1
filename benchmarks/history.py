"""Change log, time series and comparison over 20,000 commits and 3,000 records, against git's own work on them."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import IO

from benchmarks.measure import Row
from generator.compare.comparison import Comparison, compare_revisions, compare_trees
from generator.demo.district import Options, make_data, make_district
from generator.git.between import read_between
from generator.git.git_tree import GitTree
from generator.git.repository import Repository, ask_git, open_repository
from generator.git.revision import resolve_revision
from generator.history.facts import Facts
from generator.history.mainline import read_changes
from generator.history.series import read_timeline
from generator.model.deduction import Deduction
from generator.read.corpus_reader import read_corpus
from generator.read.record import Cache
from generator.read.yaml_writer import emit_record
from generator.score.year import score_year

COMMITS, RECORDS = 20_000, 3_000
ROOT = Path(__file__).parents[1]
MEMORY = """
import resource, sys
from pathlib import Path
from generator.git.repository import open_repository
from generator.history.mainline import read_changes
from generator.git.branch import find_main
from generator.history.series import read_timeline
repository = open_repository(Path(sys.argv[1]))
log = read_changes(repository, find_main(repository).tip)
timeline = read_timeline(repository, log, 2015)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
VERB = """
import resource, sys
from generator.cli import main
main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def run() -> Iterator[Row]:
    """The figures of history."""
    with tempfile.TemporaryDirectory() as folder:
        repository = make_history(Path(folder) / "long", COMMITS)
        yield from _log_rows(repository, Path(folder))
        yield from _timeline_rows(repository)
        yield from _diff_rows(repository)
        command = [sys.executable, "-c", MEMORY, str(repository.root)]
        peak = int(subprocess.run(command, check=True, cwd=ROOT, capture_output=True).stdout) / 1024
        yield Row("memory of change log and time series together", peak, 300, "MB")
        (repository.root / "mkdocs.yml").touch()
        command = [sys.executable, "-c", VERB, "log", "-C", str(repository.root), "--json"]
        said = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr
        yield Row("memory of kaohe log --json, all of it", int(said) / 1024, 300, "MB")


def _log_rows(repository: Repository, folder: Path) -> Iterator[Row]:
    tip = resolve_revision(repository, "main")
    floor = cpu(lambda: ask_git(repository, "log", "--raw", "-z", "main"))
    spent = cpu(lambda: read_changes(repository, tip))
    yield Row("change log ÷ bare git log --raw -z", spent / floor, 2.5, note=f"{spent:.2f} s ÷ {floor:.2f} s")
    short = make_history(folder / "short", COMMITS // 4)
    quarter = cpu(lambda: read_changes(short, resolve_revision(short, "main")))
    yield Row("change log: cost of a commit among four times as many", spent / quarter / 4, 1.5)


def _timeline_rows(repository: Repository) -> Iterator[Row]:
    tip = resolve_revision(repository, "main")
    cold = cpu(lambda: read_timeline(repository, read_changes(repository, tip), 2015))
    yield Row("time series of a year, cold", cold, 3, "s", "git, change log, records, scores")
    facts: Facts = {}
    cache: Cache = {}
    read_timeline(repository, read_changes(repository, tip), 2015, facts, cache)
    warm = cpu(lambda: read_timeline(repository, read_changes(repository, tip), 2015, facts, cache))
    yield Row("time series of a year, warm", warm, 1.5, "s", "records kept by blob")
    reload = cpu(lambda: score_year(read_corpus(GitTree(repository, tip))[0], 2015))
    share = 100 * cold / (reload * COMMITS)
    note = f"one reload {reload:.2f} s, {100 / share:.0f} times the time series"
    yield Row("time series, cold, in % of a reload at every commit", share, 1, "%", note)


def _diff_rows(repository: Repository) -> Iterator[Row]:
    """Two revisions that lie near, and two so far apart that every record was amended again and again between them.

    Where they are far apart, git itself needs longer to say which commits lie between than to give both trees, so
    that part is held against its own measure.
    """
    tip = resolve_revision(repository, "main")
    near, far = (resolve_revision(repository, f"main~{back}") for back in (1000, 15000))
    for base, what in ((near, "1,000"), (far, "15,000")):
        floor = cpu(partial(read_both, repository, base, tip))
        spent = cpu(partial(compare_revisions, repository, base, tip))
        note = f"{what} commits apart: {spent:.2f} s ÷ {floor:.2f} s"
        if base is near:
            yield Row("diff of two revisions ÷ ls-tree and cat-file of both", spent / floor, 4, note=note)
            continue
        states = cpu(partial(compare_states, repository, base, tip))
        note = f"{states:.2f} s ÷ {floor:.2f} s; with the commits between {spent:.2f} s"
        yield Row(f"diff, {what} commits apart: the states ÷ the same", states / floor, 4, note=note)
        named = cpu(partial(read_between, repository, base, tip))
        bare = cpu(partial(ask_git, repository, "log", "--raw", "-z", f"{base}..{tip}"))
        note = f"{named:.2f} s ÷ {bare:.2f} s"
        yield Row(f"diff, {what} commits apart: the commits ÷ git log --raw -z", named / bare, 2.5, note=note)


def compare_states(repository: Repository, base: str, tip: str) -> Comparison:
    """The comparison of two trees, without the commits between."""
    return compare_trees(GitTree(repository, base), GitTree(repository, tip), base, tip)


def read_both(repository: Repository, base: str, tip: str) -> None:
    """What git alone needs to give all files of both."""
    for commit in (base, tip):
        read_all(repository, commit)


def read_all(repository: Repository, commit: str) -> None:
    """What git alone needs to give all files of a commit."""
    listed = ask_git(repository, "ls-tree", "-r", "-z", commit, "--", "data").text
    blobs = "".join(f"{row.split()[2]}\n" for row in listed.split("\0") if row)
    ask_git(repository, "cat-file", "--batch", given=blobs.encode())


def cpu(call: Callable[[], object], runs: int = 5) -> float:
    """CPU seconds of `call`, those of the programs it starts included, the median of `runs` after one warm-up.

    What earlier figures left in memory is kept out of the way of the collector.
    """
    found = []
    for _ in range(runs + 1):
        gc.collect()
        gc.freeze()
        before = _spent()
        call()
        found.append(_spent() - before)
    return sorted(found[1:])[runs // 2]


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def make_history(folder: Path, commits: int) -> Repository:
    """A repository with this many commits: records are entered, then amended over and over, each tenth by a merge."""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "--initial-branch=main", "--template=", str(folder)], check=True)
    start = ["git", "-C", str(folder), "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"]
    with subprocess.Popen(start, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        _write_commits(process.stdin, commits)
    assert process.returncode == 0
    return open_repository(folder)


def _write_commits(stream: IO[bytes], commits: int) -> None:
    options = Options(deductions=RECORDS)
    records = [life.final for life in make_district(options).lives][:RECORDS]  # it makes some of localities, too
    base = {path: data for path, data in make_data(options).items() if "/deductions/" not in path}
    _write(stream, 1, "main", "登记基础数据", base, [])
    number, turn = 1, 0
    while number < commits:
        at = turn % len(records)
        record = records[at] = amend(records[at], turn // len(records))
        files = {record.path: emit_record(record).encode()}
        parent = number
        if turn % 10 == 9 and number + 2 <= commits:
            _write(stream, number + 1, "side", f"更正 {record.id}", files, [parent])
            number += 1
            _write(stream, number + 1, "main", f"Merge pull request #{turn} from side", files, [parent, number])
        else:
            _write(stream, number + 1, "main", f"记录 {record.id}\n\n依据现场检查记录。", files, [parent])
        number += 1
        turn += 1


def amend(record: Deduction, version: int) -> Deduction:
    """The record as it reads after this many amendments."""
    if not version:
        return record
    points = Decimal(version * 7 % 9 + 1) / 10
    return replace(record, reason=f"{record.reason.split('（')[0]}（第{version}次核实）", points=points, appeal=None)


def _write(
    stream: IO[bytes], mark: int, branch: str, message: str, files: dict[str, bytes], parents: list[int]
) -> None:
    when = 1_420_070_400 + mark * 1500
    text = message.encode()
    stream.write(f"commit refs/heads/{branch}\nmark :{mark}\n".encode())
    stream.write(f"committer x <fagaiju@demo.invalid> {when} +0800\ndata {len(text)}\n".encode() + text + b"\n")
    for word, parent in zip(("from", "merge"), parents, strict=False):
        stream.write(f"{word} :{parent}\n".encode())
    for path, data in sorted(files.items()):
        stream.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
