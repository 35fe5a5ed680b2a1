"""A scheme as amended: what changes, from which day, and what is said where an amendment cannot be carried out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from tests.check.cases import CASES

BASE = CASES / "base" / "minimal"
FILES = {
    path.relative_to(BASE).as_posix(): path.read_bytes()
    for path in sorted((BASE / "data").rglob("*"))
    if path.is_file()
}
HEAD = "document: 小河发〔2015〕9号\n"
ITEM = "components/performance/items/hotline"


def amended(*texts: str) -> tuple[Corpus, list[str]]:
    """The base with amendments a, b …; and the code, line and words of each problem."""
    made = {f"data/amendments/2015/{name}.yml": text.encode() for name, text in zip("abc", texts, strict=False)}
    corpus, problems = read_corpus(MemoryTree({**FILES, **made}))
    return corpus, [f"{found.code} {found.place.line} {found.message}" for found in problems]


def item_on(corpus: Corpus, day: date) -> tuple[Decimal, str, Decimal]:
    scheme = corpus.scheme_on(2015, day)
    assert scheme is not None
    item = scheme.items["hotline"]
    return item.max, item.standards[0].text, item.standards[0].range.max


def test_from_its_day_on_an_amendment_holds_and_not_before() -> None:
    text = f"""from: 2015-07-01
{HEAD}changes:
  - {{at: {ITEM}/max, to: 30}}
  - {{at: {ITEM}/standards/overdue, to: {{text: 每件扣1分, points: 1}}}}
  - {{at: ranking/ties, to: dense}}
"""
    corpus, problems = amended(text)
    assert problems == []
    before, after = (Decimal(40), "逾期办结，每件扣0.5分", Decimal("0.5")), (Decimal(30), "每件扣1分", Decimal(1))
    assert item_on(corpus, date(2015, 6, 30)) == before
    assert item_on(corpus, date(2015, 7, 1)) == after
    assert item_on(corpus, date(2015, 12, 31)) == after
    assert corpus.schemes[2015].items["hotline"].max == 40, "the scheme as issued stays"
    assert [score_year(corpus, 2015, quarter).scheme.ranking.ties for quarter in (2, 3)] == ["shared", "dense"]


def test_amendments_add_up_in_order_of_day_whatever_their_names() -> None:
    later = f"from: 2015-10-01\n{HEAD}changes: [{{at: {ITEM}/max, to: 20}}]\n"
    first = f"from: 2015-07-01\n{HEAD}changes: [{{at: {ITEM}/name, to: 热线}}, {{at: {ITEM}/max, to: 30}}]\n"
    corpus, problems = amended(later, first)
    assert problems == []
    found = [corpus.scheme_on(2015, day) for day in (date(2015, 7, 1), date(2015, 10, 1))]
    assert [(scheme.items["hotline"].name, scheme.items["hotline"].max) for scheme in found if scheme] == [
        ("热线", Decimal(30)),
        ("热线", Decimal(20)),
    ]
    assert [(edition.amendment, edition.starts.month) for edition in corpus.amended[2015]] == [("b", 7), ("a", 10)]


def test_a_standard_is_added_and_a_field_that_was_left_out_is_set() -> None:
    text = f"""from: 2015-07-01
{HEAD}changes:
  - {{at: {ITEM}/standards/lost, to: {{text: 丢失工单，每件扣2分, points: 2}}}}
  - {{at: {ITEM}/own_items, to: full-marks}}
"""
    corpus, problems = amended(text)
    assert problems == []
    scheme = corpus.scheme_on(2015, date(2015, 7, 1))
    assert scheme is not None
    item = scheme.items["hotline"]
    assert [standard.id for standard in item.standards] == ["overdue", "refused", "lost"]
    assert item.own_items == "full-marks"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            f"at: {ITEM}x/max, to: 1",
            "KH480 4 2015 年度的考核办法里没有“components/performance/items/hotlinex/max”这个位置",
        ),
        ("at: outcomes/none/top, to: 1", "KH480 4 2015 年度的考核办法里没有“outcomes/none/top”这个位置"),
        (f"at: {ITEM}/max, to: 很多", "KH481 4 修改以后的考核办法读不通：“很多”不是数"),
        (f"at: {ITEM}/maximum, to: 1", "KH481 4 修改以后的考核办法读不通：没有名为“maximum”的字段"),
        ("at: full_marks, to: [1, 2]", "KH481 4 修改以后的考核办法读不通：这里应是一个值"),
        ("at: year, to: 2016", "KH481 4 修改不能改变考核办法的年度"),
    ],
)
def test_what_cannot_be_carried_out_is_said_where_it_stands(change: str, said: str) -> None:
    corpus, problems = amended(f"from: 2015-07-01\n{HEAD}changes:\n  - {{{change}}}\n")
    code, line, words = said.split(" ", 2)
    assert [found.split(" ")[:2] for found in problems] == [[code, line]] * max(len(problems), 1)
    assert words in problems[0]
    assert corpus.amended == {}, "what cannot be carried out changes nothing"


def test_an_amendment_of_nothing_the_scheme_says_changes_no_figure() -> None:
    corpus, _ = amended()
    same, problems = amended(f"from: 2015-01-01\n{HEAD}changes: [{{at: {ITEM}/max, to: 40}}]\n")
    assert problems == []
    for quarter in (1, 2, 3, 4, None):
        before, after = (score_year(found, 2015, quarter) for found in (corpus, same))
        assert [(unit.unit.id, unit.total, unit.rank) for unit in before.units] == [
            (unit.unit.id, unit.total, unit.rank) for unit in after.units
        ]
    assert same.scheme_on(2015, date(2015, 1, 1) - timedelta(days=1)) == corpus.schemes[2015]
