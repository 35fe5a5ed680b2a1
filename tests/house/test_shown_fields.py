"""Every public field is seen: another value in it changes a page of its record and a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any

import pytest

from generator.load.edition import Edition
from generator.model.amendment import AmendedPlace, Amendment
from generator.model.appraisal import Appraisal
from generator.model.deduction import Appeal, Charge, Deduction, Evidence, FoundIn, Rectification, Reply, Revocation
from generator.model.imported import Imported, ImportedRank, ImportSource
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.lazy_dataclass import dataclass
from generator.model.measured import Measured, MeasuredValue
from generator.model.publication import CorrectedWords, Correction, Publication
from generator.model.register_rule import RegisterLink
from generator.model.unit import Unit
from generator.opendata import record_tables
from generator.opendata.catalogue import open_data_tables
from generator.pages import put_right
from generator.pages.overview_source import overview_articles
from generator.pages.year_source import year_articles
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.read.yaml_writer import emit_record
from generator.rules.corpus import Corpus
from generator.rules.measure_rule import MeasureRule
from generator.site.publication_source import publication_articles
from generator.words.page_frame import Article
from tests.check.cases import CASES
from tests.house.declared import changed, public_fields, unfilled
from tests.opendata.sample import RECORDS, make_corpus, make_disclosure
from tests.site.sample import open_district

Pages = Callable[[Edition], Iterable[Article]]
CORPUS = make_corpus()
# Of an entry that the public does not see, the id does not leave either.
INSPECTIONS = read_corpus(WorkTree(CASES / "base" / "registers"))[0].registers["inspections"]
PUT_RIGHT = (RegisterLink(to="deduction", from_there="rectification"),)
REGISTERS = {
    "inspections": INSPECTIONS,
    "rectification": replace(INSPECTIONS, id="rectification", title="整改", links=PUT_RIGHT),
}


@dataclass(frozen=True)
class Subject:
    """A record with a value in each of its fields, how it is put among the others, and which pages show it.

    `without` are the fields that have no value here, `unseen` those that pages or tables need not show, and why.
    """

    record: Any
    put: Callable[[Any], Corpus]
    pages: Pages
    without: tuple[str, ...] = ()
    unseen: Mapping[tuple[str, str], str] = field(default_factory=dict)


def put_deduction(record: Deduction) -> Corpus:
    others = tuple(other for other in RECORDS if other.id != record.id)
    return replace(CORPUS, deductions=(record, *others), registers=REGISTERS)


def put_correction(record: Correction) -> Corpus:
    return replace(CORPUS, corrections={record.id: record})


def put_unit(unit: Unit) -> Corpus:
    return replace(CORPUS, units={**CORPUS.units, unit.id: unit})


def put_appraisal(found: Appraisal) -> Corpus:
    return replace(CORPUS, appraisals=(found, *CORPUS.appraisals[1:]))


def put_measured(record: Measured) -> Corpus:
    scheme = replace(CORPUS.schemes[2015], measures=(RULE,))
    return replace(CORPUS, measures=(record,), schemes={2015: scheme})


def put_import(record: Imported) -> Corpus:
    return replace(CORPUS, imports=(record,))


def put_spared(record: InapplicableItems) -> Corpus:
    return replace(CORPUS, inapplicable={2015: record})


def put_amendment(record: Amendment) -> Corpus:
    return replace(CORPUS, amendments=(record,))


def put_publication(record: Publication) -> Corpus:
    return replace(CORPUS, publications={**CORPUS.publications, record.id: record})


APPEAL = Appeal(
    filed=date(2015, 2, 6),
    grounds="重复派单",
    decided=date(2015, 2, 20),
    decision="reduced",
    points=Decimal("0.40"),
    reasons="部分属实",
    decided_by="kaohezu",
    document="复决〔2015〕1号",
)
DEDUCTION = replace(
    RECORDS[3], count=2, notified=date(2015, 2, 3), reply=Reply(date(2015, 2, 5), "已经改正"), appeal=APPEAL,
    level="province", part="east", fact="late-1", charge=Charge("beta", Decimal("0.30")), cured=date(2015, 2, 27),
    found_in=(FoundIn("inspections", "2015-0101-1"),),
    rectification=replace(RECORDS[3].rectification or Rectification(), item="mass-line-1"),
)  # fmt: skip
# What that record does not say.
BARE = (  # what that record does not say
    "level", "part", "fact", "charge", "found_in", "notified", "reply", "rectification.item", "cured", "appeal",
)  # fmt: skip
REVOKED = replace(RECORDS[3], revoked=Revocation(date(2015, 4, 10), "记错了单位"))
ALPHA = replace(CORPUS.units["alpha"], parts={"counties": ("east", "west")})
RULE = MeasureRule("cases", "办结率", "percent", "quarter", "mean")
VALUE = MeasuredValue(
    "cases",
    "2015-Q1",
    Decimal("87.5"),
    Decimal(7),
    Decimal(8),
    date(2015, 4, 2),
    (Evidence("台账", "热线办", "9f" * 32),),
)
MEASURED = Measured("alpha", 2015, "hotline", (VALUE,))
IMPORTED = Imported(
    "peace",
    2015,
    ImportSource("平安建设", date(2015, 12, 30), "平安〔2015〕3号", "9f" * 32),
    "2015-Q4",
    {"alpha": Decimal("50.34375"), "beta": Decimal(48)},
    {"alpha": ImportedRank(3, 21), "beta": ImportedRank(8, 21)},
    Decimal("47.5"),
)
SPARED = InapplicableItems(
    2015,
    (
        Inapplicable("hotline", "beta", "没有热线工单", date(2015, 4, 20), "kaohezu", "纪要〔2015〕2号"),
        Inapplicable("discipline", "beta", "没有窗口", date(2015, 4, 20)),
    ),
)
AMENDMENT = Amendment(
    "july", 2015, date(2015, 7, 1), "示委发〔2015〕60号", (AmendedPlace("ranking/ties", "dense"),), "名次不跳号"
)
FINAL, CORRECTION = CORPUS.publications["2015-final"], CORPUS.corrections["2015-q1-c1"]
WORDED = replace(
    CORRECTION,
    words=(CorrectedWords(RECORDS[1].path, "reason"),),
    document="示委发〔2015〕9号",
    calculation_sha256="5" * 64,
)
ISSUED = replace(FINAL, statement=("情况说明",), issued=date(2016, 1, 21))
MARK = "a sample record is told by the mark that every page and table of a demonstration has"
SAMPLE = {("sample", "page"): MARK, ("sample", "table"): MARK}
TEXT = "text and date of the circular, to which the page of the publication leads"
FORM = "the form of the hashed results is for who computes the digest again: it stands in the table"
STATED = {(name, where): TEXT for name in ("statement", "issued") for where in ("page", "table")}
STATED |= {("form", "page"): FORM}
NOT_YET = "which standard takes an import is for the page of its item, once standards say so"
IMPORT_PAGE = {
    (name, "page"): NOT_YET
    for name in (
        "source.title",
        "source.date",
        "source.document",
        "source.sha256",
        "period",
        "scores",
        "ranks",
        "value",
    )
}
SUBJECTS = {
    "deduction": Subject(DEDUCTION, put_deduction, year_articles, ("revoked",), SAMPLE),
    "revoked deduction": Subject(
        REVOKED,
        put_deduction,
        year_articles,
        BARE,
        SAMPLE,
    ),
    "unit": Subject(ALPHA, put_unit, overview_articles, ("assessed.last", "not_assessed"), SAMPLE),
    "measured value": Subject(MEASURED, put_measured, year_articles, unseen=SAMPLE),
    "import": Subject(IMPORTED, put_import, year_articles, (), {**SAMPLE, **IMPORT_PAGE}),
    "inapplicable item": Subject(SPARED, put_spared, year_articles),
    "amendment": Subject(AMENDMENT, put_amendment, overview_articles, unseen=SAMPLE),
    "appraisal": Subject(CORPUS.appraisals[0], put_appraisal, year_articles, unseen=SAMPLE),
    "correction": Subject(WORDED, put_correction, publication_articles, ("ties", "public_history")),
    "publication": Subject(
        ISSUED,
        put_publication,
        publication_articles,
        ("ties", "letters", "previous", "previous_sha256", "public_history"),
        STATED,
    ),
}


def seen_on_pages(subject: Subject, record: Any) -> dict[str, str]:
    """The pages of the subject. A publication's page names the digest of its file, which hides what is not shown."""
    found = {article.url: article.body for article in subject.pages(open_district(subject.put(record), "internal"))}
    own = sha256(emit_record(record).encode()).hexdigest()
    return {url: body.replace(own, "") for url, body in found.items()}


