"""What the first sentence of a unit's page names is one press away, and a record says first what happened."""

from __future__ import annotations

import re

import pytest

from generator.pages.at_a_glance import glance_words
from generator.score.year import score_year
from generator.site.page_files import list_articles
from tests.shown import unmarked
from tests.site.sample import open_district, read_district

_LEAD = re.compile(r'<p class="kh-lead">(得 .*?)<a class="kh-whole kh-screen"', re.DOTALL)
_LINK = re.compile(r'<a href="#([^"]+)">(.*?)</a>（')


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    found = {article.url: article.body for article in list_articles(open_district(read_district()))}
    return {url: unmarked(body) for url, body in found.items()}


def test_the_items_of_the_first_sentence_lead_to_their_records(pages: dict[str, str]) -> None:
    corpus = read_district()
    result, followed = score_year(corpus, 2015), 0
    for unit in result.units:
        page = pages[f"2015/units/{unit.unit.id}.html"]
        lead = _LEAD.search(page)
        assert lead is not None
        assert re.sub("<.*?>", "", lead[1]) == glance_words(result, unit)
        for place, name in _LINK.findall(lead[1]):
            assert page.count(f'id="{place}"') == 1
            at = page.index(f'id="{place}"')
            assert name in page[at : at + 300], (unit.unit.id, place)
            followed += 1
    assert followed > 4


def test_the_steps_of_a_score_lead_to_the_records_below_them(pages: dict[str, str]) -> None:
    page = pages["2015/units/minzheng.html"]
    steps = page[page.index("kh-falls") : page.index('id="records"')]
    assert '<a href="#item-window">窗口服务</a>' in steps


@pytest.mark.parametrize("url", ["2015/units/minzheng.html", "2015/items/hotline.html"])
def test_a_record_begins_with_what_happened(pages: dict[str, str], url: str) -> None:
    cards = re.findall(r'<article class="kh-record.*?</article>', pages[url], re.DOTALL)
    assert cards
    for card in cards:
        first = re.search(r"<p class=\"([^\"]+)\"", card)
        assert first is not None
        assert first[1].endswith("kh-record-reason")
