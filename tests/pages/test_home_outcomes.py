"""The home page says who is praised and who stands last, in which state, as the released outcomes say it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.pages.home_outcomes import view_home_outcomes
from generator.pages.outcomes_page import view_outcomes
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from generator.site.page_files import list_articles
from tests.released import of_office
from tests.shown import as_demonstration, unmarked
from tests.site.sample import as_published, open_district, read_district


def home_of(corpus: Corpus) -> str:
    return unmarked(next(found.body for found in list_articles(open_district(corpus)) if found.url == "index.html"))


@pytest.mark.parametrize(
    ("periods", "state"),
    [(("2015-notice",), "公示"), (("2015-notice", "2015"), "正式结果")],
)
def test_names_and_state_are_those_of_the_page_of_outcomes(periods: tuple[str, ...], state: str) -> None:
    corpus = as_published(read_district(), *periods)
    home = home_of(corpus)
    part = home[home.index('id="outcomes"') : home.index(">结果运用</a>")]
    assert f"　{state}</span></h3>" in part
    told = re.findall(r'<a href="2015/units/(\w+)\.html">', part)
    lists = view_outcomes(open_district(corpus).corpus, open_district(corpus).result_of(2015))
    wanted = {tuple(row.unit.url for row in found.rows): None for found in lists if found.rows}
    assert told == [url.split("/")[-1].removesuffix(".html") for urls in wanted for url in urls]
    for found in lists:
        assert (found.outcome.name in part) == bool(found.rows)


def test_outcomes_of_the_same_units_are_one_line() -> None:
    corpus = read_district()
    scheme = corpus.schemes[2015]
    last = next(rule for rule in scheme.outcomes if rule.bottom)
    doubled = replace(scheme, outcomes=(*scheme.outcomes, replace(last, id="second", name="取消资格")))
    changed = replace(corpus, schemes={2015: doubled})
    found = view_home_outcomes(view_outcomes(of_office(changed), score_year(changed, 2015)))
    assert [line.name for line in found if "取消资格" in line.name] == [f"{last.name}、取消资格"]


def test_where_nothing_follows_nothing_is_said() -> None:
    corpus = read_district()
    bare = replace(corpus, schemes={2015: replace(corpus.schemes[2015], outcomes=())})
    assert "谁受表扬" not in home_of(as_demonstration(bare))
