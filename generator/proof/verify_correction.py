"""Whether corrections are what they were when they came, and whether the data of now still yield what stands."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.place import DATA_FOLDER
from generator.model.publication import Correction, Publication
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.verify_publication import SHOWN, Recompute, compare_calculation, score_commit
from generator.read.tree import Tree
from generator.release.ledger import Ledger, LedgerEntry
from generator.release.main_line import MainLine
from generator.release.published import check_published
from generator.release.standing import MOVED, Figures, figures_of
from generator.rules.corpus import Corpus
from generator.score.kept_years import KeptYears


def verify_corrections(ledger: Ledger, recompute: Recompute) -> Iterator[Finding]:
    """Whether each correction begins where the figures stood and ends where the data of its commit lead."""
    yield from verify_corrected(ledger)
    for publication in ledger.publications.values():
        if publication.id not in ledger.withdrawals:
            yield from verify_corrections_of(publication, ledger, recompute)


def verify_corrected(ledger: Ledger) -> Iterator[Finding]:
    """Whether what each correction corrects was published."""
    for entry in ledger.corrections.values():
        record = entry.record
        if record is not None and record.publication not in ledger.publications:
            yield fails("correction", entry.id, f"所更正的发布 {record.publication} 不在历史之中。")


def verify_corrections_of(
    publication: LedgerEntry[Publication], ledger: Ledger, recompute: Recompute
) -> Iterator[Finding]:
    """The same of the corrections of one publication that was not withdrawn."""
    if publication.record is not None:
        yield from _follow(publication.record, ledger.corrections_of(publication.id), recompute)


def _follow(publication: Publication, made: list[LedgerEntry[Correction]], recompute: Recompute) -> Iterator[Finding]:
    figures = dict(publication.results)
    for at, entry in enumerate(made):
        record = entry.record
        if record is None:
            continue
        wrong = [unit for unit, result in record.results.items() if figures.get(unit) != result.old]
        if wrong:
            units = recompute.read(entry.recorded, publication.year).corpus.units
            named = [units[unit].short_name if unit in units else unit for unit in wrong[:SHOWN]]
            yield fails("correction", entry.id, f"“更正前”的数与当时已发布的不符：{'、'.join(named)}。")
        figures |= {unit: result.new for unit, result in record.results.items()}
        if at + 1 < len(made) and made[at + 1].recorded == entry.recorded:
            yield left_open("correction", entry.id, "与下一次更正由同一个提交写入，当时的数据只能证明后一次。")
            continue
        yield from _recompute(publication, entry, record, dict(figures), recompute)


def _recompute(
    publication: Publication,
    entry: LedgerEntry[Correction],
    record: Correction,
    figures: Figures,
    recompute: Recompute,
) -> Iterator[Finding]:
    result = score_commit(publication, entry.recorded, recompute)
    if isinstance(result, str):
        yield fails("correction", entry.id, result)
        return
    found = figures_of(result)
    written = {unit: figure for unit, figure in figures.items() if unit in found}
    written |= {unit: figure for unit, figure in found.items() if unit not in figures}
    yield recompute.judge("correction", entry.id, written, record.results_sha256, result, entry.recorded)
    yield from compare_calculation("correction", entry.id, record.calculation_sha256, result)


_TOLD = {"KH613", "KH614", "KH620", "KH660", "KH633"}  # what the history itself was asked about


def verify_current(corpus: Corpus, tree: Tree, line: MainLine, kept: KeptYears | None = None) -> Iterator[Finding]:
    """Whether the data of now still yield all that stands published, and every act keeps to its days."""
    found = check_published(corpus, tree, line, kept=kept)
    problems = [problem for problem in found if problem.code not in _TOLD]
    for problem in problems:
        # What the office should do about it is for its own check to say.
        lacking = "，没有写明这一变化的更正记录" if problem.code == MOVED else ""
        yield fails("current", problem.place.file, f"{problem.message}{lacking}。")
    standing = len(corpus.standing_publications)
    if standing and not problems:
        yield holds("current", DATA_FOLDER, f"按当前数据计算，{standing} 次发布的得分和名次都没有变化。")
