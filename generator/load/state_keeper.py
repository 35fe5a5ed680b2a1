"""What is kept from one state of a project to the next, by whoever opens it again and again."""

from __future__ import annotations

from dataclasses import field

from generator.load.commit_history import HistoryKeeper
from generator.load.kept_line import KeptLine
from generator.model.lazy_dataclass import dataclass
from generator.read.kept_readings import KeptReadings
from generator.score.kept_years import KeptYears


@dataclass(frozen=True, slots=True)
class StateKeeper:
    """The main branch and the history that were read, what each file said, and the results of each year.

    Kept for states to come, unless this is the only one, opened `once`.
    """

    lines: KeptLine = field(default_factory=KeptLine)
    histories: HistoryKeeper = field(default_factory=HistoryKeeper)
    readings: KeptReadings = field(default_factory=KeptReadings)
    scores: KeptYears = field(default_factory=KeptYears)
    once: bool = False
