"""Of small panels nothing is in what the gate hands out, and nothing in it depends on their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.documents.document_request import order_documents
from generator.model.appraisal import Ballots, CountsWithheld, PanelTally, WithheldTally
from generator.model.number import round_figure
from generator.pages.appraisal_page import view_appraisal_year
from generator.pages.score_way import index_groups
from generator.pages.unit_appraisal import view_unit_appraisals
from generator.public.periods import list_periods, score_periods, visible_corpus
from generator.public.published_figures import publish_figures
from generator.public.small_panels import withheld_panels
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.rules.kinds.appraisal_kind import AppraisalComponent
from generator.rules.part_record import Panel
from generator.rules.scheme import Rounding, Scheme
from generator.rules.total_rule import FigureCondition, GateRule, TotalRule
from generator.score.result import YearResult
from generator.score.votes import votes_of
from generator.score.year import score_year
from generator.words.derivation import derivation_text
from tests.opendata.sample import APPRAISALS, SCHEME, make_corpus, make_tally
from tests.released import of_office
from tests.rules.kind_samples import SAMPLES
from tests.score.districts import PANELS, corpora
from tests.shown import as_demonstration, shown_year


def with_second(scheme: Scheme, panels: tuple[str, ...]) -> Scheme:
    """The scheme with half of the appraisal's points given to a second one, by these panels."""
    performance, first = scheme.components
    assert isinstance(first, AppraisalComponent)
    weighted = tuple(Panel(name, name, Decimal(1)) for name in panels)
    second = replace(first, id="second", name="互评", panels=weighted, max=Decimal(5), empty_panel="rescale")
    return replace(scheme, components=(performance, replace(first, max=Decimal(5)), second))


ROUNDINGS = (
    (Rounding(2, "half-up", "total", "earned"),),
    (Rounding(1, "down", "total", "lost"),),
    (Rounding(2, "half-even", "component", "lost"),),
    (Rounding(2, "half-up", "component", "earned"), Rounding(1, "half-up", "total", "earned")),
)


@st.composite
def ruled(draw: st.DrawFn, scheme: Scheme) -> Scheme:
    """The scheme with its appraisals weighed, behind a gate, and with bounds of the total, ties broken by them."""
    weight = draw(st.sampled_from([None, Decimal("0.5"), Decimal(3)]))
    performance, *votes = scheme.components
    weighed = tuple(replace(part, weight=weight) for part in votes if isinstance(part, AppraisalComponent))
    last = weighed[-1].id
    gate = GateRule(
        (last,), FigureCondition(part=performance.id, at_least=draw(st.sampled_from([Decimal(0), Decimal(89)])))
    )
    return replace(
        scheme,
        components=(performance, *weighed),
        roundings=draw(st.sampled_from(ROUNDINGS)),
        gates=draw(st.sampled_from([(), (gate,)])),
        total=draw(
            st.sampled_from([scheme.total, TotalRule(Decimal(95), Decimal(20)), TotalRule(floor=Decimal(90))])
        ),
        ranking=replace(scheme.ranking, breaks=draw(st.sampled_from([(), (last,)]))),
    )


@st.composite
def limited(draw: st.DrawFn) -> Corpus:
    """A district with small and large panels, perhaps with two appraisals, apart or of some of the same panels."""
    corpus = draw(corpora())
    scheme = replace(corpus.schemes[2015], suppress_below=draw(st.integers(1, 30)), in_force=None, before="")
    more = draw(st.sampled_from([(), ("peers", "leaders"), ("peers", PANELS[0]), PANELS]))
    if more:
        scheme = with_second(scheme, more)
    if draw(st.booleans()):
        scheme = draw(ruled(scheme))
    counts = st.fixed_dictionaries(
        dict.fromkeys(("satisfied", "fairly", "dissatisfied", "dont-know"), st.integers(0, 6))
    )
    appraisals = []
    for record in corpus.appraisals:
        added = {
            name: PanelTally(Ballots(0, 0, 0), {a: draw(counts) for a in ("law", "efficiency")}) for name in more
        }
        valid = {name: draw(st.integers(0, 60)) for name in {**added, **record.panels}}
        panels = {
            name: replace(tally, ballots=Ballots(valid[name] + 5, valid[name] + 2, valid[name]))
            for name, tally in {**added, **record.panels}.items()
        }
        appraisals.append(replace(record, panels=panels))
    return replace(as_demonstration(corpus), schemes={2015: scheme}, appraisals=tuple(appraisals))


