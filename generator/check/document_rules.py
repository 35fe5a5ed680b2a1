"""Rules for what documents are made of, and which follow from an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.problem import Problem
from generator.model.publication import PUBLICATION_KINDS, Letter, Publication
from generator.model.ranking_rule import OUTCOME_DOCUMENTS
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

# Which letters go out with which publication.
_WITH = {"quarterly": ("praise", "summons"), "public-notice": (), "final": ("praise", "feedback", "summons")}
_GENERAL = {"praise"}  # letters that are written to no single unit
_LETTER_NAMES = {**OUTCOME_DOCUMENTS, "feedback": "结果反馈单"}


def check_documents(corpus: Corpus) -> Iterator[Problem]:
    """The problems of letters, and of documents that outcomes ask for."""
    for record in corpus.publications.values():
        yield from _check_letters(record)
        scheme = corpus.schemes.get(record.year)
        if scheme is not None:
            yield from _check_letter_outcomes(record, scheme)
    for scheme in corpus.schemes.values():
        yield from _check_outcomes(scheme)


@where_read
def _check_letters(record: Publication) -> Iterator[Problem]:
    """KH360 letters come with the results they tell of; KH361 to a unit of these results; KH362 each once.

    KH366 time and place are those of a talk.
    """
    seen: set[tuple[str, str, str]] = set()
    for number, letter in enumerate(record.letters):
        if letter.kind not in _WITH[record.kind]:
            place = record.origin.place("letters", number, "kind")
            words = f"{_LETTER_NAMES[letter.kind]}不随{PUBLICATION_KINDS[record.kind]}印发"
            hint = "反馈单随正式结果印发，约谈通知书和表扬通报随产生它们的季度或正式结果。请写在那次发布的记录里。"
            yield Problem(place, "KH360", words, hint)
        yield from _check_unit(record, number, letter)
        if letter.appointment and letter.kind != "summons":
            place = record.origin.place("letters", number, "appointment")
            words = f"{_LETTER_NAMES[letter.kind]}不写时间和地点"
            yield Problem(place, "KH366", words, "只有约谈通知书有时间和地点，请删去 appointment。")
        key = letter.kind, letter.unit, letter.outcome
        if key in seen:
            place = record.origin.place("letters", number)
            yield Problem(place, "KH362", "这份公文的文号已经写过", "请只保留一个。")
        seen.add(key)


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
def _check_letter_outcomes(record: Publication, scheme: Scheme) -> Iterator[Problem]:
    """KH365 a letter follows from an outcome that asks for one of its kind."""
    for number, letter in enumerate(record.letters):
        asked = [rule.id for rule in scheme.outcomes if rule.document == letter.kind]
        if letter.outcome and letter.outcome not in asked:
            place = record.origin.place("letters", number, "outcome")
            words = f"“{letter.outcome}”不制作{_LETTER_NAMES[letter.kind]}"
            there = f"的有：{'、'.join(asked)}" if asked else "的一项也没有"
            hint = f"{scheme.year} 年度考核办法里制作{_LETTER_NAMES[letter.kind]}{there}。请核对 outcome。"
            yield Problem(place, "KH365", words, hint)


@where_read
def _check_outcomes(scheme: Scheme) -> Iterator[Problem]:
    """KH364, a reminder: a summons is for the last, praise for the first."""
    for number, rule in enumerate(scheme.outcomes):
        if rule.document == ("summons" if rule.top is not None else "praise"):
            words = "约谈通知书写给前几名" if rule.top is not None else "表扬通报写给后几名"
            place = scheme.origin.place("outcomes", number, "document")
            yield Problem(place, "KH364", words, "请核对 document。", "warning")
