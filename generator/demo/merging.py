"""How proposals reach the main branch: merged mostly, sometimes squashed into one commit or put there directly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from generator.demo.register import LEADER
from generator.demo.seeded import SeededDraws
from generator.demo.story import DemoProposal, ProposedChange
from generator.git.fast_import import BEIJING, NewCommit, Person

_MINUTE = timedelta(minutes=1)


class MainBranch:
    """The main branch as it grows: its tip, the tip of this morning, and how many commits and proposals there are."""

    def __init__(self, lots: SeededDraws, names: Mapping[str, str]) -> None:
        self.lots = lots
        self.names = names
        self.tip = 0
        self.morning = 0
        self.day = date.min
        self.touched: set[str] = set()
        self.proposals = 0
        self.next_mark = 1
        self.clock = datetime(1, 1, 1, tzinfo=BEIJING)

    def person(self, office: str) -> Person:
        """Who records for `office`."""
        return Person(f"{self.names[office]}经办人", f"{office}@demo.invalid")

    def take(self, proposal: DemoProposal) -> Iterator[tuple[str, NewCommit]]:
        """The commits that bring `proposal` in, each with the branch it is written on; the last is the new tip."""
        self.open_day(proposal.day)
        self.proposals += 1
        way = self.lots.under("way").below(str(self.proposals), 10)
        if self.tip == 0 or (way == 0 and not proposal.corrects):
            yield from self._put_directly(proposal)
        elif way <= 2:
            yield self._squash(proposal)
        else:
            yield from self._merge(proposal)
        self.touched.update(_all_files(proposal))

    def open_day(self, day: date) -> None:
        """Lets `day` begin, if it has not."""
        if day != self.day:
            self.day, self.morning = day, self.tip
            self.touched.clear()
            self.clock = datetime.combine(day, time(16, 0), BEIJING)

    def commit(self, message: str, files: Mapping[str, bytes], parents: tuple[int, ...], author: Person) -> NewCommit:
        """A commit of the office that leads at the next minute; the new tip."""
        self.clock += _MINUTE
        leader = self.person(LEADER)
        made = NewCommit(self._mark(), parents, author, self.clock, leader, self.clock, message, files)
        self.tip = made.mark
        return made

    def _put_directly(self, proposal: DemoProposal) -> Iterator[tuple[str, NewCommit]]:
        person = self.person(proposal.office)
        for change in proposal.changes:
            self.clock += _MINUTE
            parents = (self.tip,) if self.tip else ()
            self.tip = self._mark()
            yield (
                "main",
                NewCommit(self.tip, parents, person, self.clock, person, self.clock, _message(change), change.files),
            )

    def _squash(self, proposal: DemoProposal) -> tuple[str, NewCommit]:
        subjects = [f"* {change.subject}" for change in proposal.changes]
        message = f"{proposal.title} (#{self.proposals})\n\n" + "\n".join(subjects)
        author = self.person(proposal.office)
        return "main", self.commit(message, _all_files(proposal), (self.tip,), author)

    def _merge(self, proposal: DemoProposal) -> Iterator[tuple[str, NewCommit]]:
        person = self.person(proposal.office)
        written = datetime.combine(proposal.day, time(9, 0), BEIJING)
        # Who changes a file that was changed today begins where that change stands.
        at = self.tip if self.touched & set(_all_files(proposal)) else self.morning or self.tip
        for change in proposal.changes:
            written += 7 * _MINUTE
            mark = self._mark()
            yield "proposal", NewCommit(mark, (at,), person, written, person, written, _message(change), change.files)
            at = mark
        branch = f"{proposal.office}/{proposal.day:%Y-%m-%d}"
        message = f"Merge pull request #{self.proposals} from {branch}\n\n{proposal.title}"
        yield "main", self.commit(message, _all_files(proposal), (self.tip, at), self.person(LEADER))

    def _mark(self) -> int:
        self.next_mark += 1
        return self.next_mark - 1


def _message(change: ProposedChange) -> str:
    return f"{change.subject}\n\n{change.body}" if change.body else change.subject


def _all_files(proposal: DemoProposal) -> dict[str, bytes]:
    return {path: content for change in proposal.changes for path, content in change.files.items()}
