"""Whether publications are what they were when they came: record, commit, results, and the chain between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Protocol

from generator.git.lineage import Lineage
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication
from generator.proof.finding import Finding, fails, holds, left_open
from generator.public.audience import period_end
from generator.release.changed_files import Reading
from generator.release.ledger import Ledger, LedgerEntry
from generator.release.period import score_period
from generator.release.result_digest import results_digest
from generator.release.standing import Figures, figures_of
from generator.rules.book_json import calculation_digest
from generator.score.kept_scores import KeptScores
from generator.score.result import YearResult

SHOWN = 5


class ReadCommit(Protocol):
    """Gives the data of a commit, by its full id; with a year only what figures of that year follow from."""

    def __call__(self, commit: str, year: int | None = None) -> Reading:
        """The data."""
        ...


def short(commit: str) -> str:
    """A commit's id as a person reads it."""
    return commit[:12]


def verify_record(kind: str, entry: LedgerEntry[Any]) -> Finding:
    """Whether the file is, byte for byte, what the main branch got."""
    if entry.lost:
        return fails(kind, entry.id, f"{entry.path} 已被提交 {short(entry.changed[-1])} 删除。")
    if entry.changed:
        commits = "、".join(map(short, entry.changed))
        return fails(kind, entry.id, f"{entry.path} 由提交 {short(entry.recorded)} 写入，后被提交 {commits} 改动。")
    if entry.record is None:
        return fails(kind, entry.id, f"{entry.path} 的内容读不出来，不是完整的记录。")
    return holds(kind, entry.id, f"自提交 {short(entry.recorded)} 写入以来没有改动。")


def verify_commit(entry: LedgerEntry[Publication], lineage: Lineage) -> Iterator[Finding]:
    """Whether the frozen commit is on the main branch's own line and came before the record."""
    if entry.record is None:
        return
    frozen = entry.record.commit
    if frozen not in lineage:
        yield fails(
            "commit",
            entry.id,
            f"冻结的提交 {frozen} 不在当前历史（{lineage.head}）之中：历史被改写过，或仓库不完整。",
        )
    elif frozen not in lineage.position:
        words = f"冻结的提交 {short(frozen)} 不在主分支的主线上，是某个分支上的提交，后来才并入。"
        yield fails("commit", entry.id, words)
    elif frozen == entry.recorded or not lineage.is_ancestor(frozen, entry.recorded):
        yield fails(
            "commit", entry.id, f"冻结的提交 {short(frozen)} 不在写入记录的提交 {short(entry.recorded)} 之前。"
        )
    else:
        yield holds("commit", entry.id, f"冻结的提交 {short(frozen)} 在历史之中，早于写入记录的提交。")


class Compare(Protocol):
    """Holds figures and digest that were written down against a result computed from the data of `commit`."""

    def __call__(
        self, kind: str, subject: str, written: Figures, digest: str, result: YearResult, commit: str
    ) -> Finding:
        """What came of it."""
        ...


@dataclass(frozen=True, slots=True)
class Recompute:
    """How results are computed anew and compared: from what data, with what was scored before, and how exactly."""

    read: ReadCommit
    compare: Compare | None = None
    kept: KeptScores | None = None

    def judge(self, kind: str, subject: str, written: Figures, digest: str, result: YearResult, at: str) -> Finding:
        """Whether figures and digest are those of `result`, computed from the data of the commit `at`."""
        if self.compare is not None:
            return self.compare(kind, subject, written, digest, result, at)
        return compare_results(kind, subject, written, digest, result, self.kept)


def verify_results(entry: LedgerEntry[Publication], lineage: Lineage, recompute: Recompute) -> Iterator[Finding]:
    """Whether the frozen commit yields the published digest and figures."""
    record = entry.record
    if record is None or record.commit not in lineage:
        return
    result = score_commit(record, record.commit, recompute)
    if isinstance(result, str):
        yield fails("results", entry.id, result)
        return
    yield recompute.judge("results", entry.id, record.results, record.results_sha256, result, record.commit)
    yield from compare_calculation("results", entry.id, record.calculation_sha256, result)


