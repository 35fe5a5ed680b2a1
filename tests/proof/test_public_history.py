"""The public's own history: one commit and one tag for each act, the same anywhere, and provable in a clone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from generator.history.query import select_events
from generator.history.remark import find_remarks
from generator.history.report import read_history
from generator.proof.public_history import NoPublicHistory, PublicHistory
from generator.proof.public_marks import verify_marks, verify_own_marks
from generator.proof.verify_project import verify_project
from generator.public.periods import visible_corpus
from generator.public.shown_events import office_events
from generator.release.ledger import read_ledger
from generator.words.history_text import log_text
from tests.acts.acting import act, start
from tests.acts.acting import publish as act_publish
from tests.proof.public_clone import clone_of, public_history
from tests.release.publishing import kaohe
from tests.release.repository import Repo

ROOT = Path(__file__).parents[2]
LINES = ["2015-q1", "2015-q2", "2015-q1-c1", "2015-q2-c1", "2015-notice", "2015-final"]
TAGS = ["correction/2015-q1-c1", "correction/2015-q2-c1", *(f"publication/{name}" for name in
        ("2015-final", "2015-notice", "2015-q1", "2015-q2"))]  # fmt: skip


@pytest.fixture(scope="module")
def history(told: Repo) -> PublicHistory:
    return public_history(told)


@pytest.fixture(scope="module")
def clone(history: PublicHistory, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return clone_of(history, tmp_path_factory.mktemp("public"))


def told_wrong(repo: Repo) -> list[str]:
    return [found.sentence for found in verify_project(repo.opened).findings if found.status == "fails"]


def test_an_outsider_sees_one_commit_and_one_tag_for_each_act(told: Repo, clone: Repo) -> None:
    assert clone.git("fsck", "--full", "--strict") == ""
    assert sorted(clone.git("tag").split("\n")) == sorted(TAGS)
    lines = (told.root / "data/publications/chain.yml").read_text("utf-8").replace("- ", "").split("\n")[:-1]
    states = clone.git("log", "--reverse", "--format=%H").split("\n")
    shown = [json.loads(clone.git("show", f"{commit}:public-history/history.json"))["act"] for commit in states]
    assert shown == lines
    said = clone.git("log", "-1", "--format=%an|%ae|%cn|%ad|%cd|%s", "publication/2015-q1")
    assert clone.git("cat-file", "-t", "publication/2015-q1") == "tag"
    day = "Fri Apr 10 12:00:00 2015 +0800"
    assert (
        said
        == f"小河区考核工作办公室|kaoheban@kaohe.invalid|小河区考核工作办公室|{day}|{day}|发布 2015-q1：{title(told)}"
    )
    assert clone.git("rev-list", "--merges", "main") == ""


def title(told: Repo) -> str:
    text = (told.root / "data/publications/2015-q1.yml").read_text("utf-8")
    return text.split("\n")[0].removeprefix("title: ")


def test_a_record_stands_there_byte_for_byte_and_a_later_commit_says_what_shows_it(
    told: Repo, clone: Repo, history: PublicHistory
) -> None:
    for step in history.steps:
        own = (told.root / step.act.path).read_bytes()
        assert (clone.root / step.act.path).read_bytes() == own
        assert sha256(own).hexdigest() in clone.git("show", "-s", "--format=%B", step.commit)
    for step in history.steps[:-1]:
        written = json.loads((clone.root / f"public-history/{step.act.verb}-{step.act.id}.json").read_bytes())
        assert written == {"line": step.act.line, "commit": step.commit, "tag": step.tag}
        assert clone.git("rev-parse", f"{step.tag_name}^{{commit}}") == step.commit
        assert clone.git("rev-parse", step.tag_name) == step.tag


def test_the_commands_work_in_a_clone(clone: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["check"], ["score", "2015"], ["log"], ["diff", "2015-q1", "2015-q2"], ["verify"],
        ["diff", "publication/2015-notice", "publication/2015-final"], ["timeline", "2015"],
        ["score", "2015", "--quarter", "1", "--at", "2015-q1"],
    ):  # fmt: skip
        assert kaohe(clone, *arguments) == 0, (arguments, capsys.readouterr())
    capsys.readouterr()
    assert kaohe(clone, "log", "--remarks") == 0
    assert "改写" not in capsys.readouterr().out


def test_the_log_of_a_clone_says_nothing_of_who_wrote_for_whom(
    clone: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything is in the office's name there: that it wrote for others would be said of each, and be untrue."""
    account = read_history(clone.root)
    events = list(office_events(select_events(account.trails, None)))
    assert "代为" in log_text(events, visible_corpus(account.corpus, "internal"), {})
    assert kaohe(clone, "log") == 0
    said = capsys.readouterr().out
    assert "代为" not in said
    assert "这是公开历史" in said


