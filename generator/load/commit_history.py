"""What is read of the history that ends at one commit, each part once, held by whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.compare.comparison import Comparison
from generator.git.condition import shallow_commits
from generator.git.repository import open_repository
from generator.history.mainline import ChangeLog, read_changes
from generator.history.report import HistoryReport, read_history
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError
from generator.model.redaction import Masks
from generator.public.periods import Audience
from generator.public.released_history import AnyReleasedHistory
from generator.public.shown_history import shown_history, veil_of
from generator.release.causes import compare_correction
from generator.release.ledger import read_ledger
from generator.rules.corpus import Corpus


@dataclass(frozen=True)
class CommitHistory:
    """The history that ends at `tip`, as it is read while `masks` hide what was redacted."""

    root: Path
    tip: str
    masks: Masks
    _shown: Any = field(default=None, init=False, repr=False, compare=False)
    _compared: dict[str, Comparison | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def report(self) -> HistoryReport:
        """Log, trails, signatures and remarks; HistoryUnavailable if there is no history to read."""
        known: ChangeLog | None = self.__dict__.get("log")
        return read_history(self.root, self.tip) if known is None else read_history(self.root, self.tip, known)

    @property
    def cut(self) -> frozenset[str]:
        """The commits at which a shallow clone ends."""
        return shallow_commits(open_repository(self.root))

    @property
    def is_read(self) -> bool:
        """Whether all of it has been read."""
        return "report" in self.__dict__

    @cached_property
    def log(self) -> ChangeLog:
        """The log alone: which commits did what. HistoryUnavailable if there is no history to read."""
        return self.report.log if self.is_read else read_changes(open_repository(self.root), self.tip)

    def shown(self, corpus: Corpus, audience: Audience) -> AnyReleasedHistory:
        """What of it `audience` may see, where these are the schemes and registers of now."""
        key = audience, None if audience == "internal" else veil_of(corpus)
        if self._shown is None or self._shown[0] != key:
            object.__setattr__(self, "_shown", (key, shown_history(self.report, corpus, audience)))
        found: AnyReleasedHistory = self._shown[1]
        return found

    def compare_corrections(self, names: Iterable[str]) -> Mapping[str, Comparison | None]:
        """What each correction moved, by its id; None if the history at hand does not show it."""
        wanted = tuple(names)
        missing = [name for name in wanted if name not in self._compared]
        if missing:
            self._compared.update(self._compare(missing))
        return {name: self._compared[name] for name in wanted}

    def _compare(self, names: list[str]) -> Mapping[str, Comparison | None]:
        try:
            repository = open_repository(self.root)
            ledger = read_ledger(repository, self.tip)
        except UserError:
            return dict.fromkeys(names)
        return {name: compare_correction(repository, ledger, name) for name in names}


class HistoryKeeper:
    """Keeps the history that was read last, from one edition to the next of a preview."""

    def __init__(self) -> None:
        self._last: CommitHistory | None = None

    def take(self, root: Path, tip: str, masks: Masks) -> CommitHistory:
        """The history that ends at `tip`: the one kept if it is the same, which is then not read again."""
        wanted = CommitHistory(root, tip, masks)
        if self._last is None or self._last != wanted:
            self._last = wanted
        return self._last

    def forget(self) -> None:
        """Lets go of it."""
        self._last = None
