"""One scripted year in every shape that a repository has where people work: each command says the same in all."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.proof.verify_project import verify_project
from tests.cli.calling import Caller, Said
from tests.history.scripted import HOTLINE, Story, begin, deduction, revocation
from tests.history.shapes import SHAPES, Shape, made

ONE, TWO, THREE = (f"{HOTLINE}/2015-{name}-1.yml" for name in ("0212-caizheng", "0305-jiaoyu", "0515-shuiwu"))
Q1 = ("publish", "2015-q1", "--date", "2015-04-10", "--yes")
Q2 = ("publish", "2015-q2", "--date", "2015-07-10", "--yes")


def tell_year(root: Path) -> Story:
    """Records, a merge, a publication with its tag, an appeal, a correction."""
    story = begin(root)
    story.git("config", "user.name", "考核办经办人")
    story.git("config", "user.email", "kaoheban@kaohe.example")
    story.commit("one", "登记", "2015-02-12", {ONE: deduction("caizheng", "2015-02-12")})
    story.git("checkout", "-q", "-b", "march")
    story.commit("two", "登记", "2015-03-05", {TWO: deduction("jiaoyu", "2015-03-05")})
    story.git("checkout", "-q", "main")
    story.merge("merge", "march", "Merge pull request #7 from march", "2015-03-06")
    call(story, *Q1)
    story.commit("q1", "发布", "2015-04-10", who="kaoheban")
    call(story, "publish", "2015-q1", "--tag", "--yes")
    story.put({TWO: deduction("jiaoyu", "2015-03-05", more=revocation("2015-04-20"))})
    call(story, "correct", "2015-q1", "--reason", "撤销一笔扣分", "--date", "2015-04-20", "--yes")
    story.commit("corrected", "撤销并更正", "2015-04-20", who="kaoheban")
    story.commit("three", "登记", "2015-05-15", {THREE: deduction("shuiwu", "2015-05-15")})
    story.commit("amended", "更正", "2015-05-18", {THREE: deduction("shuiwu", "2015-05-15", "1")})
    return story


def call(story: Story, verb: str, *arguments: str) -> None:
    assert main([verb, "-C", str(story.root), *arguments]) == 0


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The year as it was told, to be copied: no test changes it."""
    return Shape("made", made).tell(tell_year, tmp_path_factory.mktemp("year"))


@pytest.fixture(scope="session")
def told(year: Story) -> Story:
    """The year as it was told, to hold the others against."""
    return year


