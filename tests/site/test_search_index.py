"""The parts of the search's index: what is read at once, what later, and in what form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.load.edition import Edition, open_edition
from generator.read.tree import MemoryTree, WorkTree
from generator.site.search_index import list_readings, search_files
from generator.words.page_frame import SearchEntry
from tests.site.sample import DISTRICT


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The small district, whose office wrote down what people call one of its items."""
    district = WorkTree(DISTRICT)
    files = {entry.path: district.read(entry.path) for entry in district.entries()}
    files["data/site.yml"] += "words: {hotline: [俗称, 诨名]}\n".encode()
    found = open_edition(DISTRICT, tree=MemoryTree(files))
    assert isinstance(found, Edition)
    return found


def parts(edition: Edition, *entries: SearchEntry) -> dict[str, Any]:
    found = {}
    for path, content in search_files(edition, entries):
        name = path.removeprefix("assets/search/").removesuffix(".js")
        head, _, data = content.decode().partition("=")[2].partition("=")
        assert head.endswith(f'["{name}"]')
        found[name] = json.loads(data.rstrip().removesuffix(";"))
    return found


def unit(year: int, name: str = "小河区民政局", **more: Any) -> SearchEntry:
    url = f"{year}/units/minzheng.html"
    return SearchEntry(name, url, "单位", sort="unit", units=("minzheng",), thing="minzheng", **more)


def record(year: int, of: str = "minzheng") -> SearchEntry:
    url = f"{year}/records/hotline/{year}-0212-{of}-1.html"
    return SearchEntry("窗口", url, "扣分记录", text="无人值守", sort="record", units=(of,), year=year)


def test_of_the_years_of_a_thing_the_newest_is_listed_with_the_names_of_all(edition: Edition) -> None:
    old = SearchEntry("旧名", "2014/items/a.html", "考核单项", sort="item", thing="a")
    new = SearchEntry("新名", "2015/items/a.html", "考核单项", "俗称", sort="item", thing="a")
    [row] = parts(edition, old, new)["names"]["rows"]
    assert row[2:5] == ["新名", "2015/items/a.html", "俗称 旧名"]


def test_records_of_older_years_are_parts_of_their_own(edition: Edition) -> None:
    found = parts(edition, record(2013), record(2014), record(2014, "caizheng"), record(2015), record(2016))
    assert found["names"]["older"] == [[2014, 2], [2013, 1]]
    assert found["names"]["newest"] == 2015
    assert len(found["newest"]["each"]) == 2  # a record of a year that is not published yet is no older one
    assert {name for name in found if name.startswith("records-")} == {"records-2013", "records-2014"}


def test_rows_that_differ_in_the_unit_alone_are_one(edition: Edition) -> None:
    of = {"minzheng": "小河区民政局", "caizheng": "小河区财政局"}
    letters = [
        SearchEntry(f"反馈单（{name}）", f"documents/{name_}.html", "反馈单", sort="document", units=(name_,))
        for name_, name in of.items()
    ]
    names = parts(edition, *letters)["names"]
    [row] = names["each"]
    assert row[2:4] == ["反馈单（\ue000）", "documents/\ue002.html"]
    assert {names["units"][number][0] for number in row[8]} == {"minzheng", "caizheng"}


def test_an_id_within_another_word_of_an_address_is_left_alone(edition: Edition) -> None:
    entry = replace(unit(2015), url="2015/units/minzhengju.html", sort="document")
    assert parts(edition, entry)["names"]["rows"][0][3] == "2015/units/minzhengju.html"


def test_everyday_words_find_what_they_are_written_for(edition: Edition) -> None:
    entry = SearchEntry("名", "2015/items/hotline.html", "考核单项", sort="item", thing="hotline")
    [row] = parts(edition, entry)["names"]["rows"]
    assert row[4] == "俗称 诨名"


def test_a_guide_is_searched_at_once_by_headings_and_openings_and_as_a_whole_later(edition: Edition) -> None:
    text = "怎样做" * 60
    entries = [SearchEntry("一节", "guide/a.html#一节", "使用指南：甲", text=text, sort="guide")]
    listed = [SearchEntry(f"KH{n}", f"guide/b.html#{n}", "使用指南：乙", text=text, sort="guide") for n in range(70)]
    found = parts(edition, *entries, *listed)
    openings = {row[2]: len(row[5]) if len(row) > 5 else 0 for row in found["names"]["rows"]}
    assert 0 < openings["一节"] < 60
    assert openings["KH1"] == 0
    assert {row[5] for row in found["guide"]["rows"]} == {text}


def test_a_script_holds_any_text(edition: Edition) -> None:
    entry = SearchEntry('"]};alert(1)//\u2028', "a.html", "页面")
    [row] = parts(edition, entry)["names"]["rows"]
    assert row[2] == entry.title
    assert all("\u2028" not in content.decode() for _, content in search_files(edition, [entry]))


def test_characters_are_listed_under_each_way_to_read_them() -> None:
    readings = list_readings("喆").split(" ")
    under = {"".join(sign for sign in part if sign.isascii()): part for part in readings}
    assert "行" in under["xing"]
    assert "行" in under["hang"]
    assert "喆" in under["zhe"]  # not among the common ones, but in a name
