"""The ballots of the sheets of an appraisal as records: one for each unit, panel by panel into what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.lazy_dataclass import dataclass
from generator.rules.corpus import Corpus
from generator.sheets.ballot_reader import CountedRow
from generator.sheets.question import Inquiry, quote


@dataclass(frozen=True, slots=True)
class BallotAction:
    """The appraisal of one unit: new, amended or the same; `rows` are those of the sheets that it came from."""

    kind: Literal["new", "amend", "same"]
    record: Appraisal
    rows: tuple[CountedRow, ...]


def match_ballots(
    rows: Sequence[CountedRow],
    corpus: Corpus,
    inquiry: Inquiry,
    sample: bool,
    waiting: Sequence[tuple[Appraisal, str]] = (),
) -> list[BallotAction]:
    """What the rows come to; what cannot be is a problem of `inquiry`.

    `waiting` are appraisals of proposals that are not merged yet, with what each is in.
    """
    units: dict[tuple[int, str, str], list[CountedRow]] = {}
    for row in rows:
        if row.unit not in corpus.units:
            words = f"没有编号为{quote(row.unit)}的单位"
            inquiry.refuse(
                (row.sheet, row.row, 1), "KH818", words, "单位编号不要改动；请用 kaohe template 重新生成表格。"
            )
            continue
        units.setdefault((row.year, row.unit, row.part), []).append(row)
    found = [made for key, given in units.items() if (made := _match(key, given, corpus, inquiry, sample))]
    return [action for action in found if action.kind == "same" or not _waits(action, waiting, inquiry)]


def _waits(action: BallotAction, waiting: Sequence[tuple[Appraisal, str]], inquiry: Inquiry) -> bool:
    """Whether the appraisal is in a proposal already: the same is left out, another one is a problem."""
    row = action.rows[0]
    for record, where in waiting:
        if record.path != action.record.path:
            continue
        if record == action.record:
            inquiry.leave(row.sheet, f"已在{where}里，等待合并，不再登记", *(one.row for one in action.rows))
        else:
            words = f"{where}里有这个单位的另一份计票，还没有合并"
            inquiry.refuse(
                (row.sheet, row.row, 1), "KH818", words, "请先合并或撤回那份提案，或者上传时放进那份提案。"
            )
        return True
    return False


def _match(
    key: tuple[int, str, str], rows: list[CountedRow], corpus: Corpus, inquiry: Inquiry, sample: bool
) -> BallotAction | None:
    year, unit, part = key
    panels: dict[str, PanelTally] = {}
    for row in rows:
        if row.panel in panels or row.held != rows[0].held:
            words = "同一单位、同一评议主体有两行" if row.panel in panels else "各表的评议日期不同"
            inquiry.refuse((row.sheet, row.row, 1), "KH818", words, "请核对后只留一行，日期写成同一天。")
            return None
        panels[row.panel] = PanelTally(Ballots(**row.ballots), row.tallies)
    before = corpus.appraisal_of(year, unit, part) if part else corpus.appraisals_of(year).get(unit)
    if before is None:
        return BallotAction("new", Appraisal(unit, year, rows[0].held, panels, sample, part=part), tuple(rows))
    made = replace(before, held=rows[0].held, panels={**before.panels, **panels})
    return BallotAction("same" if made == before else "amend", made, tuple(rows))
