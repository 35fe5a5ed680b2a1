"""审计比对报告 of a site: what each correction changed, and what that moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from generator.documents.audit_facts import audit_facts
from generator.documents.document_request import KINDS, DocumentRequest, marks
from generator.documents.letterhead import demo_name, office_facts
from generator.load.edition import Edition
from generator.public.periods import covered_span, is_demo
from generator.public.released import AnyReleased
from generator.public.released_comparison import AnyReleasedComparison
from generator.release.titles import correction_words
from generator.rules.scheme import Scheme
from generator.words.comparison_words import ComparisonView, view_comparison


def order_audits(edition: Edition) -> Iterator[DocumentRequest]:
    """A report for each correction, as far as a committed history at hand shows what it moved."""
    for correction in edition.corpus.standing_corrections:
        comparison = edition.corrections.get(correction.id)
        corrected = edition.corpus.publications[correction.publication]
        if comparison is not None:
            name, about = f"{corrected.year}/audit/{correction.id}", f"{correction_words(correction.id)}前后"
            periods = {corrected.year: covered_span(edition.corpus, corrected.year, corrected.quarter).name}
            yield order_comparison(edition.corpus, comparison, name, correction.date, about, periods)


def order_comparison(
    corpus: AnyReleased,
    comparison: AnyReleasedComparison,
    name: str,
    day: date,
    about: str,
    periods: Mapping[int, str] = MappingProxyType({}),
) -> DocumentRequest:
    """The report on `comparison` under `name`, dated `day`; `periods` as in `audit_facts`."""
    sample = next((scheme for scheme in comparison.schemes.values() if scheme.is_sample), None)
    return order_audit(corpus, view_comparison(comparison), name, day, about, sample, periods)


def order_audit(
    corpus: AnyReleased,
    view: ComparisonView,
    name: str,
    day: date,
    about: str,
    sample: Scheme | None = None,
    periods: Mapping[int, str] = MappingProxyType({}),
) -> DocumentRequest:
    """The report on a comparison of two versions; `sample` is a scheme of either that is one."""
    demo, office = is_demo(corpus), str(office_facts(corpus)["office"])
    days = {record.path: record.date for record in corpus.deductions}
    facts = audit_facts(view, office, day if day.year > 1970 else None, about, periods, days)
    path, head = demo_name(name, demo), marks(demo, sample)
    return DocumentRequest(path, KINDS["audit"], "audit", facts, day, head, about=about)
