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


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({}, "谁受表扬，谁排在最后"),
        ({"praised": None}, "谁排在最后"),
        ({"praised": "第一等次"}, "谁排在最前，谁排在最后"),
    ],
)
def test_the_heading_asks_for_the_outcomes_that_there_are(changes: dict[str, str | None], question: str) -> None:
    corpus = read_district()
    scheme = corpus.schemes[2015]
    rules = []
    for rule in scheme.outcomes:
        kind = "praised" if rule.top is not None else "last"
        name = changes.get(kind, rule.name)
        if name is not None:
            document = rule.document if name == rule.name else "none"
            rules.append(replace(rule, name=name, document=document))
    changed = replace(corpus, schemes={2015: replace(scheme, outcomes=tuple(rules))})
    home = home_of(as_demonstration(changed))
    assert f'<h3 id="outcomes">{question}<span' in home
    assert f'<a href="#outcomes">{question}</a>' in home


def test_outcomes_of_the_same_units_are_one_table_each_with_its_own_rule() -> None:
    corpus = read_district()
    scheme = corpus.schemes[2015]
    last = next(rule for rule in scheme.outcomes if rule.bottom)
    doubled = replace(scheme, outcomes=(*scheme.outcomes, replace(last, id="second", name="取消资格")))
    opened = open_district(as_demonstration(replace(corpus, schemes={2015: doubled})))
    page = next(found.body for found in list_articles(opened) if found.url == "2015/outcomes.html")
    (part,) = [part for part in page.split("<section")[1:] if f">{last.name}、取消资格</h2>" in part]
    assert part.count("<table") == 1
    assert f"<p>{last.name}：" in part
    assert "<p>取消资格：" in part


def test_where_no_outcome_is_provided_for_none_is_explained() -> None:
    corpus = read_district()
    bare = replace(corpus, schemes={2015: replace(corpus.schemes[2015], outcomes=())})
    opened = open_district(as_demonstration(bare))
    page = next(found.body for found in list_articles(opened) if found.url == "2015/outcomes.html")
    assert "没有规定结果运用" in page
    assert "由名次产生的结果" not in page


def test_where_nothing_follows_nothing_is_said() -> None:
    corpus = read_district()
    bare = replace(corpus, schemes={2015: replace(corpus.schemes[2015], outcomes=())})
    assert "谁受表扬" not in home_of(as_demonstration(bare))