def score_commit(record: Publication, commit: str, recompute: Recompute) -> YearResult | str:
    """The results of the publication's period at `commit`, or a sentence why there are none."""
    found = recompute.read(commit, record.year)
    if found.errors:
        return f"提交 {short(commit)} 的数据有 {found.errors} 处问题，无法重算。"
    if record.year not in found.corpus.schemes:
        return f"提交 {short(commit)} 没有 {record.year} 年度的考核办法，无法重算。"
    if not found.corpus.schemes[record.year].has_results(period_end(record)):
        return f"提交 {short(commit)} 的考核办法在时段 {record.period} 结束之后才施行，没有结果。"
    return score_period(found.corpus, record, recompute.kept)


def compare_results(
    kind: str, subject: str, written: Figures, digest: str, result: YearResult, kept: KeptScores | None = None
) -> Finding:
    """Whether `result` has the figures and the digest that were written down."""
    if not written:
        return fails(kind, subject, "记录里没有任何单位的结果，没有可以核对的。")
    names = {found.unit.id: found.unit.short_name for found in result.units}
    differences = list(_differences(written, figures_of(result), names))
    if differences:
        more = f"等 {len(differences)} 个单位" if len(differences) > SHOWN else ""
        return fails(kind, subject, f"重算的结果与所记不符：{'；'.join(differences[:SHOWN])}{more}。")
    found = results_digest(result, kept)
    if found != digest:
        return fails(
            kind, subject, f"重算结果的 SHA-256 是 {found}，所记的是 {digest}；得分和名次相同，推导过程不同。"
        )
    return holds(kind, subject, f"重算的 {len(written)} 个单位的得分、名次和 SHA-256 与所记一致。")


def compare_calculation(kind: str, subject: str, digest: str, result: YearResult) -> Iterator[Finding]:
    """Whether the book of `result` is that by which the figures came about; nothing where that was not written down.

    Another version of the program may come to the same figures by other columns: that is for a person to see.
    """
    found = calculation_digest(result.laid.book)
    if digest and found != digest:
        words = f"算式的 SHA-256 是 {found}，所记的是 {digest}：现在用的程序或考核办法的写法与当时不同，请对照算式。"
        yield left_open(kind, subject, words)


def _differences(written: Figures, found: Figures, names: Mapping[str, str]) -> Iterator[str]:
    for unit in sorted(written.keys() | found.keys()):
        if written.get(unit) != found.get(unit):
            yield f"{names.get(unit, unit)}记为 {_figure(written, unit)}，重算为 {_figure(found, unit)}"


def _figure(figures: Figures, unit: str) -> str:
    if unit not in figures:
        return "无"
    return figures[unit].words(2)


def verify_chain(ledger: Ledger, lineage: Lineage) -> Iterator[Finding]:
    """Whether each publication names the one before it, by the digest of its record, and freezes a later commit.

    A withdrawn one is named by its successor as before; of itself nothing is asked.
    """
    readable = [entry for entry in ledger.ordered_publications() if entry.record is not None]
    for before, entry in pairwise([None, *readable]):
        if entry is not None and entry.record is not None and entry.id not in ledger.withdrawals:
            yield _verify_link(before, entry, entry.record, ledger, lineage)


def _verify_link(
    before: LedgerEntry[Publication] | None,
    entry: LedgerEntry[Publication],
    record: Publication,
    ledger: Ledger,
    lineage: Lineage,
) -> Finding:
    known = ledger.publications
    if before is None or before.record is None:
        if record.previous or record.previous_sha256:
            return fails("chain", entry.id, f"记录说上一次发布是 {record.previous}，历史中没有。")
        return holds("chain", entry.id, "这是第一次发布。")
    if record.previous != before.id:
        missing = record.previous and record.previous not in known
        why = "历史中没有这次发布" if missing else f"在它之前发布的是 {before.id}"
        return fails("chain", entry.id, f"记录说上一次发布是“{record.previous or '无'}”，{why}。")
    if record.previous_sha256 != before.sha256:
        return fails(
            "chain",
            entry.id,
            f"上一次发布 {before.id} 的记录的 SHA-256 是 {before.sha256}，这里记的是 {record.previous_sha256}。",
        )
    older, newer = before.record.commit, record.commit
    if (
        before.id not in ledger.withdrawals
        and older in lineage
        and newer in lineage
        and not lineage.is_ancestor(older, newer)
    ):
        return fails("chain", entry.id, f"{before.id} 冻结的提交 {short(older)} 不在 {short(newer)} 之前。")
    return holds("chain", entry.id, f"接在 {before.id} 之后，所记的 SHA-256 与其记录一致。")
