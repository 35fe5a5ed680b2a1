"""Every way of rewriting what was published is named, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.gather.seen_history import verify_seen
from generator.git.repository import open_repository
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, PublishedAct, whole_year


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three districts, gathered once; nobody changes them."""
    folder = tmp_path_factory.mktemp("gathered") / "all"
    found = IndexFolder(folder)
    for number in (1, 2, 3):
        found.add(whole_year(number))
    assert found.codes() == {}
    return folder


@pytest.fixture
def index(gathered: Path, tmp_path: Path) -> IndexFolder:
    """The three districts, to be changed."""
    shutil.copytree(gathered, tmp_path / "all", symlinks=True)
    return IndexFolder(tmp_path / "all", begin=False)


def changed(made: Published, at: int, **values: str) -> Published:
    acts = list(made.acts)
    acts[at] = replace(acts[at], **values)
    return replace(made, acts=tuple(acts))


def inserted(made: Published, at: int, act: PublishedAct) -> Published:
    return replace(made, acts=(*made.acts[:at], act, *made.acts[at:]))


def swapped(made: Published) -> Published:
    first, second, *rest = made.acts
    return replace(made, acts=(second, first, *rest))


REWRITINGS: dict[str, tuple[Callable[[Published], Published], str]] = {
    "results changed": (lambda made: changed(made, 1, results="f" * 64), "KH921"),
    "dated back": (lambda made: changed(made, 1, date="2015-07-01"), "KH922"),
    "dated on": (lambda made: changed(made, 1, date="2015-07-20"), "KH921"),
    "truncated": (lambda made: replace(made, acts=made.acts[:-2]), "KH920"),
    "all gone": (lambda made: replace(made, acts=()), "KH920"),
    "one gone from the middle": (lambda made: replace(made, acts=(made.acts[0], *made.acts[2:])), "KH920"),
    "put in between": (lambda made: inserted(made, 2, PublishedAct("2015-q2-c2", "2015-08-02", "a" * 64)), "KH922"),
    "added with an older day": (lambda made: made.published("2015-final-2", "2015-12-31"), "KH922"),
    "in another order": (swapped, "KH921"),
    "of another district": (lambda made: replace(made, authority="tag:kaohe.example,2015:other"), "KH924"),
}


@pytest.mark.parametrize("how", REWRITINGS)
def test_a_rewriting_is_named_and_nothing_else(index: IndexFolder, how: str) -> None:
    rewrite, code = REWRITINGS[how]
    before = index.tables()
    rewrite(whole_year(2)).write(index.mirrors / "d2")
    report = index.gather()
    assert index.codes(report) == {"d2": [code]}
    assert index.tables() == before  # nothing of it is taken up
    # Both digests, or both days, stand in what is said.
    (fault, *_) = report.faults["d2"]
    if code in ("KH920", "KH921", "KH922") and how != "in another order":
        assert fault.subject
        assert sum(part in fault.sentence for part in ("以前", "现在", "已经见到")) >= 1


def test_what_was_rewritten_is_told_for_ever(index: IndexFolder) -> None:
    good = whole_year(2)
    changed(good, 1, results="f" * 64).write(index.mirrors / "d2")
    assert index.codes() == {"d2": ["KH921"]}
    good.write(index.mirrors / "d2")
    report = index.gather(full=True)
    assert report.faults == {}
    assert {fault.code for fault in report.past["d2"]} == {"KH921"}  # of its results, and of its record
    seen = json.loads((index.root / "seen/d2.json").read_text("utf-8"))
    assert seen["faults"][0]["code"] == "KH921"
    told = " ".join(fault["sentence"] for fault in seen["faults"])
    assert "f" * 64 in told
    assert good.acts[1].results in told


@pytest.mark.parametrize("how", ["withdrawn", "corrected", "redacted", "published"])
def test_an_act_at_the_end_is_no_fault(index: IndexFolder, how: str) -> None:
    made = whole_year(2)
    after = {
        "withdrawn": lambda: made.withdrawn("2015-final", "2016-02-02"),
        "corrected": lambda: made.corrected("2015-final-c1", "2016-02-02"),
        "redacted": lambda: made.redacted("2016-1", "2015-12-01"),
        "published": lambda: made.published("2016-q1", "2016-04-15"),
    }[how]()
    after.write(index.mirrors / "d2")
    report = index.gather()
    assert report.faults == {}
    assert set(report.added) == {"d2"}


def test_a_redaction_takes_the_text_out_of_the_tables(index: IndexFolder) -> None:
    import pyarrow.parquet as pq

    path = index.root / "tables/deductions/year=2015/district=d2/part.parquet"
    assert pq.read_table(path).column("reason")[0].as_py() == "工单逾期0"
    whole_year(2).redacted("2016-1", "2016-02-02").write(index.mirrors / "d2")
    assert index.codes() == {}
    assert set(pq.read_table(path).column("reason").to_pylist()) == {"〔已遮盖〕0", "〔已遮盖〕1"}
    # Nothing of it was ever in what is kept for ever.
    for folder in ("seen", ".git"):
        for file in (index.root / folder).rglob("*"):
            assert not file.is_file() or "工单逾期".encode() not in file.read_bytes()


