"""Replies and appeals to records without a day of notice: they are counted from when the record was merged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from generator.check.appeals import find_late
from generator.git.branch import find_main
from generator.git.recorded import recording_days
from generator.git.repository import HistoryUnavailable, open_repository
from generator.model.deduction import Deduction
from generator.model.place import folder_of
from generator.model.problem import Problem
from generator.rules.corpus import Corpus

_FOLDER = f"{folder_of('deduction')}/"
_HINT = "没有记载告知日期，从记录进入主分支之日算起。请补上告知日期 notified；确实逾期的不必处理。"


def remind_late(root: Path, corpus: Corpus, told: Iterable[Problem] | None = None) -> list[Problem]:
    """KH453 and KH454, reminders, for the records without `notified`; nothing where there is no history to ask.

    `told` are the problems that were found already, if they were.
    """
    if not any(_is_asked(record) for record in corpus.deductions):
        return []
    try:
        repository = open_repository(root)
        days = recording_days(repository, find_main(repository).tip, _FOLDER)
    except HistoryUnavailable:
        return []

    def start_of(record: Deduction) -> date | None:
        return days.get(record.path) if _is_asked(record) else None

    known = find_late(corpus, lambda record: record.notified) if told is None else told
    said = {(problem.code, problem.place) for problem in known}
    late = find_late(corpus, start_of, _HINT)
    return [problem for problem in late if (problem.code, problem.place) not in said]


def _is_asked(record: Deduction) -> bool:
    return record.notified is None and (record.reply is not None or record.appeal is not None)