@pytest.fixture(scope="session", params=SHAPES, ids=lambda shape: str(shape.name))
def shared(request: pytest.FixtureRequest, year: Story, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The year in one shape, put into it once; told anew only where its commits hold another folder."""
    shape: Shape = request.param
    folder = tmp_path_factory.mktemp("shape")
    return shape.tell(tell_year if shape.place != "told" else copy_of(year), folder)


def copy_of(year: Story) -> Callable[[Path], Story]:
    """Tells the year by copying its repository."""

    def tell(root: Path) -> Story:
        shutil.copytree(year.root, root, symlinks=True)
        return Story(root, dict(year.names))

    return tell


@pytest.fixture
def shaped(shared: Story) -> Iterator[Story]:
    """The year in one shape; what a test writes into its folder is taken back."""
    before = shared.git("status", "--porcelain"), shared.git("for-each-ref"), shared.git("rev-parse", "HEAD")
    yield shared
    shared.git("reset", "-q", "--hard")
    shared.git("clean", "-q", "-ffdx")
    after = shared.git("status", "--porcelain"), shared.git("for-each-ref"), shared.git("rev-parse", "HEAD")
    assert after == before


def head_of(story: Story) -> str:
    return story.names[story.git("rev-parse", "HEAD")]


PUBLIC_ID = re.compile(r'("(?:commit|tag)": )"[0-9a-f]{40}"')  # follows from records that name commits of the office


def scrubbed(story: Story, said: Said) -> tuple[int, str, str]:
    return said.status, PUBLIC_ID.sub(r'\1"<public>"', story.scrub(said.out)), said.error


@pytest.fixture(scope="session")
def answers() -> dict[tuple[str, ...], tuple[int, str, str]]:
    """What the year as it was told has answered so far: the shapes ask much the same."""
    return {}


def test_versions_relative_to_head(
    told: Story, shaped: Story, kaohe: Caller, answers: dict[tuple[str, ...], tuple[int, str, str]]
) -> None:
    head = head_of(shaped)
    now, before = (told.git("rev-parse", f"{told.id(head)}{steps}") for steps in ("", "~1"))
    pairs = [
        (("score", "2015", "--at", "HEAD"), ("score", "2015", "--at", now)),
        (("score", "2015", "--at", "@~1", "--json"), ("score", "2015", "--at", before, "--json")),
        (("diff", "HEAD~1", "HEAD"), ("diff", before, now)),
        (("diff", "2015-q1", "2015-04-30", "--json"), ("diff", "2015-q1", "2015-04-30", "--json")),
        (("timeline", "2015", "--json"), ("timeline", "2015", "--json")),
        (("log", "--json"), ("log", "--json")),
        (("log", "--remarks", "--json"), ("log", "--remarks", "--json")),
    ]
    for here, there in pairs:
        status, said, error = scrubbed(shaped, kaohe(shaped.root, *here))
        if there not in answers:
            answers[there] = scrubbed(told, kaohe(told.root, *there))
        expected = answers[there]
        if here[0] in PART:
            key = PART[here[0]]
            said, expected = part(said, key), (expected[0], part(expected[1], key), expected[2])
        assert (status, said, error) == expected, here


# What of a command's JSON is the same in all shapes: not what is unusual about a repository, nor how many commits it
# has beside those of the project.
PART = {"log": "remarks", "timeline": "moments"}


def part(said: str, key: str) -> str:
    found = json.loads(said)
    return json.dumps(found[key] if isinstance(found, dict) else found, ensure_ascii=False)


def test_the_working_tree_against_versions(shaped: Story, kaohe: Caller) -> None:
    said = kaohe(shaped.root, "check", "--base", "HEAD~1")
    assert (said.status, "KH509" in said.out) == (0, False)
    shaped.put({THREE: deduction("shuiwu", "2015-05-15", "2")})
    for base in ((), ("--base", "HEAD")):
        found = kaohe(shaped.root, "impact", *base, "--json").data
        assert shaped.names[found["from"]] == head_of(shaped)
        assert [change["path"] for change in found["changes"]] == [THREE]
    assert kaohe(shaped.root, "impact").status == 0


def verdicts(story: Story) -> set[tuple[str, str, str]]:
    """Kind, subject and status of each finding about what was published."""
    found = verify_project(story.opened).findings
    subjects = {(finding.kind, story.scrub(finding.subject), finding.status) for finding in found}
    return {row for row in subjects if row[0] not in {"history", "disk"}}


def test_what_was_published_is_proved(told: Story, shaped: Story, kaohe: Caller) -> None:
    said = kaohe(shaped.root, "verify", "--json")
    found: dict[str, Any] = said.data
    assert (said.status, found["holds"]) == (0, True)
    assert shaped.names[found["head"]] == "amended"
    assert {finding["status"] for finding in found["findings"]} == {"holds", "open"}
    assert verdicts(shaped) == verdicts(told)
    assert ("tag", "2015-q1", "open") in verdicts(shaped)  # there, and not signed


def test_the_next_quarter_is_published(shaped: Story, kaohe: Caller) -> None:
    head = shaped.git("rev-parse", "HEAD")
    options: tuple[str, ...] = ()
    if shaped.names[head] == "three":  # what is not merged yet changes the figures of this quarter
        said = kaohe(shaped.root, *Q2)
        assert (said.status, "请冻结主分支的最后一个提交：--at origin/main。" in said.error) == (1, True)
        head = shaped.git("rev-parse", "origin/main")
        options = ("--at", "origin/main")
    said = kaohe(shaped.root, *Q2, *options)
    assert (said.status, said.error) == (0, "")
    written = (shaped.root / "data/publications/2015-q2.yml").read_text("utf-8")
    assert re.findall(r"(?m)^(?:commit|previous): (\S+)$", written) == [head, "2015-q1"]
    checked = kaohe(shaped.root, "check", "--json")
    assert [row["code"] for row in checked.data if row["severity"] == "error"] == []
