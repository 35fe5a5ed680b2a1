"""A command that is killed has written everything, nothing, or a journal from which the next command goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.acts.journal import FileWrite, finish_write, write_files
from generator.cli import main
from generator.load.unfinished import FOLDER, find_unfinished
from tests.acts.acting import REVOKED, publish, revoke, start
from tests.killed import die_at, is_killed, run_apart
from tests.release.repository import Repo, record_quarter

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed where nothing is forked")

TIES = ("--tie", "praised=", "--tie", "summons=", "--ground", "季度不运用")
TABLE_NAME = "二季度.csv"
ACTS = {
    "publish": ("publish", "2015-q2", "--date", "2015-07-10"),
    "correct": ("correct", "2015-q1", "--reason", "核查后撤销一条扣分", "--date", "2015-07-10", *TIES),
    "new": ("new", "revocation", "0415-shuiwu", "--date", "2015-06-20", "--reasons", "记错单位"),
    "withdraw": ("withdraw", "2015-q1", "--reason", "误将未经审核的数据发布", "--date", "2015-07-10"),
    "import": ("import", TABLE_NAME),
    "redact": ("redact", REVOKED, "reason", "--reason", "事由里写有住址", "--date", "2015-07-10"),
}
TABLE = "考核单项,单位,日期,扣分标准,扣分,考核方式,线索来源,扣分事由\n" + "".join(
    f"热线办理,{unit},2015-06-{day},逾期办结，每件扣0.5分,0.5,不定期抽查,“12345”热线,第 {day} 日的工单逾期\n"
    for unit in ("区教育局", "区民政局", "区水务局")
    for day in (10, 11)
)
KILLS = int(os.environ.get("KAOHE_KILLS", "20"))
Files = dict[str, bytes]


@dataclass
class Office:
    """A district before an act, and the data files before and after it."""

    repo: Repo
    command: tuple[str, ...]
    before: Files
    after: Files

    @property
    def called(self) -> str:
        """How a journal names the act."""
        return "kaohe import" if self.command[0] == "import" else self.command[1]

    def files(self) -> Files:
        """The data files as they lie on the disk."""
        return files_of(self.repo.root)

    def act(self) -> int:
        """Carries the act out as a person would."""
        return main([self.command[0], "-C", str(self.repo.root), *self.command[1:], "--yes"])

    def restore(self) -> None:
        """Everything as it was before the act."""
        for path in self.files().keys() - self.before.keys():
            (self.repo.root / path).unlink()
        for path, data in self.before.items():
            (self.repo.root / path).write_bytes(data)


def files_of(root: Path) -> Files:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted((root / "data").rglob("*")) if p.is_file()}


@pytest.fixture(scope="module", params=sorted(ACTS))
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The first quarter is published, the second recorded; before a correction, a record of the first is revoked."""
    repo = start(tmp_path_factory.mktemp(request.param) / "project", 1)
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    if request.param == "correct":
        revoke(repo)
    (repo.root.parent / TABLE_NAME).write_text(TABLE, "utf-8")
    before = files_of(repo.root)
    command = ACTS[request.param]
    if request.param == "import":
        command = ("import", str(repo.root.parent / TABLE_NAME))
    made = Office(repo, command, before, {})
    assert made.act() == 0
    made.after = made.files()
    made.restore()
    return made


def check_rest(office: Office) -> None:
    """Whatever a killed command left, the next one carries the act out, and nothing else is left of it."""
    root = office.repo.root
    found, unfinished = office.files(), find_unfinished(root)
    assert unfinished is not None or found in (office.before, office.after)
    assert unfinished is None or (unfinished.code, office.called in unfinished.message) == ("KH632", True)
    assert office.act() == 0
    assert office.files() == office.after
    assert not (root / FOLDER).exists()
    office.restore()


def test_killed_at_any_moment_an_act_is_whole_or_can_be_finished(office: Office) -> None:
    begun = time.monotonic()
    assert not is_killed(run_apart(office.act))
    whole = time.monotonic() - begun
    office.restore()
    dice = random.Random(9)
    killed, tries = 0, -(-KILLS // len(ACTS))
    while tries > 0 or not killed:
        tries -= 1
        child = run_apart(office.act)
        time.sleep(dice.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        if is_killed(child):
            killed += 1
        else:  # it was over before: the machine was slower when the whole was measured
            whole /= 2
        check_rest(office)


def writes_of(office: Office) -> list[FileWrite]:
    paths = [path for path in office.after if office.before.get(path) != office.after[path]]
    return [FileWrite(path, office.before.get(path), office.after[path]) for path in sorted(paths)]


def test_killed_before_any_step_on_the_disk_a_write_is_whole_or_can_be_finished(office: Office) -> None:
    """Every state that a write goes through, one after the other, and not only those that a clock happens to meet."""
    writes, root = writes_of(office), office.repo.root
    command = f"kaohe {' '.join(office.command[:2])}"
    seen = set()
    for step in range(1000):

        def work(step: int = step) -> None:
            die_at(step)
            write_files(root, writes, command)

        if not is_killed(run_apart(work)):
            break
        unfinished = find_unfinished(root)
        written = [write.path for write in writes if office.files().get(write.path) == write.after]
        seen.add((unfinished is not None, len(written)))
        if unfinished is None:
            assert office.files() in (office.before, office.after)
        said = finish_write(root)
        assert (said != "") == (unfinished is not None)
        assert office.files() == (office.after if unfinished is not None or written else office.before)
        office.restore()
        shutil.rmtree(root / FOLDER, ignore_errors=True)  # what was laid ready would cost the next one steps
    else:
        raise AssertionError("the write never came to its end")
    whole = len(writes)
    assert {(False, 0), (False, whole), *((True, count) for count in range(whole + 1))} <= seen
    office.restore()