def test_what_a_withdrawal_takes_out_is_no_lost_record(tmp_path: Path) -> None:
    repo = start(tmp_path / "project", 1)
    act_publish(repo, "2015-q1", "2015-04-10")
    act(repo, "withdraw", "2015-q1", "--reason", "误将尚未复核的扣分计入", "--date", "2015-04-20")
    repo.commit("撤回", "2015-04-20")
    act_publish(repo, "2015-q1-2", "2015-04-25")
    account = read_history(clone_of(public_history(repo), tmp_path).root)
    found = find_remarks(account.log, account.trails, account.signatures)
    assert {"vanished", "restored"} <= {remark.kind for remark in found}
    assert account.is_public
    assert account.remarks() == []


def test_verify_computes_the_figures_again_from_what_is_public(clone: Repo) -> None:
    found = verify_project(clone.opened).findings
    assert [one.sentence for one in found if one.status == "fails"] == []
    results = {one.subject for one in found if one.kind == "results" and one.status == "holds"}
    assert results == {"2015-q1", "2015-q2", "2015-notice", "2015-final"}
    assert {one.subject for one in found if one.kind == "correction" and "重算" in one.sentence} == {
        "2015-q1-c1", "2015-q2-c1",
    }  # fmt: skip
    (shape,) = [one for one in found if one.subject == "public-history" and one.kind == "public"]
    assert "6 件行为各有一个提交和一个标签" in shape.sentence
    (marks,) = [one for one in found if one.subject == "marks"]
    assert marks.status == "holds"


def test_the_next_record_names_the_history_before_it(told: Repo, history: PublicHistory) -> None:
    for before, step in pairwise(history.steps):
        text = (told.root / step.act.path).read_text("utf-8")
        if (before.act.verb, step.act.verb) == ("correct", "correct"):
            continue  # two that were drawn up together name the same
        assert f"public_history: {{act: {before.act.line}, commit: {before.commit}, tag: {before.tag}}}" in flat(text)
    assert [one.status for one in verify_project(told.opened).findings if one.kind == "public"] == ["holds"]


def flat(text: str) -> str:
    """A record of one line or of several, as one of one line."""
    head, _, rest = text.partition("public_history:")
    words = [word.strip() for word in rest.strip().strip("{}").replace("\n", ",").split(",")]
    return head + "public_history: {" + ", ".join(word for word in words[:3]) + "}"


def test_what_was_written_down_before_a_redaction_cannot_be_compared(told: Repo, history: PublicHistory) -> None:
    ledger = read_ledger(told.opened, told.head)
    found = list(verify_marks(ledger, history.steps, ["a-later-one"]))
    assert {one.status for one in found} == {"open"}
    assert len(found) == len(history.steps) - 1
    assert all("不能核验" in one.sentence for one in found)


# A change of this id is a change of every public history there is: it needs another FORM, and a word to readers.
FIRST = "eb8c3138166a1fa68209e8ddf15af81efebfc20"


def test_the_form_of_a_commit_stays(history: PublicHistory) -> None:
    """From the same records of the office the same commit, whatever else the program learns."""
    assert history.steps[0].commit.startswith(FIRST)


