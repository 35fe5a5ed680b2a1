"""What is late as of a day, and how a district stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.gather.due import find_late, state_of_district
from generator.gather.published_state import state_of
from generator.gather.seen import FormerChain, Seen, read_seen, take_sound, write_seen
from generator.model.index_records import DistrictRule, DueRule, Index
from generator.proof.manifest import read_manifest
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year

DUE = (DueRule("q1", "04-20"), DueRule("final", "02-30", True))
INDEX = Index("办", "市", "索引", "https://kaohe.example/", True, 2015, DUE)
DISTRICT = DistrictRule("d1", "第1区", "county")


def seen(made: Published) -> Seen:
    found = read_manifest(made.manifest(dict(made.files())))
    assert not isinstance(found, str)
    return take_sound(Seen("d1"), state_of(found))


@pytest.mark.parametrize(
    ("day", "late"),
    [("2015-04-20", []), ("2015-04-21", ["q1"]), ("2016-02-29", ["q1"]), ("2016-03-01", ["q1", "final"])],
)
def test_a_publication_is_late_after_its_day(day: str, late: list[str]) -> None:
    found = find_late(INDEX, DISTRICT, Seen("d1"), date.fromisoformat(day))
    assert [one.kind for one in found] == late  # 2016-02-30 is the last of February


def test_what_was_withdrawn_is_not_there() -> None:
    made = whole_year(1).withdrawn("2015-final", "2016-02-01")
    late = tuple(find_late(INDEX, DISTRICT, seen(made), date(2016, 3, 2)))
    assert [one.words for one in late] == ["2015年度结果，应在 2016-02-29 以前"]
    again = made.published("2015-final-2", "2016-02-10")
    assert not [*find_late(INDEX, DISTRICT, seen(again), date(2016, 3, 2))]


def test_what_was_published_before_a_restart_was_in_time() -> None:
    anew = seen(Published(1).published("2016-q1", "2016-04-01"))
    former = FormerChain(seen(whole_year(1)).acts, "0" * 64, "1" * 64)
    assert [*find_late(INDEX, DISTRICT, anew, date(2016, 3, 2))]
    assert not [*find_late(INDEX, DISTRICT, replace(anew, former=(former,)), date(2016, 3, 2))]


def test_how_a_district_stands() -> None:
    made = whole_year(1)
    assert state_of_district(Seen("d1"), ()) == "none"
    assert state_of_district(seen(made), ()) == "published"
    assert state_of_district(seen(Published(1, acts=made.acts[:-1])), ()) == "notice"
    assert state_of_district(seen(made.corrected("2015-final-c1", "2016-02-01")), ()) == "corrected"


def test_what_was_seen_survives_being_written() -> None:
    found = replace(seen(whole_year(1)), former=(FormerChain(seen(whole_year(1)).acts, "0" * 64, "1" * 64),))
    assert read_seen(write_seen(found)) == found


def test_the_day_is_that_of_the_data_unless_another_is_given(tmp_path: Path) -> None:
    from generator.acts.gather_act import gather

    index = IndexFolder(tmp_path)
    index.add(Published(1).published("2015-q1", "2015-04-01"))
    report = index.gather()
    assert str(report.as_of) == "2016-02-01"
    assert report.late["d1"][0].kind == "notice"
    assert gather(index.root, as_of=date(2015, 6, 1)).late == {}