def hidden_of(corpus: Corpus) -> dict[str, set[str]]:
    """The withheld panels of each unit, by the rule and from the whole."""
    scheme = corpus.schemes[2015]
    return {record.unit: set[str]().union(*withheld_panels(scheme, record).values()) for record in corpus.appraisals}


def walk(value: Any) -> Iterator[Any]:
    """Everything that can be reached from `value` by its attributes and entries."""
    yield value
    if isinstance(value, WithheldTally):
        return
    if isinstance(value, Mapping):
        yield from (part for entry in value.items() for found in entry for part in walk(found))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (part for entry in value for part in walk(entry))
    elif is_dataclass(value) and not isinstance(value, type):
        names = {field.name for field in fields(value)} | set(getattr(value, "__dict__", {}))
        yield from (part for name in sorted(names) for part in walk(getattr(value, name)))


quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)


@quick
@given(limited())
def test_no_withheld_count_is_in_what_is_handed_out(corpus: Corpus) -> None:
    seen, result = shown_year(corpus)
    hidden = hidden_of(corpus)
    for record in seen.appraisals:
        gone = {name for name, tally in record.panels.items() if isinstance(tally, WithheldTally)}
        assert gone == hidden[record.unit]
        assert record.whole is not bool(gone)
    tallies = [part for part in walk(seen) if isinstance(part, PanelTally) and not isinstance(part, WithheldTally)]
    assert len(tallies) == sum(len(r.panels) - len(hidden[r.unit]) for r in corpus.appraisals)
    for unit in result.units:
        for part in unit.score.components:
            votes = votes_of(part)
            if votes is not None:
                own = hidden.get(unit.unit.id, set()) & {panel.id for panel in votes.component.panels}
                assert votes.withheld is bool(own and votes.held)
                if votes.withheld:
                    rates = [panel.panel.id for aspect in votes.aspects for panel in aspect.panels]
                    assert not own & set(rates)
                    assert {aspect.rate for aspect in votes.aspects} <= {None}
                    assert votes.rate is None or (votes.rate * 10**4).denominator == 1
                    assert isinstance(part.counted, Decimal)


@quick
@given(limited())
def test_scores_ranks_and_what_follows_are_those_of_the_whole(corpus: Corpus) -> None:
    _, shown = shown_year(corpus)
    whole = score_year(corpus, 2015)
    assert [(u.unit.id, u.total, u.rank, u.tied, u.outcomes, u.score.contribution) for u in shown.units] == [
        (u.unit.id, u.total, u.rank, u.tied, u.outcomes, u.score.contribution) for u in whole.units
    ]
    assert publish_figures(corpus, shown) == shown
    for unit, other in zip(shown.units, whole.units, strict=True):
        for part, exact in zip(unit.score.components, other.score.components, strict=True):
            assert part == exact or part.withheld
            # As it counts: a part behind a closed gate counts nothing, whatever it came to.
            assert abs(Fraction(part.counted) - Fraction(exact.counted)) <= Fraction(
                2, 10**shown.scheme.rounding.places
            )


def published(result: YearResult) -> list[Any]:
    """What of a year's figures is public whatever is withheld: scores, ranks, rounded deductions and rates."""
    places, mode = result.scheme.rounding.places, result.scheme.rounding.mode
    return [
        (unit.unit.id, unit.total, unit.rank, part.complete, round_figure(part.counted, places, mode), rate)
        for unit in result.units
        for part in unit.score.components
        for exact in [part.ratio()]
        for rate in [round_figure(exact, 4, "half-up") if exact else None]
    ]


@st.composite
def alike(draw: st.DrawFn) -> tuple[Corpus, Corpus]:
    """A district, and one with other counts of its withheld panels that has the same public figures."""
    corpus = draw(limited())
    hidden = hidden_of(corpus)
    assume(any(hidden.values()))
    noise, times = draw(st.integers(0, 3)), draw(st.sampled_from([2, 10**7]))

    def other(counts: Mapping[str, int]) -> dict[str, int]:
        voted = any(count for option, count in counts.items() if option != "dont-know")
        found = {option: count * times for option, count in counts.items()}
        return {**found, "fairly": found["fairly"] + noise} if voted and times > 2 else found

    changed = []
    for record in corpus.appraisals:
        panels = dict(record.panels)
        for name in hidden[record.unit]:
            ballots, tallies = panels[name].ballots, panels[name].tallies
            told = Ballots(ballots.issued + 7, ballots.returned + 3, ballots.valid)
            panels[name] = PanelTally(told, {aspect: other(counts) for aspect, counts in tallies.items()})
        changed.append(replace(record, panels=panels))
    second = replace(corpus, appraisals=tuple(changed))
    assume(published(score_year(corpus, 2015)) == published(score_year(second, 2015)))
    return corpus, second


