"""The public's history after a redaction, with withheld panels, and with nothing internal in any of its objects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.gather.history_check import check_history
from generator.gather.kept_history import stage_history, staged_history
from generator.git.objects import read_objects
from generator.git.whole_pack import WholeBundle, read_whole_bundle
from generator.proof.public_history import PublicHistory
from generator.proof.verify_project import verify_project
from tests.acts.redacting import CANARIES, RECORD, Leaked, leak, redact
from tests.proof.public_clone import clone_of, public_history
from tests.public.test_canaries import Canaries, plant
from tests.release.publishing import kaohe
from tests.release.repository import Repo, bring, new_repo, record_quarter

# What is said of a rewriting, with other ids: the guide shows it.
RECORDED_REWRITING = (
    "公开历史里 2015-q1 的 data/units/jiaoyu.yml 以前是 0123456789abcdef0123456789abcdef01234567，"
    "现在是 89abcdef0123456789abcdef0123456789abcdef，不只是新近遮盖的文字不同。"
)
ID = r"(?<![0-9a-f])[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9a-f])"
OTHER = "data/deductions/2015/hotline/0305-jiaoyu.yml"


@pytest.fixture(scope="module")
def leaked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Leaked, PublicHistory]:
    """A district that has published a telephone number, and its public history then."""
    made = leak(tmp_path_factory.mktemp("leaked") / "project")
    return made, public_history(made.repo)


@pytest.fixture(scope="module")
def redacted(leaked: tuple[Leaked, PublicHistory]) -> tuple[Repo, PublicHistory]:
    """The same after the number was redacted."""
    redact(leaked[0])
    return leaked[0].repo, public_history(leaked[0].repo)


def every_object(repo: Repo) -> str:
    """All objects of a repository, and the names of its refs, as git gives them out."""
    listed = repo.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split("\n")
    found = (one.data.decode("utf-8", "replace") for one in read_objects(repo.opened, listed))
    return "\n".join([*found, repo.git("for-each-ref")])


def test_a_redaction_makes_the_history_anew_and_says_so(
    leaked: tuple[Leaked, PublicHistory], redacted: tuple[Repo, PublicHistory], tmp_path: Path
) -> None:
    before, (repo, after) = leaked[1], redacted
    assert any(canary.encode() in before.bundle for canary in CANARIES)
    assert not any(canary.encode() in after.bundle for canary in CANARIES)
    assert [step.act for step in after.steps[:1]] == [step.act for step in before.steps]
    assert after.steps[0].commit != before.steps[0].commit
    clone = clone_of(after, tmp_path)
    assert "〔已遮盖〕" in clone.git("show", f"publication/2015-q1:{RECORD}")
    assert "从头重新生成" in clone.git("log", "-1", "--format=%B", after.steps[1].commit)
    found = verify_project(clone.opened).findings
    assert [one.sentence for one in found if one.status == "fails"] == []
    assert any("从头重新生成过" in one.sentence for one in found if one.kind == "redaction")
    own = verify_project(repo.opened).findings
    assert [one.sentence for one in own if one.status == "fails" and one.kind != "tag"] == []


def test_what_the_office_looked_at_is_no_problem_in_a_clone(
    leaked: tuple[Leaked, PublicHistory], tmp_path: Path
) -> None:
    """A text that looks personal was looked at before it was made public; the office's reason stays inside."""
    clone = clone_of(leaked[1], tmp_path)
    assert kaohe(clone, "check") == 0
    listed = (clone.root / "data/exceptions.yml").read_text("utf-8")
    assert listed.count(RECORD) == 3
    assert "误以为" not in listed


def test_a_redaction_of_what_the_public_does_not_see_has_a_commit_and_no_record(
    redacted: tuple[Repo, PublicHistory], tmp_path: Path
) -> None:
    """The message of a commit is none of the public's."""
    repo, after = redacted
    clone = clone_of(after, tmp_path)
    hidden = after.steps[2].act
    assert hidden.verb == "redact"
    assert (repo.root / hidden.path).is_file()
    assert not (clone.root / hidden.path).exists()
    assert (clone.root / after.steps[1].act.path).is_file()
    assert hidden.line not in (clone.root / "data/publications/chain.yml").read_text("utf-8")


def test_what_a_redaction_took_out_is_no_rewriting(
    leaked: tuple[Leaked, PublicHistory], redacted: tuple[Repo, PublicHistory]
) -> None:
    assert check_history(leaked[1].objects, leaked[1].objects) == []
    assert check_history(leaked[1].objects, redacted[1].objects) == []
    assert [fault.code for fault in check_history(redacted[1].objects, leaked[1].objects)] == ["KH928"]


