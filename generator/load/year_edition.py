"""One year of an edition: what its pages are made from, and of other years nothing but results to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from generator.git.repository import HistoryUnavailable
from generator.load.edition import Edition, WholeEdition, per_edition, whole_of
from generator.model.lazy_dataclass import dataclass
from generator.public.periods import Period, shows_history, within_year
from generator.public.released import AnyReleased
from generator.public.released_comparison import AnyReleasedComparison
from generator.public.released_history import AnyReleasedHistory
from generator.public.shown_history import HIDDEN, shown_year
from generator.read.content import Texts
from generator.rules.notice import NoticeDocument
from generator.score.result import YearResult


@dataclass(frozen=True, eq=False)
class YearEdition(Edition):
    """The edition of one `year`, with the results of the year before; what all years share is that of `whole`."""

    whole: WholeEdition = field(kw_only=True)
    year: int = field(kw_only=True)

    @property
    def shared(self) -> Edition:
        """The edition of all years."""
        return self.whole

    @property
    def commit(self) -> None:
        """None: the frame of the pages alone says from which commit they are made."""
        return None

    @property
    def texts(self) -> Texts:
        """The project's own texts."""
        return self.whole.texts

    @property
    def notices(self) -> Mapping[str, NoticeDocument]:
        """The notices among the texts, by id."""
        return self.whole.notices

    @cached_property
    def corpus(self) -> AnyReleased:
        """What the audience may see of the year."""
        return within_year(self.whole.corpus, self.year, linked_files(self.whole))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the year."""
        return tuple(period for period in self.whole.periods if period.year == self.year)

    @cached_property
    def results(self) -> Mapping[tuple[int, int | None], YearResult]:
        """The results of the year and of the year before."""
        whole = self.whole.results
        return {name: whole[name] for name in whole if name[0] in (self.year - 1, self.year)}

    @property
    def updated(self) -> date | None:
        """The last day of the data, where pages of the year say it."""
        return told_until(self.whole, self.year)

    @property
    def publication_digests(self) -> Mapping[str, str]:
        """The SHA-256 of each publication's file, by its id."""
        return self.whole.publication_digests

    @cached_property
    def history(self) -> AnyReleasedHistory | str:
        """The history of the year, or the sentence that says why there is none."""
        if not shows_history(self.whole.corpus, self.audience):
            return HIDDEN
        try:
            found = self.whole.year_histories
            return shown_year(found.trails(self.year), found.timeline, self.whole.corpus, self.audience)
        except HistoryUnavailable as unavailable:
            return str(unavailable)

    def give_back(self, results: Iterable[int] = (), history: bool = False) -> None:
        """Lets go of them in the edition of all years, which has them."""
        self.whole.give_back(results, history)

    @property
    def corrections(self) -> Mapping[str, AnyReleasedComparison]:
        """None: what corrections moved stands on the pages of publications."""
        return {}


def year_edition(edition: Edition, year: int) -> YearEdition:
    """The edition of `year`."""
    whole = whole_of(edition)
    return YearEdition(whole.root, whole.audience, whole.folders, whole.pictures, whole.store, whole=whole, year=year)


def told_until(edition: Edition, year: int) -> date | None:
    """The last day of the data, where pages of `year` say it: what was published says its own."""
    is_draft = any(period.draft for period in edition.periods if period.year == year)
    return edition.updated if is_draft else None


@per_edition
def assessed_units(edition: Edition) -> Mapping[int, tuple[str, ...]]:
    """The ids of the units that have results in each year, in the order of these."""
    return {year: tuple(found.unit.id for found in edition.result_of(year).units) for year in edition.years}


def linked_files(edition: Edition) -> set[str]:
    """The records that corrections name: pages of any year may lead to them."""
    made = edition.corpus.corrections.values()
    return {path for found in made for path in (*found.records, *(words.file for words in found.words))}