def printed(corpus: Corpus) -> str:
    """What pages and letters would print of the year's appraisals."""
    seen, result = shown_year(corpus)
    periods = list_periods(as_demonstration(corpus), "public")
    results = score_periods(corpus, periods, "public")
    facts = [order.facts for order in order_documents(seen, results, periods, "public")]
    groups = index_groups(result)
    views = [view_unit_appraisals(seen, result, unit, groups[unit.group].votes) for unit in result.units]
    return repr((facts, views, view_appraisal_year(seen, result)))


def book_of(corpus: Corpus) -> Any:
    """All figures of the year's book as they are handed out, by table and row."""
    tables = shown_year(corpus)[1].filled.tables
    return {
        name: {key: dict(zip(found.positions, row, strict=True)) for key, row in found.rows.items()}
        for name, found in tables.items()
    }


@quick
@given(alike())
def test_nothing_handed_out_depends_on_withheld_counts(pair: tuple[Corpus, Corpus]) -> None:
    """Then nothing made of it can tell them: products take nothing else."""
    first, second = pair
    assert first != second
    assert shown_year(first) == shown_year(second)
    assert book_of(first) == book_of(second)
    assert printed(first) == printed(second)
    assert of_office(first) != of_office(second)


@quick
@given(limited())
def test_letters_of_the_office_tell_no_more_than_those_of_the_public(corpus: Corpus) -> None:
    """What is issued leaves the office, in whichever edition it was made."""
    periods = list_periods(corpus, "public")

    def rates(audience: Any) -> list[Any]:
        results = score_periods(corpus, periods, audience)
        orders = order_documents(visible_corpus(corpus, audience), results, periods, audience)
        return [order.facts["appraisals"] for order in orders if order.source == "feedback"]

    assert rates("internal") == rates("public")


@pytest.mark.parametrize("ask", [lambda t: t.ballots, lambda t: t.tallies, lambda t: t.ballots.valid])
def test_a_withheld_tally_refuses_every_question_and_says_why(ask: Callable[[PanelTally], object]) -> None:
    with pytest.raises(CountsWithheld, match="有效票过少，为保护投票人"):
        ask(WithheldTally())
    assert WithheldTally() == WithheldTally()


def test_nobody_scores_what_was_handed_out() -> None:
    """Whoever tries finds out at once: only the gate makes results of it."""
    seen, _ = shown_year(make_corpus())
    with pytest.raises(CountsWithheld):
        score_year(seen, 2015)


def test_of_two_appraisals_only_that_with_a_small_panel_is_withheld() -> None:
    scheme = with_second(SCHEME, ("peers",))
    large = make_tally((50, 0, 0, 0), (40, 10, 0, 0))
    records = tuple(replace(record, panels={**record.panels, "peers": large}) for record in APPRAISALS)
    corpus = replace(make_corpus(), schemes={2015: scheme}, appraisals=records, publications={}, corrections={})
    seen, result = shown_year(corpus)
    unit = result.unit("alpha")
    assert unit is not None
    first, second = view_unit_appraisals(seen, result, unit, {})
    assert (first.withheld != "", first.aspects) == (True, ())
    assert (second.withheld, len(second.aspects)) == ("", 2)
    assert {row.panel: bool(row.missing) for row in second.ballots} == {"peers": False}


def test_no_rounding_is_told_of_where_none_is() -> None:
    """Six of seven ballots: 1 − 85.71% of 10 points, which is printed as 1.43; only the total is rounded."""
    path, votes, files = "data/schemes/2019.yml", "data/appraisals/2019/a.yml", dict(SAMPLES["ties-by-votes"])
    ruled = "rounding: [{at: total, of: earned, places: 2, mode: half-up}]\nsuppress_below: 50"
    files[path] = files[path].replace("rounding: []", ruled)
    files[votes] = files[votes].replace("issued: 40, returned: 40, valid: 40", "issued: 7, returned: 7, valid: 7")
    files[votes] = files[votes].replace("good: 40", "good: 6").replace("bad: 0", "bad: 1")
    corpus, problems = read_corpus(MemoryTree({name: text.encode() for name, text in files.items()}))
    assert problems == []
    shown = publish_figures(corpus, score_year(corpus, 2019))
    told = derivation_text(shown, next(unit for unit in shown.units if unit.unit.id == "a"))
    assert "扣分 = 1.43（分值 ×（1 − 满意率）≈ 10 ×（1 − 85.71%）；" in told
    assert "保留整数" not in told