def seen_in_tables(subject: Subject, record: Any) -> dict[str, Any]:
    return {table.name: table.rows for table in open_data_tables(make_disclosure(subject.put(record)))}


SEEN = {"page": seen_on_pages, "table": seen_in_tables}


@cache
def as_it_is(name: str, where: str) -> dict[str, Any]:
    return SEEN[where](SUBJECTS[name], SUBJECTS[name].record)


def is_seen(name: str, part: str, where: str) -> bool:
    subject = SUBJECTS[name]
    return SEEN[where](subject, changed(subject.record, part)) != as_it_is(name, where)


def cases() -> list[tuple[str, str, str]]:
    return [
        (name, part, where)
        for name, subject in SUBJECTS.items()
        for part in public_fields(subject.record)
        for where in SEEN
        if part not in unfilled(subject.record) and (name != "revoked deduction" or part.startswith("revoked"))
    ]


@pytest.mark.parametrize(("name", "part", "where"), cases())
def test_a_public_field_is_seen(name: str, part: str, where: str) -> None:
    expected = (part, where) not in SUBJECTS[name].unseen
    assert is_seen(name, part, where) == expected, f"{part} of a {name} is on no {where}"


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_new_field_has_a_value_here(name: str) -> None:
    assert unfilled(SUBJECTS[name].record) == list(SUBJECTS[name].without)


def test_a_field_left_out_of_the_page_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_right, "_rectification_facts", lambda corpus, found, day: ())
    as_it_is.cache_clear()
    assert not is_seen("deduction", "rectification.note", "page")
    assert is_seen("deduction", "reason", "page")
    as_it_is.cache_clear()


def test_a_field_left_out_of_the_table_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_tables, "_finding", lambda: ())
    as_it_is.cache_clear()
    assert not is_seen("deduction", "source", "table")
    assert is_seen("deduction", "date", "table")
    as_it_is.cache_clear()
