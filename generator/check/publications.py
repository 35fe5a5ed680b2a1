"""Rules for publications and corrections: each refers to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.model.corpus import Corpus
from generator.model.problem import Problem


def check_publications(corpus: Corpus) -> Iterator[Problem]:
    """KH601 to KH605: period and kind agree, the scheme and the predecessor exist, the units are known."""
    titles = {record.id: record.title for record in corpus.publications.values()}
    followed: dict[str, str] = {}
    for record in corpus.publications.values():
        origin = record.origin
        if (record.kind == "quarterly") != (record.quarter is not None):
            yield Problem(
                origin.place("period"),
                "KH601",
                f"时段 {record.period} 与种类 {record.kind} 不符",
                "季度通报写季度（如 2015-Q1），公示和正式结果写年度（如 2015）。",
            )
        if record.year not in corpus.schemes:
            yield Problem(origin.place("period"), "KH602", f"没有 {record.year} 年度的考核办法", "请核对时段。")
        if record.previous and record.previous not in corpus.publications:
            yield Problem(
                origin.place("previous"),
                "KH603",
                f"没有编号为“{record.previous}”的发布",
                suggest_id(record.previous, titles),
            )
        elif record.previous and not record.previous_sha256:
            yield Problem(
                origin.place("previous"),
                "KH604",
                "写了上一次发布，没有写它的 SHA-256",
                "请用 kaohe publish 重新生成。",
            )
        other = followed.setdefault(record.previous, record.id)
        if other != record.id:
            first = f"{record.previous} 之后" if record.previous else "首次发布"
            yield Problem(
                origin.place("previous"), "KH605", f"与 {other} 同为{first}，发布应前后相接", "请核对 previous。"
            )
        for unit in record.results.keys() - corpus.units.keys():
            yield Problem(
                origin.place("results", unit), "KH606", f"没有编号为“{unit}”的单位", "已发布的单位不能从登记中删除。"
            )


def check_corrections(corpus: Corpus) -> Iterator[Problem]:
    """KH607, KH608: a correction names a publication and records that exist."""
    titles = {record.id: record.title for record in corpus.publications.values()}
    known = {r.path for r in corpus.deductions} | {a.path for a in corpus.appraisals}
    known |= {f"data/schemes/{year}.yml" for year in corpus.schemes} | {
        f"data/units/{unit}.yml" for unit in corpus.units
    }
    for record in corpus.corrections.values():
        if record.publication not in corpus.publications:
            yield Problem(
                record.origin.place("publication"),
                "KH607",
                f"没有编号为“{record.publication}”的发布",
                suggest_id(record.publication, titles),
            )
        for number, path in enumerate(record.records):
            if path not in known:
                yield Problem(
                    record.origin.place("records", number),
                    "KH608",
                    f"没有数据文件“{path}”",
                    "请核对路径；写法如 data/deductions/2015/单项/记录.yml。",
                )
