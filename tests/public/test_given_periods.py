"""What the public sees of measures, imports and items that do not apply: that of published periods, no note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from generator.model.imported import Imported, ImportSource
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.measured import Measured, MeasuredValue
from generator.public.audience import published_corpus
from generator.rules.corpus import Corpus
from tests.opendata.sample import make_corpus

NOTE = "只许内部看见"


def value(period: str) -> MeasuredValue:
    return MeasuredValue("cases", period, Decimal(1))


def make(published: str) -> Corpus:
    """The district with one publication, and files of several periods."""
    whole = make_corpus()
    source = ImportSource("平安建设", date(2015, 4, 2))
    imports = (
        Imported("early", 2015, source, "2015-Q1", value=Decimal(1), internal_note=NOTE),
        Imported("late", 2015, source, value=Decimal(1)),
    )
    entries = (
        Inapplicable("hotline", "beta", "没有热线", date(2015, 3, 1)),
        Inapplicable("discipline", "beta", "没有窗口", date(2016, 1, 5)),
    )
    return replace(
        whole,
        publications={published: whole.publications[published]} if published else {},
        corrections={},
        measures=(
            Measured("alpha", 2015, "hotline", (value("2015-Q1"), value("2015-Q2")), internal_note=NOTE),
            Measured("beta", 2015, "hotline", (value("2015-Q2"),)),
        ),
        imports=imports,
        inapplicable={2015: InapplicableItems(2015, entries)},
    )


def seen(published: str) -> tuple[list[str], list[str], list[str]]:
    public = published_corpus(make(published))
    assert NOTE not in str((public.measures, public.imports))
    return (
        [f"{record.unit} {row.period}" for record in public.measures for row in record.values],
        [record.id for record in public.imports],
        [entry.item for record in public.inapplicable.values() for entry in record.entries],
    )


def test_only_what_bears_on_a_published_period_is_public() -> None:
    assert seen("") == ([], [], [])
    assert seen("2015-q1") == (["alpha 2015-Q1"], ["early"], ["hotline"])
    everything = ["alpha 2015-Q1", "alpha 2015-Q2", "beta 2015-Q2"]
    assert seen("2015-final") == (everything, ["early", "late"], ["hotline", "discipline"])
