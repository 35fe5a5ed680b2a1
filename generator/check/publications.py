"""Rules for publications and corrections: each refers to what exists, and publications follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.model.publication import PUBLICATION_KINDS, Correction, Publication
from generator.model.unread import is_there, where_read


def check_publications(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all publications, one by one and as a chain."""
    for record in corpus.publications.values():
        yield from _check_period(corpus, record)
        yield from _check_previous(corpus, record)
        yield from _check_results(corpus, record)
    yield from _check_chain(corpus)


@where_read
def _check_period(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH601 the period is of the kind; KH602 its year has a scheme; KH609 it is not published before it begins."""
    place = record.origin.place("period")
    if (record.kind == "quarterly") != (record.quarter is not None):
        words = f"时段 {record.period} 与种类“{PUBLICATION_KINDS[record.kind]}”不符"
        yield Problem(place, "KH601", words, "季度通报写季度（如 2015-Q1），公示和正式结果写年度（如 2015）。")
    path = f"data/schemes/{record.year}.yml"
    if record.year not in corpus.schemes and path not in corpus.unread:
        yield Problem(place, "KH602", f"没有 {record.year} 年度的考核办法", f"请核对时段，或补上 {path}。")
    month = 3 * (record.quarter or 1) - 2
    if (record.date.year, record.date.month) < (record.year, month):
        words = f"发布日期 {record.date} 早于时段 {record.period} 开始的日子"
        yield Problem(record.origin.place("date"), "KH609", words, "请核对发布日期和时段。")


@where_read
def _check_previous(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH603 the predecessor exists; KH604 it comes with its digest; KH610 it is not the later one."""
    place = record.origin.place("previous")
    if bool(record.previous) != bool(record.previous_sha256):
        words = "上一次发布的编号和 SHA-256 应同时写明"
        yield Problem(place, "KH604", words, "请用 kaohe publish 重新生成这条记录。")
    previous = corpus.publications.get(record.previous)
    if previous is not None and previous.date > record.date:
        words = f"发布日期 {record.date} 早于上一次发布“{previous.title}”的日期 {previous.date}"
        yield Problem(record.origin.place("date"), "KH610", words, "请核对发布日期和 previous。")
    if previous is None and record.previous and f"data/publications/{record.previous}.yml" not in corpus.unread:
        titles = {found.id: found.title for found in corpus.publications.values() if found is not record}
        yield Problem(place, "KH603", f"没有编号为“{record.previous}”的发布", suggest_id(record.previous, titles))


@where_read
def _check_results(corpus: Corpus, record: Publication) -> Iterator[Problem]:
    """KH606: the units of the results are registered."""
    for unit in record.results:
        if unit not in corpus.units and f"data/units/{unit}.yml" not in corpus.unread:
            words = f"没有编号为“{unit}”的单位"
            yield Problem(record.origin.key_place("results", unit), "KH606", words, "已发布的单位不能从登记中删除。")


def _check_chain(corpus: Corpus) -> Iterator[Problem]:
    """KH605 no two publications follow the same one; KH611 no period is published twice as the same kind."""
    followed: dict[str, Publication] = {}
    published: dict[tuple[str, str], Publication] = {}
    dated = [record for record in corpus.publications.values() if is_there(record.date)]
    for record in sorted(dated, key=lambda record: (record.date, record.id)):
        yield from _check_place(record, followed, published)


@where_read
def _check_place(
    record: Publication, followed: dict[str, Publication], published: dict[tuple[str, str], Publication]
) -> Iterator[Problem]:
    other = followed.setdefault(record.previous, record)
    if other is not record:
        where = f"同接在 {record.previous} 之后" if record.previous else "都没有写上一次发布"
        hint = "发布应前后相接，请核对 previous。"
        yield Problem(record.origin.place("previous"), "KH605", f"与 {other.id} {where}", hint)
    first = published.setdefault((record.kind, record.period), record)
    if first is not record:
        words = f"{record.period} 的{PUBLICATION_KINDS[record.kind]}已由 {first.id} 发布"
        hint = "同一结果只发布一次；有误的，请用 kaohe correct 写更正记录。"
        yield Problem(record.origin.place("period"), "KH611", words, hint)


def check_corrections(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all corrections."""
    known = corpus.unread | {record.path for record in corpus.deductions}
    known |= {record.path for record in corpus.appraisals}
    known |= {record.origin.file for record in corpus.schemes.values()}
    known |= {record.origin.file for record in corpus.units.values()}
    for record in corpus.corrections.values():
        yield from _check_correction(corpus, record)
        yield from _check_records(record, known)


@where_read
def _check_records(record: Correction, known: frozenset[str]) -> Iterator[Problem]:
    """KH608: the files that a correction names are there."""
    for number, path in enumerate(record.records):
        if path not in known:
            place = record.origin.place("records", number)
            hint = "请核对路径；写法如 data/deductions/2015/单项/记录.yml。"
            yield Problem(place, "KH608", f"没有数据文件“{path}”", hint)


@where_read
def _check_correction(corpus: Corpus, record: Correction) -> Iterator[Problem]:
    """KH607 the publication exists; KH612 it has the units whose figures are corrected."""
    publication = corpus.publications.get(record.publication)
    place = record.origin.place("publication")
    if publication is None:
        if f"data/publications/{record.publication}.yml" not in corpus.unread:
            titles = {found.id: found.title for found in corpus.publications.values()}
            words = f"没有编号为“{record.publication}”的发布"
            yield Problem(place, "KH607", words, suggest_id(record.publication, titles))
        return
    for unit in record.results:
        if unit not in publication.results:
            words = f"“{publication.title}”里没有单位“{unit}”"
            yield Problem(
                record.origin.key_place("results", unit), "KH612", words, "请用 kaohe correct 重新生成这条记录。"
            )
