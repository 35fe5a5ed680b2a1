"""The rule by which a file counts as renamed."""

from __future__ import annotations

import pytest

from generator.change.renames import FileDifference, compare_blobs, pair_renames

HOTLINE, WINDOW, NEXT = "data/deductions/2015/hotline", "data/deductions/2015/window", "data/deductions/2016/hotline"


@pytest.mark.parametrize(
    ("gone", "came", "pairs"),
    [
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {f"{HOTLINE}/b.yml": "1"}, {"a": "b"}, id="same bytes"),
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {f"{WINDOW}/a.yml": "2"}, {"a": "a"}, id="same name, other bytes"),
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {f"{HOTLINE}/b.yml": "2"}, {}, id="other name and other bytes"),
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {f"{NEXT}/a.yml": "2"}, {}, id="same name in another year"),
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {"data/units/a.yml": "1"}, {}, id="another kind"),
        pytest.param({f"{HOTLINE}/a.yml": "1"}, {"data/a.yml": "1"}, {}, id="where nothing is due"),
        pytest.param(
            {f"{HOTLINE}/a.yml": "1"},
            {f"{HOTLINE}/0.yml": "1", f"{WINDOW}/a.yml": "1"},
            {"a": "a"},
            id="same bytes twice: the same name first",
        ),
        pytest.param(
            {f"{HOTLINE}/a.yml": "1", f"{HOTLINE}/c.yml": "2"},
            {f"{HOTLINE}/b.yml": "1", f"{WINDOW}/a.yml": "3"},
            {"a": "b"},
            id="bytes before the name",
        ),
        pytest.param(
            {f"{HOTLINE}/a.yml": "1", f"{HOTLINE}/b.yml": "1"}, {f"{WINDOW}/c.yml": "1"}, {"a": "c"}, id="once each"
        ),
        pytest.param(
            {"data/appraisals/2015/a.yml": "1"}, {"data/appraisals/2016/a.yml": "2"}, {}, id="a tally of another year"
        ),
    ],
)
def test_what_counts_as_renamed(gone: dict[str, str], came: dict[str, str], pairs: dict[str, str]) -> None:
    def name(path: str) -> str:
        return path.rpartition("/")[2].removesuffix(".yml")

    assert {name(old): name(new) for old, new in pair_renames(gone, came).items()} == pairs


def test_the_difference_of_two_states_is_each_file_once() -> None:
    a, b, c, d, e = (f"{HOTLINE}/{name}.yml" for name in "abcde")
    before = {a: "1", b: "2", c: "3", d: "4"}
    after = {a: "1", b: "5", e: "3"}
    assert compare_blobs(before, after) == (FileDifference(b, b), FileDifference(c, e), FileDifference(d, ""))
    assert compare_blobs(after, before) == (FileDifference(b, b), FileDifference("", d), FileDifference(e, c))
