"""What was published, and what was corrected since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from generator.model.publication import PUBLICATION_KINDS, Correction, FrozenResult, Publication
from generator.opendata.disclosure import Disclosure, unit_name
from generator.opendata.result_tables import RANK_DOC, REASON_DOC
from generator.opendata.table import DataTable, Reference, TableColumn, figure_or_none, tabulate
from generator.public.released import AnyReleased


def _rules_column(title: str) -> TableColumn:
    """The digest of the operations by which a publication, or a correction, came to its figures."""
    words = "时段的各表、各列和算式（不含标题和来处）"
    return TableColumn(
        "calculation_sha256", title, "id", lambda record: record.calculation_sha256, words, required=False
    )


def publications_table(disclosure: Disclosure) -> DataTable:
    """The publications: which commit each froze, the digest of its results, and whether it was withdrawn."""
    corpus = disclosure.corpus
    places = {record.id: at for at, record in enumerate(corpus.ordered_publications, start=1)}
    columns = (
        TableColumn("publication", "发布编号", "id", lambda record: record.id),
        TableColumn("kind", "种类", "id", lambda record: record.kind, names=PUBLICATION_KINDS),
        TableColumn("kind_name", "种类名称", "text", lambda record: PUBLICATION_KINDS[record.kind]),
        TableColumn("period", "时段", "id", lambda record: record.period),
        TableColumn("title", "标题", "text", lambda record: record.title),
        TableColumn("date", "发布日期", "day", lambda record: record.date),
        TableColumn("document", "发文字号", "text", lambda record: record.document, required=False),
        TableColumn("commit", "冻结的提交", "id", lambda record: record.commit, "数据仓库中的提交编号"),
        TableColumn("results_sha256", "结果的 SHA-256", "id", lambda record: record.results_sha256),
        _rules_column("发布时算式的 SHA-256"),
        TableColumn("form", "结果的形式", "whole", lambda record: record.form, "SHA-256 按这种形式的结果算出"),
        TableColumn("previous", "上一次发布", "id", lambda record: record.previous, required=False),
        TableColumn(
            "previous_sha256", "上一次结果的 SHA-256", "id", lambda record: record.previous_sha256, required=False
        ),
        TableColumn("order", "先后", "whole", lambda record: places[record.id], "在全部发布之中的次序，从 1 起"),
        *_withdrawal_columns(corpus),
    )
    return DataTable(
        "publications",
        "发布",
        "已发布的季度和年度结果。发布后数字有变动的，见“更正”；有撤回日期的不再有效。",
        columns,
        tabulate(columns, _by_id(corpus.publications)),
        ("publication",),
    )


def publication_results_table(disclosure: Disclosure) -> DataTable:
    """The figures of each publication as they were first published."""
    corpus = disclosure.corpus
    columns = (
        TableColumn("publication", "发布编号", "id", lambda fact: fact[0].id),
        TableColumn("unit", "单位编号", "id", lambda fact: fact[1]),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact[1])),
        *_figure_columns("", "", lambda fact: (fact[2], _places(disclosure, fact[0]))),
    )
    return DataTable(
        "publication-results",
        "发布时的结果",
        "每次发布当时的得分和名次，更正以后也保持原样。",
        columns,
        tabulate(columns, _entries(corpus.publications)),
        ("publication", "unit"),
        (
            Reference(("publication",), "publications", ("publication",)),
            Reference(("unit",), "units", ("unit",)),
        ),
    )


def corrections_table(disclosure: Disclosure) -> DataTable:
    """Why published figures changed."""
    made = [act.id for act in disclosure.corpus.acts if act.verb == "correct"]
    places = {name: at for at, name in enumerate(made, start=1)}
    columns = (
        TableColumn("correction", "更正编号", "id", lambda record: record.id),
        TableColumn("publication", "被更正的发布", "id", lambda record: record.publication),
        TableColumn("order", "先后", "whole", lambda record: places[record.id], "在全部更正之中的次序，从 1 起"),
        TableColumn("date", "更正日期", "day", lambda record: record.date),
        TableColumn("document", "发文字号", "text", lambda record: record.document, required=False),
        TableColumn("reason", "更正原因", "text", lambda record: record.reason),
        TableColumn(
            "records", "涉及的数据文件", "text", lambda record: "；".join(sorted(record.records)), "以分号分隔"
        ),
        TableColumn(
            "words",
            "更正的文字",
            "text",
            lambda record: "；".join(f"{words.file} {words.field}" for words in record.words),
            "数据文件和字段，以分号分隔",
            required=False,
        ),
        TableColumn("results_sha256", "更正后结果的 SHA-256", "id", lambda record: record.results_sha256),
        _rules_column("更正时算式的 SHA-256"),
    )
    return DataTable(
        "corrections",
        "更正",
        "对已发布结果的更正。",
        columns,
        tabulate(columns, _by_id(disclosure.corpus.corrections)),
        ("correction",),
        (Reference(("publication",), "publications", ("publication",)),),
    )


def correction_results_table(disclosure: Disclosure) -> DataTable:
    """The figures before and after each correction."""
    corpus = disclosure.corpus

    def places(correction: Correction) -> int:
        return _places(disclosure, corpus.publications.get(correction.publication))

    columns = (
        TableColumn("correction", "更正编号", "id", lambda fact: fact[0].id),
        TableColumn("unit", "单位编号", "id", lambda fact: fact[1]),
        TableColumn("unit_name", "被考核单位", "text", lambda fact: unit_name(corpus, fact[1])),
        *_figure_columns("old_", "更正前", lambda fact: (fact[2].old, places(fact[0]))),
        *_figure_columns("new_", "更正后", lambda fact: (fact[2].new, places(fact[0]))),
    )
    return DataTable(
        "correction-results",
        "更正前后的结果",
        "每次更正前后的得分和名次，只列有变化的单位。",
        columns,
        tabulate(columns, _entries(corpus.corrections)),
        ("correction", "unit"),
        (
            Reference(("correction",), "corrections", ("correction",)),
            Reference(("unit",), "units", ("unit",)),
        ),
    )


def _figure_columns(
    name: str, title: str, read: Callable[[Any], tuple[FrozenResult, int]]
) -> tuple[TableColumn, ...]:
    """The columns of published figures; `read` finds them, and with how many decimals, in a fact."""

    def total(fact: Any) -> Decimal | None:
        found, places = read(fact)
        return figure_or_none(found.total, places)

    column = TableColumn
    return (
        column(f"{name}total", f"{title}得分", "figure", total, "没有得分的为空", required=False),
        column(
            f"{name}rank",
            f"{title}名次",
            "figure",
            lambda fact: figure_or_none(read(fact)[0].rank),
            RANK_DOC,
            required=False,
            declared=True,
        ),
        column(f"{name}grade", f"{title}等次", "text", lambda fact: read(fact)[0].grade, required=False),
        column(
            f"{name}reason",
            f"{title}的原因",
            "text",
            lambda fact: read(fact)[0].reason,
            REASON_DOC,
            required=False,
        ),
    )


def _withdrawal_columns(corpus: AnyReleased) -> Iterator[TableColumn]:
    """When a publication was taken back, by which document and why; empty where it stands."""
    about = "撤回的发布不再有效，数字仍在“发布时的结果”里"
    yield TableColumn(
        "withdrawn", "撤回日期", "day", lambda record: _withdrawn(corpus, record, "date"), required=False
    )
    yield TableColumn(
        "withdrawal_document",
        "撤回公告的发文字号",
        "text",
        lambda record: _withdrawn(corpus, record, "document"),
        required=False,
    )
    yield TableColumn(
        "withdrawal_reasons",
        "撤回理由",
        "text",
        lambda record: _withdrawn(corpus, record, "reasons"),
        about,
        required=False,
    )


def _withdrawn(corpus: AnyReleased, record: Publication, name: str) -> Any:
    """What is said of the withdrawal of a publication; None where it stands, or that is not said."""
    withdrawal = corpus.withdrawals.get(record.id)
    return None if withdrawal is None else getattr(withdrawal, name) or None


def _by_id(records: Mapping[str, Any]) -> list[Any]:
    return [records[name] for name in sorted(records)]


def _entries(records: Mapping[str, Any]) -> list[tuple[Any, str, Any]]:
    """Each record's results, one by one: record, unit id, figures."""
    return [(record, unit, record.results[unit]) for record in _by_id(records) for unit in sorted(record.results)]


def _places(disclosure: Disclosure, publication: Publication | None) -> int:
    """The decimals that the scheme of a publication's year keeps."""
    scheme = disclosure.corpus.schemes.get(publication.year) if publication else None
    return scheme.rounding.places if scheme else 0