def remade(history: PublicHistory, path: str, old: str, new: str, folder: Path) -> WholeBundle:
    """The history with another file in every tree, made whole again as whoever holds the office's repository can."""
    clone = clone_of(history, folder)
    script = f"test ! -f {path} || sed -i 's|{old}|{new}|' {path}"
    clone.git("filter-branch", "-f", "--tree-filter", script, "--tag-name-filter", "cat", "--", "--all")
    clone.git("for-each-ref")
    for ref in clone.git("for-each-ref", "--format=%(refname)", "refs/original", "refs/remotes").split("\n"):
        clone.git("update-ref", "-d", ref)
    stage_history(clone.opened, folder / "staged")
    found = staged_history(folder / "staged")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (RECORD, "points: 0.5", "points: 0.4"),  # the file that was redacted, elsewhere in it
        ("data/units/jiaoyu.yml", "name: ", "name: 新"),  # another file
        (
            "data/deductions/2015/hotline/0305-jiaoyu.yml",
            "^reason: .*",
            "reason: 〔已遮盖〕",
        ),  # masked without an act
    ],
)
def test_anything_else_beside_a_redaction_is_a_rewriting(
    path: str,
    old: str,
    new: str,
    leaked: tuple[Leaked, PublicHistory],
    redacted: tuple[Repo, PublicHistory],
    tmp_path: Path,
) -> None:
    faults = check_history(leaked[1].objects, remade(redacted[1], path, old, new, tmp_path))
    assert {fault.code for fault in faults} == {"KH928"}
    assert {fault.subject for fault in faults} == {path}
    assert all(len(re.findall(ID, fault.sentence)) == 2 for fault in faults)
    if path == "data/units/jiaoyu.yml":
        assert re.sub(ID, "", faults[0].sentence) == re.sub(ID, "", RECORDED_REWRITING)


def test_a_rewriting_without_any_redaction_is_named(leaked: tuple[Leaked, PublicHistory], tmp_path: Path) -> None:
    faults = check_history(leaked[1].objects, remade(leaked[1], RECORD, "points: 0.5", "points: 0.4", tmp_path))
    assert [fault.code for fault in faults] == ["KH928"]


def test_nothing_internal_is_in_any_object(tmp_path: Path) -> None:
    canaries = Canaries()
    repo = plant(tmp_path / "project", canaries)
    assert kaohe(repo, "redact", OTHER, "reason", "--reason", "试行遮盖", "--date", "2015-12-22", "--yes") == 0
    repo.commit(f"遮盖 {canaries.word('message of a redaction')}", "2015-12-22")
    history = public_history(repo)
    assert len(history.steps) == 2  # the second shows the data with all that was planted
    clone = clone_of(history, tmp_path / "public")
    raw = history.bundle.decode("utf-8", "replace") + every_object(clone)
    assert "qxseen02" in raw, "what is published is there"
    assert sorted(canaries.places[word] for word in canaries.places if word in raw) == []
    whole = every_object(repo)
    assert sum(word in whole for word in canaries.places) > 20, "the search finds what is there"
    assert (clone.root / "data/committers.yml").read_text("utf-8").count("@") == 1


def small_panels(root: Path) -> Repo:
    """A year in which one panel of every unit is too small to be shown."""
    repo = new_repo(root)
    path = "data/schemes/2015.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "suppress_below: 50\n")
    repo.commit("人数少的不公开", "2015-01-06")
    for quarter in (1, 2, 3, 4):
        record_quarter(repo, quarter)
    bring(repo, "data/appraisals")
    repo.commit("录入评议", "2015-12-20")
    for name, day in (("2015-notice", "2016-01-08"), ("2015-final", "2016-01-18")):
        assert kaohe(repo, "publish", name, "--date", day, "--yes") == 0
        repo.commit(f"发布 {name}", day)
    return repo


@pytest.fixture(scope="module")
def withheld(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return small_panels(tmp_path_factory.mktemp("withheld") / "project")


def test_what_is_withheld_is_said_to_be_beyond_proof(withheld: Repo, tmp_path: Path) -> None:
    history = public_history(withheld)
    clone = clone_of(history, tmp_path)
    assert not (clone.root / "data/appraisals").exists()
    assert b"satisfied" not in b"".join(
        found.data for found in history.objects.objects.values() if b"tallies" in found.data
    )
    for arguments in (["check"], ["score", "2015"], ["log"], ["diff", "2015-notice", "2015-final"], ["verify"]):
        assert kaohe(clone, *arguments) == 0, arguments
    found = [one for one in verify_project(clone.opened).findings if one.kind == "results"]
    assert [one.status for one in found] == ["open", "open"]
    assert all("不能核验：4 个单位" in one.sentence and "人数太少" in one.sentence for one in found)
    assert all("没有矛盾" in one.sentence for one in found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("total: 97.31", "total: 87.11", "只容许"), ("rank: 1}", "rank: 4}", "名次却在前")],
)
def test_figures_that_cannot_be_are_found_behind_what_is_withheld(
    withheld: Repo, tmp_path: Path, old: str, new: str, words: str
) -> None:
    """Of the same commit as it could have been made: one that agrees with itself."""
    repo = withheld.copy(tmp_path / "project")
    path = "data/publications/2015-final.yml"
    text = (repo.root / path).read_text("utf-8")
    assert old in text
    repo.write(path, text.replace(old, new))
    repo.git("commit", "-qam", "发布 2015-final", "--amend", date="2016-01-18T09:00:00+08:00")
    clone = clone_of(public_history(repo), tmp_path)
    wrong = [one.sentence for one in verify_project(clone.opened).findings if one.status == "fails"]
    assert any(words in sentence for sentence in wrong), wrong


def test_the_kept_form_is_the_published_one(leaked: tuple[Leaked, PublicHistory], tmp_path: Path) -> None:
    """However git packed it on the way, the objects are the same."""
    clone = clone_of(leaked[1], tmp_path)
    clone.git("remote", "remove", "origin")
    stage_history(clone.opened, tmp_path / "staged")
    kept, own = staged_history(tmp_path / "staged"), read_whole_bundle(leaked[1].bundle)
    assert kept is not None
    assert own is not None
    assert dict(kept.objects) == dict(own.objects)
