"""What became of each finding of a unit stands in one short list before its records; of none it is left blank."""

from __future__ import annotations

import re
from datetime import date

import pytest

from generator.pages.rectified import STATES, count_rectified, state_on
from generator.site.page_files import list_articles
from generator.words.rectification import UNASKED
from tests.shown import unmarked
from tests.site.sample import open_district, put_right_on, read_district

_LIST = re.compile(r'<table class="kh-table kh-fates">.*?</table>', re.DOTALL)
_ROW = re.compile(
    r'<tr><th scope="row"><a href="#([^"]+)">(.*?)</a></th><td[^>]*>.*?</td><td>(.*?)</td></tr>', re.DOTALL
)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {found.url: unmarked(found.body) for found in list_articles(open_district(read_district()))}


def rows_of(page: str) -> list[tuple[str, str, str]]:
    found = _LIST.search(page)
    return _ROW.findall(found[0]) if found else []


def test_every_record_of_a_unit_is_listed_once_with_what_became_of_it(pages: dict[str, str]) -> None:
    edition = open_district(read_district())
    result, day, listed = edition.result_of(2015), edition.period_of(2015).day, 0
    for unit in result.units:
        page = pages[f"2015/units/{unit.unit.id}.html"]
        rows = rows_of(page)
        effects = list(unit.score.effects())
        assert len(rows) == len(effects)
        for place, reason, fate in rows:
            assert page.count(f'id="{place}"') == 1
            assert reason
            assert fate
            listed += 1
        assert sum(fate == UNASKED for *_, fate in rows) == sum(
            effect.record.rectification is None and not effect.record.is_revoked for effect in effects
        )
        states = [state_on(effect.record, day) for effect in effects]
        late = [fate for *_, fate in rows if fate.startswith("<strong>")]
        assert len(late) == states.count("late")
        assert [fate for *_, fate in rows][: len(late)] == late, "what is overdue stands first"
    assert listed > 5


def test_a_finding_without_an_order_says_so_wherever_it_is_shown(pages: dict[str, str]) -> None:
    shown = 0
    for record in read_district().deductions:
        page = pages.get(f"{record.year}/records/{record.item}/{record.id}.html")
        if page is None or record.is_revoked or record.rectification is not None:
            continue
        shown += 1
        assert f'整改与销号<span class="kh-quiet">　{UNASKED}</span>' in page
        card = re.search(
            rf'<article [^>]*id="{record.item}--{record.id}">.*?</article>',
            pages[f"{record.year}/items/{record.item}.html"],
            re.DOTALL,
        )
        assert card is not None
        assert f'<span class="kh-chip">{UNASKED}</span>' in card[0]
    assert shown


def test_all_findings_are_counted_those_that_ask_for_nothing_too(pages: dict[str, str]) -> None:
    result = open_district(read_district()).result_of(2015)
    effects = [effect for unit in result.units for effect in unit.score.effects()]
    found = count_rectified(effects, date(2015, 12, 31))
    assert found is not None
    revoked = sum(effect.record.is_revoked for effect in effects)
    assert int(found.number) + int(found.unasked or 0) + revoked == len(effects)
    assert {name for name, *_ in found.states} <= {name for name, _ in STATES.values()}
    assert f"；另有 {found.unasked} 条未要求整改。" in pages["2015/index.html"]
    counted = sum(bool(effect.effective) for effect in effects)
    assert counted + int(found.free or 0) + revoked == len(effects)
    assert (f"其中 {found.free} 条不扣分" in pages["2015/index.html"]) == bool(found.free)


def test_what_was_done_after_the_day_is_told_beside_the_state_that_is_counted() -> None:
    corpus, first = put_right_on(read_district(), done=date(2015, 10, 8), accepted=date(2016, 1, 12))
    found = {page.url: page.body for page in list_articles(open_district(corpus))}
    fates = {place: re.sub("<[^>]+>", "", fate) for place, _, fate in rows_of(found[f"2015/units/{first.unit}.html"])}
    assert fates[f"{first.item}--{first.id}"] == "已整改，待销号，逾期212日完成；2016-01-12 已销号"
