"""审计比对报告 of a site: what each correction changed, and what that moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from generator.compare.comparison import Comparison
from generator.documents.document_request import DocumentRequest, order_audit
from generator.git.repository import open_repository
from generator.model.corpus import Corpus
from generator.model.problem import UserError
from generator.model.redaction import Masks
from generator.release.causes import compare_correction
from generator.release.ledger import read_ledger
from generator.words.build_context import BuildContext
from generator.words.comparison_words import view_comparison


def order_audits(context: BuildContext) -> Iterator[DocumentRequest]:
    """A report for each correction, as far as a committed history at hand shows what it moved."""
    corrections = {record.id: record for record in context.corpus.standing_corrections}
    if context.commit is None or not corrections:
        return
    compared = _compare_corrections(context.root, context.commit, tuple(corrections), context.corpus.masks)
    for correction in corrections.values():
        comparison = compared.get(correction.id)
        year = context.corpus.publications[correction.publication].year
        if comparison is not None:
            name = f"{year}/audit/{correction.id}"
            yield order_comparison(context.corpus, comparison, name, correction.date, f"更正 {correction.id} 前后")


@lru_cache(maxsize=2)
def _compare_corrections(root: Path, commit: str, names: tuple[str, ...], _masks: Masks) -> Mapping[str, Comparison]:
    """What each correction moved, by its id; a commit and what is masked in it the same, one look is enough."""
    try:
        repository = open_repository(root)
        ledger = read_ledger(repository, commit)
    except UserError:
        return {}
    found = {name: compare_correction(repository, ledger, name) for name in names}
    return {name: comparison for name, comparison in found.items() if comparison is not None}


def order_comparison(corpus: Corpus, comparison: Comparison, name: str, day: date, about: str) -> DocumentRequest:
    """The report on `comparison` under `name`, dated `day`."""
    sample = any(scheme.is_sample for scheme in comparison.schemes.values())
    return order_audit(corpus, view_comparison(comparison), name, day, about, sample)