def run(program: str, repo: Path, **environment: str) -> str:
    command = [sys.executable, "-c", program, str(repo)]
    made = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    ran = subprocess.run(command, env=made, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


DIGEST = """
import os, sys
from hashlib import sha256
from pathlib import Path
from generator.git.branch import find_main
from generator.git.repository import open_repository
from generator.proof.public_history import make_public_history
from generator.release.ledger import read_ledger
os.umask(int(os.environ.get("MASK", "022"), 8))
repository = open_repository(Path(sys.argv[1]))
made = make_public_history(repository, read_ledger(repository, find_main(repository).tip))
print(sha256(made.bundle).hexdigest())
"""


def test_it_is_the_same_bytes_anywhere(told: Repo, history: PublicHistory, tmp_path: Path) -> None:
    wanted = sha256(history.bundle).hexdigest()
    packed = told.copy(tmp_path / "另一处 folder")
    packed.git("gc", "-q", "--aggressive", "--prune=now")
    odd = tmp_path / "odd"
    told.git("clone", "-q", "--no-local", "--no-checkout", str(told.root), str(odd))
    Repo(odd).git("config", "core.autocrlf", "true")
    Repo(odd).git("checkout", "-q", "-b", "elsewhere")
    assert run(DIGEST, packed.root, LC_ALL="tr_TR.UTF-8", TZ="America/Los_Angeles", PYTHONHASHSEED="7") == wanted
    assert (
        run(DIGEST, odd, LC_ALL="C", TZ="Asia/Kathmandu", PYTHONHASHSEED="1", MASK="077", HOME="/nowhere") == wanted
    )


def test_a_clone_that_was_cut_short_makes_none_rather_than_another(told: Repo, tmp_path: Path) -> None:
    told.git("clone", "-q", "--depth=3", f"file://{told.root}", str(tmp_path / "shallow"))
    with pytest.raises(NoPublicHistory, match="浅克隆"):
        public_history(Repo(tmp_path / "shallow"))


def test_what_was_tampered_with_in_a_clone_is_named(clone: Repo, tmp_path: Path) -> None:
    moved = clone.copy(tmp_path / "moved")
    moved.git("tag", "-f", "publication/2015-q1", "publication/2015-q2^{commit}")
    assert any("publication/2015-q1" in words for words in told_wrong(moved))
    gone = clone.copy(tmp_path / "gone")
    gone.git("tag", "-d", "correction/2015-q1-c1")
    assert any("没有标签 correction/2015-q1-c1" in words for words in told_wrong(gone))
    figure = clone.copy(tmp_path / "figure")
    path = "data/deductions/2015/hotline/0212-caizheng.yml"
    figure.write(path, (figure.root / path).read_text("utf-8").replace("points: 0.5", "points: 0.4"))
    figure.git("commit", "-qam", "x", "--amend")
    assert told_wrong(figure)
    said = clone.copy(tmp_path / "said")
    name = "public-history/publish-2015-q1.json"
    said.write(name, (said.root / name).read_text("utf-8").replace('"line"', '"Line"'))
    said.git("commit", "-qam", "x", "--amend")
    assert any("publish-2015-q1.json" in words for words in told_wrong(said))


def test_an_extra_commit_makes_it_no_public_history(clone: Repo, tmp_path: Path) -> None:
    """Whoever adds one of his own gets the questions that the office's repository is asked."""
    more = clone.copy(tmp_path / "more")
    more.write("data/units/more.yml", "name: 多\nshort_name: 多\nkind: department\nnot_assessed: 没有\n")
    more.git("add", "-A")
    more.git("commit", "-qm", "x")
    assert any("不在当前历史" in words for words in told_wrong(more))


def test_a_rewritten_public_history_does_not_fit_the_records(told: Repo, tmp_path: Path) -> None:
    """The office changes what it had made public before the last publication: the marks in the records tell."""
    repo = told.copy(tmp_path / "rewritten")
    base = repo.git("log", "--format=%H", "--diff-filter=A", "--", "data/publications/2015-q1.yml")
    repo.git("checkout", "-q", "-b", "again", f"{base}^")
    repo.change("data/deductions/2015/hotline/0212-caizheng.yml", "reason: ", "reason: 另有")
    repo.git("commit", "-qam", "x", "--amend")
    repo.git("rebase", "-q", "--onto", "again", f"{base}^", "main")
    findings = list(verify_own_marks(repo.opened, read_ledger(repo.opened, repo.head)))
    assert [one.subject for one in findings if one.status == "fails"]
