"""Rules for what documents are made of: their numbers, and which follow from an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.corpus import Corpus
from generator.model.origin import Origin
from generator.model.problem import Problem
from generator.model.publication import Letter, Publication
from generator.model.scheme import Scheme
from generator.model.unread import is_there, where_read

_GENERAL = {"praise"}  # letters that are written to no single unit


def check_papers(corpus: Corpus) -> Iterator[Problem]:
    """The problems of letters, of document numbers, and of documents that outcomes ask for."""
    for record in corpus.publications.values():
        yield from _check_letters(record)
    yield from _check_numbers(corpus)
    for scheme in corpus.schemes.values():
        yield from _check_outcomes(scheme)


@where_read
def _check_letters(record: Publication) -> Iterator[Problem]:
    """KH360 letters come with final results; KH361 to a unit of the results; KH362 each once."""
    if record.letters and record.kind != "final":
        hint = "请删去 letters；这些公文的文号写在正式结果的发布记录里。"
        yield Problem(record.origin.key_place("letters"), "KH360", "只有正式结果才印发反馈单、约谈和表扬", hint)
        return
    seen: set[tuple[str, str]] = set()
    for number, letter in enumerate(record.letters):
        yield from _check_unit(record, number, letter)
        if (letter.kind, letter.unit) in seen:
            place = record.origin.place("letters", number)
            yield Problem(place, "KH362", "这份公文的文号已经写过", "请只保留一个。")
        seen.add((letter.kind, letter.unit))


def _check_unit(record: Publication, number: int, letter: Letter) -> Iterator[Problem]:
    if letter.kind in _GENERAL:
        if letter.unit:
            place = record.origin.place("letters", number, "unit")
            yield Problem(place, "KH361", "表扬通报不是写给一个单位的", "请删去 unit。")
    elif letter.unit not in record.results:
        place = record.origin.place("letters", number, "unit")
        words = f"这次发布里没有单位“{letter.unit}”" if letter.unit else "没有写明是写给哪个单位的"
        yield Problem(place, "KH361", words, "请用 unit 写明单位的编号。")


@where_read
def _check_numbers(corpus: Corpus) -> Iterator[Problem]:
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


@where_read
def _check_outcomes(scheme: Scheme) -> Iterator[Problem]:
    """KH364, a reminder: whether a document follows from an outcome is said; KH365, a reminder: and it fits."""
    for number, rule in enumerate(scheme.outcomes):
        at = ("outcomes", number)
        if scheme.origin.key_place(*at, "document") == scheme.origin.place(*at):
            hint = "请写 document: summons（约谈通知书）、praise（表扬通报）或 none（不单独制作）。"
            yield Problem(scheme.origin.place(*at), "KH364", f"“{rule.name}”没有写明制作什么公文", hint, "warning")
        elif rule.document == ("summons" if rule.top is not None else "praise"):
            words = "约谈通知书写给前几名" if rule.top is not None else "表扬通报写给后几名"
            yield Problem(scheme.origin.place(*at, "document"), "KH365", words, "请核对 document。", "warning")
