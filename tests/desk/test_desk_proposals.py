"""What becomes of proposals, in real repositories: by content, whatever way a forge merges, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from generator.acts.desk_proposals import (
    DeskProposal,
    Signed,
    begin_draft,
    continue_draft,
    find_proposal,
    list_proposals,
    mark_sent,
    withdraw_draft,
)
from generator.git.fast_import import Person
from generator.git.write_branch import SigningKey
from generator.model.problem import UserError
from tests.history.scripted import HOTLINE, Story, begin, deduction
from tests.history.signing import make_key

KILLS = int(os.environ.get("KAOHE_KILLS", "20"))
CLERK = Signed(Person("区热线中心", "rexian@kaohe.example"), Person("网页登记", "desk@kaohe.example"))
ONE, TWO = f"{HOTLINE}/2015-0212-caizheng-1.yml", f"{HOTLINE}/2015-0305-jiaoyu-1.yml"
FILES: Mapping[str, bytes | None] = {
    ONE: deduction("caizheng", "2015-02-12").encode(),
    TWO: deduction("jiaoyu", "2015-03-05").encode(),
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return begin(tmp_path_factory.mktemp("proposals") / "district")


@pytest.fixture
def story(origin: Story, tmp_path: Path) -> Story:
    from shutil import copytree

    copytree(origin.root, tmp_path / "district", symlinks=True)
    return Story(tmp_path / "district")


def begun(story: Story, name: str = "a", files: Mapping[str, bytes | None] = FILES) -> DeskProposal:
    return begin_draft(story.root, "rexian", name, files, "登记热线扣分", CLERK)


def state(story: Story, name: str = "a") -> str:
    found = find_proposal(story.root, "rexian", name)
    return found.state if found is not None else "none"


def test_a_draft_is_a_branch_from_main_and_nothing_else_moves(story: Story) -> None:
    (story.root / "draft.txt").write_text("自己的草稿", "utf-8")
    status, main = story.git("status", "--porcelain"), story.git("rev-parse", "main")
    index = (story.root / ".git/index").read_bytes()
    made = begun(story)
    assert (made.state, made.paths, made.base, made.commits) == ("draft", tuple(sorted(FILES)), main, 1)
    assert story.git("log", "-1", "--format=%an|%ae|%cn|%ce|%s|%P", made.branch) == (
        f"区热线中心|rexian@kaohe.example|网页登记|desk@kaohe.example|登记热线扣分|{main}"
    )
    assert (story.root / ".git/index").read_bytes() == index
    assert (story.git("status", "--porcelain"), story.git("rev-parse", "main")) == (status, main)
    assert not (story.root / ONE).exists()
    assert story.git("fsck", "--strict") == ""


@pytest.mark.parametrize("way", ["merge", "squash", "rebase", "fast-forward"])
def test_what_is_on_main_is_known_by_its_content(story: Story, way: str) -> None:
    made = begun(story)
    continue_draft(story.root, made, {TWO: deduction("jiaoyu", "2015-03-05", "1").encode()}, "改分", CLERK)
    mark_sent(story.root, made, "https://forge.example/1")
    if way != "fast-forward":
        story.commit("other", "别的", "2015-03-09", {"data/units/other.yml": "name: x\n"}, who="kaoheban")
    if way == "merge":
        story.merge("merged", made.branch, "合并", "2015-03-10")
    elif way == "fast-forward":
        story.git("merge", "-q", "--ff-only", made.branch)
    elif way == "squash":
        story.git("merge", "-q", "--squash", made.branch)
        story.git("commit", "-q", "-m", "合并后的一个提交")
    else:
        story.git("cherry-pick", f"main..{made.branch}", who="kaoheban")
    assert state(story) == "merged"
    story.commit("later", "后来又改", "2015-03-12", {ONE: deduction("caizheng", "2015-02-12", "2")})
    assert state(story) == "merged"  # what came later does not undo it
    found = find_proposal(story.root, "rexian", "a")
    assert found is not None
    with pytest.raises(UserError, match="已经进入主分支"):
        withdraw_draft(story.root, found)


def test_the_states_between(story: Story) -> None:
    made = begun(story)
    mark_sent(story.root, made, "https://forge.example/1")
    found = find_proposal(story.root, "rexian", "a")
    assert found is not None
    assert (found.state, found.forge, found.sent) == ("sent", "https://forge.example/1", made.tip)
    continue_draft(story.root, found, {TWO: deduction("jiaoyu", "2015-03-05", "1").encode()}, "改分", CLERK)
    assert state(story) == "changed"
    story.commit("part", "登记", "2015-03-10", {ONE: deduction("caizheng", "2015-02-12")})
    assert state(story) == "partly"
    story.commit("own", "登记", "2015-03-11", {TWO: deduction("jiaoyu", "2015-03-05", "2")})
    assert state(story) == "stale"


def test_a_main_branch_that_is_fetched_counts(story: Story) -> None:
    """The clone of a desk has nobody who merges in it: what the forge has comes with `git fetch`."""
    made = begun(story)
    story.commit("there", "登记", "2015-03-10", {path: (data or b"").decode() for path, data in FILES.items()})
    story.git("update-ref", "refs/remotes/origin/main", "main")
    story.git("reset", "-q", "--hard", "main~1")
    assert state(story) == "merged"
    assert made.base == story.git("rev-parse", "main")


def test_the_same_page_sent_twice_is_one_proposal_and_another_content_is_refused(story: Story) -> None:
    assert begun(story).tip == begun(story).tip
    with pytest.raises(UserError, match="已经有了"):
        begun(story, files={ONE: deduction("caizheng", "2015-02-12", "2").encode()})
    with pytest.raises(UserError, match="没有改动"):
        begun(story, "b", {})
    with pytest.raises(UserError, match="不在 data/ 里"):
        begun(story, "b", {"mkdocs.yml": b"x"})


def test_two_who_change_one_proposal_at_once_lose_nothing(story: Story) -> None:
    made = begun(story)

    def one(number: int) -> str:
        files = {f"{HOTLINE}/2015-0401-caizheng-{number}.yml": deduction("caizheng", "2015-04-01").encode()}
        try:
            return continue_draft(story.root, made, files, f"第 {number} 次", CLERK).tip
        except UserError as refused:
            return str(refused)

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(one, range(1, 7)))
    told = [answer for answer in said if "没有写入" in answer]
    assert len(told) == 5
    [won] = [answer for answer in said if answer not in told]
    found = find_proposal(story.root, "rexian", "a")
    assert found is not None
    assert (found.tip, found.commits, len(found.paths)) == (won, 2, 3)
    with pytest.raises(UserError, match="没有撤回"):
        withdraw_draft(story.root, made)  # as it was seen before
    withdraw_draft(story.root, found)
    with pytest.raises(UserError, match="没有写入"):
        continue_draft(story.root, found, {ONE: b"x\n"}, "再改", CLERK)


def test_what_was_withdrawn_is_kept_and_its_name_is_free(story: Story) -> None:
    made = begun(story)
    mark_sent(story.root, made, "已发送")
    withdraw_draft(story.root, find_proposal(story.root, "rexian", "a") or made)
    assert list_proposals(story.root) == []
    assert story.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/kaohe", "refs/heads/desk") == (
        f"refs/kaohe/withdrawn/rexian/a {made.tip}"
    )
    again = begun(story)
    assert again.state == "draft"
    withdraw_draft(story.root, again)


def test_an_office_lists_its_own(story: Story) -> None:
    begun(story)
    begin_draft(story.root, "kaoheban", "b", {ONE: FILES[ONE]}, "代为登记", CLERK)
    story.git("branch", "desk/rexian/made-by-hand")  # no proposal of a desk: it has no beginning
    assert [one.name for one in list_proposals(story.root, "rexian")] == ["a"]
    assert {one.name for one in list_proposals(story.root)} == {"a", "b"}
    known: dict[tuple[str, ...], DeskProposal] = {}
    assert list_proposals(story.root, known=known) == list_proposals(story.root, known=known)
    assert len(known) == 2


@pytest.mark.needs("ssh-keygen")
def test_a_desk_signs_what_it_commits(story: Story, tmp_path: Path) -> None:
    public = make_key(tmp_path / "desk")
    (tmp_path / "signers").write_text(f"desk@kaohe.example {public}\n", "utf-8")
    signed = Signed(CLERK.author, CLERK.committer, SigningKey(str(tmp_path / "desk")))
    made = begin_draft(story.root, "rexian", "a", FILES, "登记", signed)
    story.git("-c", f"gpg.ssh.allowedSignersFile={tmp_path / 'signers'}", "verify-commit", made.tip)
    lost = Signed(CLERK.author, CLERK.committer, SigningKey(str(tmp_path / "none")))
    with pytest.raises(UserError, match="git 没有写成"):
        begin_draft(story.root, "rexian", "b", FILES, "登记", lost)
    assert state(story, "b") == "none"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed where nothing is forked")
def test_killed_at_any_moment_it_is_there_or_it_is_not(story: Story) -> None:
    """The desk and every git that it has started are ended; the next try finds all of a proposal, or nothing."""
    chance = random.Random(7)
    ended = 0
    for number in range(KILLS):
        name, started = f"k{number}", time.monotonic()
        child = os.fork()
        if child == 0:
            os.setsid()
            try:
                withdraw_draft(story.root, begun(story, name))
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0, 0.25))
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
            ended += 1
        os.waitpid(child, 0)
        found = find_proposal(story.root, "rexian", name)
        if found is not None:
            assert (found.state, found.paths, found.commits) == ("draft", tuple(sorted(FILES)), 1), started
        for lock in (story.root / ".git").rglob("*.lock"):
            lock.unlink()  # as whoever starts the machine again does
        assert begun(story, name).state == "draft"
    assert ended
    assert story.git("fsck", "--strict", "--no-dangling") == ""
