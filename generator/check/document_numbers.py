"""The numbers of documents: each stands for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.origin import Origin
from generator.model.problem import Problem
from generator.model.unread import UNREAD, is_there, where_read
from generator.rules.corpus import Corpus


def decision_numbers(corpus: Corpus) -> list[list[str]]:
    """Path and number of each decision on an appeal that has one; an empty number where it could not be read."""
    appeals = ((record.path, record.appeal) for record in corpus.deductions if is_there(record.appeal))
    found = ((path, "" if made.document is UNREAD else made.document or None) for path, made in appeals)
    return [[path, number] for path, number in found if number is not None]


def numbered_years(corpus: Corpus, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """The numbers with the file in which each stands; of those that could not be read, the empty number."""
    for path, number in decision_numbers(corpus):
        yield number, path


@where_read
def check_numbers(corpus: Corpus) -> Iterator[Problem]:
    """KH363, a reminder: no two documents have the same number (GB/T 9704-2012 7.2.5)."""
    seen: dict[str, str] = {}
    for number, origin, steps in _numbers(corpus):
        if number in seen:
            words = f"发文字号“{number}”已用于 {seen[number]}"
            yield Problem(origin.place(*steps), "KH363", words, "每份公文一个文号，请核对。", "warning")
        elif number:
            seen[number] = origin.file


def _numbers(corpus: Corpus) -> Iterator[tuple[str, Origin, tuple[str | int, ...]]]:
    """Every number of a document, with its place."""
    for record in corpus.publications.values():
        yield record.document, record.origin, ("document",)
        for number, letter in enumerate(record.letters):
            yield letter.document, record.origin, ("letters", number, "document")
    for correction in corpus.corrections.values():
        yield correction.document, correction.origin, ("document",)
    for withdrawal in corpus.withdrawals.values():
        yield withdrawal.document, withdrawal.origin, ("document",)
    for deduction in corpus.deductions:
        if is_there(deduction.appeal) and deduction.appeal.document:
            yield deduction.appeal.document, deduction.origin, ("appeal", "document")
