"""Rules for publications, corrections and withdrawals one by one: each refers to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.check.standing_words import standing_names
from generator.model.place import publication_file, scheme_file, spoken_path, unit_file
from generator.model.problem import Location, Problem
from generator.model.publication import Correction, Publication
from generator.model.unread import where_read
from generator.rules.corpus import Corpus


def check_publications(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all standing publications, one by one: of a withdrawn one nothing is asked."""
    for record in corpus.publications.values():
        if record.id in corpus.withdrawals:
            continue
        yield from _check_period(corpus, record)
        yield from _check_results(corpus, record)
    for withdrawal in corpus.withdrawals.values():
        yield from _check_published(corpus, withdrawal.publication, withdrawal.origin.place())


@where_read
def _check_period(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH602: the year of the period has a scheme; KH604: the predecessor comes with its digest."""
    path = scheme_file(record.year)
    if record.year not in corpus.schemes and path not in corpus.unread:
        words = f"没有 {record.year} 年度的考核办法"
        yield Problem(Location(record.origin.file), "KH602", words, f"请核对编号，或补上 {path}。")
    if bool(record.previous) != bool(record.previous_sha256):
        words = "上一次发布的编号和 SHA-256 应同时写明"
        hint = "请用 kaohe publish 重新生成这条记录。"
        yield Problem(record.origin.place("previous"), "KH604", words, hint)


@where_read
def _check_results(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH606: the units of the results are registered; KH635: one without a score, or without a rank, says why."""
    for unit, found in record.results.items():
        if not found.reason and (found.total is None or found.rank is None):
            words = f"{unit} 没有{'得分' if found.total is None else '名次'}，也没有写原因"
            hint = "请用 kaohe publish 重新生成这条记录。"
            yield Problem(record.origin.key_place("results", unit), "KH635", words, hint)
        if unit not in corpus.units and unit_file(unit) not in corpus.unread:
            words = f"没有编号为“{unit}”的单位"
            yield Problem(record.origin.key_place("results", unit), "KH606", words, "已发布的单位不能从登记中删除。")


def check_corrections(corpus: Corpus) -> Iterator[Problem]:
    """The problems of corrections. Those of a withdrawn publication stand as history: nothing is asked of them."""
    known = corpus.unread | {record.path for record in corpus.deductions} | {entry.path for entry in corpus.entries}
    known |= {record.path for record in corpus.appraisals} | {record.path for record in corpus.measures}
    known |= {record.path for record in corpus.imports} | {record.path for record in corpus.amendments}
    known |= {record.path for record in corpus.inapplicable.values()}
    known |= {record.origin.file for record in corpus.schemes.values()}
    known |= {record.origin.file for record in corpus.units.values()}
    for record in corpus.corrections.values():
        if record.publication in corpus.withdrawals:
            continue
        yield from _check_published(corpus, record.publication, record.origin.place())
        yield from _check_units(corpus, record)
        yield from _check_words(corpus, record)
        yield from _check_records(record, known)


def corrected_files(corpus: Corpus) -> set[str]:
    """The files that corrections name."""
    found: set[str] = set()
    for record in corpus.corrections.values():
        found.update(_files_of(record))
    return found


@where_read
def _files_of(record: Correction) -> Iterator[str]:
    yield from (words.file for words in record.words)
    yield from record.records


@where_read
def _check_records(record: Correction, known: frozenset[str]) -> Iterator[Problem]:
    """KH608: the files that a correction names are there."""
    for number, path in enumerate(record.records):
        if path not in known:
            place = record.origin.place("records", number)
            hint = f"请核对路径；写法如 {spoken_path('deduction', '2015')}。"
            yield Problem(place, "KH608", f"没有数据文件“{path}”", hint)


def _check_published(corpus: Corpus, name: str, place: Location) -> Iterator[Problem]:
    """KH607: what is corrected or withdrawn was published."""
    if name not in corpus.publications and publication_file(name) not in corpus.unread:
        titles = {found.id: found.title for found in corpus.publications.values()}
        hint = f"文件名说明是哪一次发布。{suggest_id(name, titles)}"
        yield Problem(Location(place.file), "KH607", f"没有编号为“{name}”的发布", hint)


@where_read
def _check_units(corpus: Corpus, record: Correction) -> Iterator[Problem]:
    """KH612: the publication has the units whose figures are corrected."""
    publication = corpus.publications.get(record.publication)
    for unit in record.results if publication is not None else ():
        if publication is not None and unit not in publication.results:
            words = f"“{publication.title}”里没有单位“{unit}”"
            hint = f"请再运行一次 kaohe correct {publication.id}，它会重新写出这条记录。"
            yield Problem(record.origin.key_place("results", unit), "KH612", words, hint)


@where_read
def _check_words(corpus: Corpus, record: Correction) -> Iterator[Problem]:
    """KH631: corrected words are those of a deduction, scheme or unit on which a published figure stands, or of an
    entry of a register.
    """
    paths = corpus.unread | {found.path for found in corpus.deductions} | {entry.path for entry in corpus.entries}
    paths |= {scheme_file(year) for year in corpus.schemes}
    paths |= {unit_file(unit) for unit in corpus.units}
    for number, words in enumerate(record.words):
        place = record.origin.place("words", number, "file")
        if words.file not in paths:
            hint = f"请核对路径；写法如 {spoken_path('deduction', '2015')}。"
            yield Problem(place, "KH631", f"没有数据文件“{words.file}”", hint)
        names = standing_names(words.file, corpus.registers)
        if words.field.partition("/")[0] not in names:
            place = record.origin.place("words", number, "field")
            listed = "、".join(f"{name}（{doc}）" for name, doc in names.items())
            yield Problem(place, "KH631", f"“{words.field}”不是发布的结果所依据的字段", f"可写的是 {listed}。")