def test_a_replayed_publication_is_named(index: IndexFolder) -> None:
    old = whole_year(2)
    replace(old, updated="2016-03-01").write(index.mirrors / "d2")  # another build of the same acts
    assert index.codes() == {}
    old.write(index.mirrors / "d2")
    assert index.codes() == {"d2": ["KH923"]}


def test_two_districts_with_one_publication_are_named(index: IndexFolder) -> None:
    index.add(replace(whole_year(3), number=3), name="d4")
    assert index.codes() == {"d4": ["KH924"]}  # d3 was seen with it before
    index.add(whole_year(7), name="d7")
    index.add(whole_year(7), name="d8")
    report = index.gather()
    assert index.codes(report) == {"d4": ["KH924"], "d7": ["KH924"], "d8": ["KH924"]}
    assert report.past == {}  # whoever registered it was wrong, not a district whose own was never seen


def test_the_first_state_is_held_against_what_was_compared_in_person(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    folder = index.add(whole_year(1))
    file = index.root / "data/districts/d1.yml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}first_seen: {'0' * 64}\n", "utf-8")
    assert index.codes() == {"d1": ["KH925"]}
    digest = json.loads((folder / "manifest.json").read_bytes())["sha256"]
    file.write_text(f"{text}first_seen: {digest}\n", "utf-8")
    assert index.codes() == {}


def digest_of(folder: Path) -> str:
    found: str = json.loads((folder / "manifest.json").read_bytes())["sha256"]
    return found


def restart(index: IndexFolder, before: str, after: str) -> None:
    """What a person of the index records when a district has said that it begins anew."""
    path = index.root / "data/districts/d2.yml"
    entry = f"{{day: 2016-05-01, reason: 服务器损毁，已经公告, before: {before}, after: {after}}}"
    path.write_text(f"{path.read_text('utf-8')}restarted:\n  - {entry}\n", "utf-8")


def test_a_district_that_began_anew_is_named_until_its_restart_is_recorded(index: IndexFolder) -> None:
    place = index.mirrors / "d2"
    before = digest_of(place)
    anew = Published(2).published("2016-q1", "2016-05-02")
    anew.write(place)
    for _ in range(2):
        assert index.codes() == {"d2": ["KH920"]}  # as often as it is gathered
    restart(index, before, digest_of(place))
    report = index.gather()
    assert report.faults == {}
    assert {fault.code for fault in report.past["d2"]} == {"KH920"}  # what was named stays named
    seen = json.loads((index.root / "seen/d2.json").read_text("utf-8"))
    assert [act["line"] for act in seen["acts"]] == ["2016-q1"]
    (former,) = seen["former"]
    assert [act["line"] for act in former["acts"]] == [act.line for act in whole_year(2).acts]
    assert (former["before"], former["after"]) == (before, digest_of(place))
    assert all(finding.status == "holds" for finding in verify_seen(open_repository(index.root), "HEAD"))


def test_after_a_restart_the_new_chain_is_held_to_what_it_shows(index: IndexFolder) -> None:
    place = index.mirrors / "d2"
    before = digest_of(place)
    anew = Published(2).published("2016-q1", "2016-05-02")
    anew.write(place)
    restart(index, before, digest_of(place))
    assert index.codes() == {}
    changed(anew, 0, results="f" * 64).write(place)
    assert index.codes() == {"d2": ["KH921"]}
    whole_year(2).write(place)  # what it showed before it began anew
    assert index.codes() == {"d2": ["KH923"]}
    anew.published("2016-q2", "2016-07-15").write(place)
    assert index.codes() == {}


def test_a_recorded_restart_takes_in_nothing_but_what_was_compared(index: IndexFolder) -> None:
    place = index.mirrors / "d2"
    restart(index, digest_of(place), "0" * 64)
    assert index.codes() == {}  # it has not come yet
    Published(2).published("2016-q1", "2016-05-02").write(place)
    assert index.codes() == {"d2": ["KH920", "KH925"]}


def test_what_was_seen_before_a_restart_may_not_be_taken_out(index: IndexFolder) -> None:
    place = index.mirrors / "d2"
    before = digest_of(place)
    Published(2).published("2016-q1", "2016-05-02").write(place)
    restart(index, before, digest_of(place))
    index.gather()
    path = index.root / "seen/d2.json"
    seen = json.loads(path.read_text("utf-8"))
    seen["former"][0]["acts"].pop()
    path.write_text(json.dumps(seen, ensure_ascii=False, sort_keys=True, indent=1) + "\n", "utf-8")
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@kaohe.example", "commit", "-qam", "less"],
        cwd=index.root,
        check=True,
    )
    found = list(verify_seen(open_repository(index.root), "HEAD"))
    assert any(finding.status == "fails" and "删改" in finding.sentence for finding in found)
