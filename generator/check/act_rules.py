"""The rules of irrevocable acts as pure data: in which order they may stand, and which days and links they may have.

Everything is judged as it stands now, and a withdrawn publication binds nothing: so a withdrawal, which is always
possible, takes away whatever is wrong with a publication, and no later act can make an earlier one wrong but the
withdrawal of a notice on which a result rests. That is what keeps every state from being a dead end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import parse_publication_id

FaultKind = Literal[
    "no-line",  # a file that chain.yml has no line for
    "no-file",  # a line whose file is not there
    "too-soon",  # what corrects or withdraws a publication stands before it
    "taken",  # another publication of this kind and period stands
    "link",  # the predecessor that is named is not the publication before it
    "backwards",  # dated before the standing publication before it
    "before-period",  # dated before its period begins
    "issued",  # the document's own day lies outside of the days from the period's begin to the publication
    "before-frozen",  # dated before the commit that it freezes
    "off-main",  # the commit that it freezes is not on the main branch's own line
    "after-commit",  # dated after the commit that brought it to the main branch
    "no-notice",  # a final result without a public notice before it
    "new-notice",  # a final result in place of a withdrawn one, without a notice of its own
    "not-begun",  # a final result whose notice is not on the main branch yet
    "running",  # a final result within the days of its notice
    "unknown-end",  # a notice whose last day cannot be known, as the holidays of a year are not
    "held",  # the withdrawal of a notice on which a standing final result rests
    "correction-early",  # a correction dated before its publication
    "correction-backwards",  # a correction dated before the last one
]


@dataclass(frozen=True, slots=True)
class PublicationFact:
    """What the rules look at of one publication. Days that are not known are None, and then not judged.

    `begins` is the first day of its period. `frozen` is the day of the commit that it freezes, `off_main` whether
    that is not on the main branch's own line, and `beside` the end of the side line on which it lies there.
    `arrived` is the day of the commit that brought it to the main branch. Of a public notice, `ends` is the last day
    for objections, None where it has not begun, `unknown_year` the year without which that day cannot be counted;
    `needs_notice` says whether a final result of its year follows a notice.
    """

    date: datetime.date
    previous: str = ""
    begins: datetime.date = datetime.date.min
    issued: datetime.date | None = None
    frozen: datetime.date | None = None
    off_main: bool = False
    beside: str = ""
    arrived: datetime.date | None = None
    ends: datetime.date | None = None
    unknown_year: int | None = None
    needs_notice: bool = True


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """What the rules look at of one correction: its day, and that of the commit that brought it."""

    date: datetime.date
    arrived: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ActRecords:
    """The lines of chain.yml, and what the files say. `lines` is None where chain.yml is there and cannot be read.

    `unlined` are acts that have a file and no line, in the order in which they probably came.
    """

    lines: tuple[Act, ...] | None = ()
    publications: Mapping[str, PublicationFact] = field(default_factory=dict)
    corrections: Mapping[str, CorrectionFact] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    redactions: frozenset[str] = frozenset()
    unread: frozenset[Act] = frozenset()
    unlined: tuple[Act, ...] = ()

    def files(self) -> set[Act]:
        """The acts that have a file."""
        found = {Act("publish", name) for name in self.publications}
        found |= {Act("correct", name) for name in self.corrections}
        found |= {Act("withdraw", name) for name in self.withdrawn}
        return found | {Act("redact", name) for name in self.redactions} | self.unread


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that an act breaks: `other` is the id of another publication (or commit) concerned, `day` the day."""

    kind: FaultKind
    act: Act
    other: str = ""
    day: date | None = None


def find_faults(records: ActRecords) -> list[Fault]:
    """Every rule that is broken, in the order of the acts."""
    if records.lines is None:
        return []
    lines = tuple(dict.fromkeys([*records.lines, *records.unlined]))
    return [
        *_match_lines(records),
        *_judge_order(lines, records),
        *(fault for at, act in enumerate(lines) for fault in _judge_act(lines, at, act, records)),
    ]


def standing_ids(lines: Iterable[Act]) -> list[str]:
    """The publications of `lines`, in order, that none of them withdraws."""
    acts = list(lines)
    withdrawn = {act.id for act in acts if act.verb == "withdraw"}
    return [act.id for act in acts if act.verb == "publish" and act.id not in withdrawn]


def next_id(lines: Iterable[Act], wanted: str) -> str:
    """The id of the next publication of the kind and period of `wanted`, given that it is free."""
    name = parse_publication_id(wanted)
    if name is None:
        raise ValueError(wanted)
    made = [parse_publication_id(act.id) for act in lines if act.verb == "publish"]
    number = 1 + max((found.number for found in made if found is not None and found.first == name.first), default=0)
    return name.first if number == 1 else f"{name.first}-{number}"


def _match_lines(records: ActRecords) -> Iterator[Fault]:
    """Each file has exactly its line, and no line is without its file."""
    files = records.files()
    for act in records.lines or ():
        if act not in files:
            yield Fault("no-file", act)
    for act in sorted(files - set(records.lines or ()), key=lambda act: (act.id, act.verb)):
        yield Fault("no-line", act)


def _judge_order(lines: tuple[Act, ...], records: ActRecords) -> Iterator[Fault]:
    """What corrects or withdraws a publication comes after it."""
    published: set[str] = set()
    for act in lines:
        if act.verb == "publish":
            published.add(act.id)
        elif act.verb != "redact":
            target = act.id if act.verb == "withdraw" else act.id.rpartition("-c")[0]
            if target not in published and Act("publish", target) in lines:
                yield Fault("too-soon", act, target)


def _judge_act(lines: tuple[Act, ...], at: int, act: Act, records: ActRecords) -> Iterator[Fault]:
    """What is asked of one act by itself and of its place; of a withdrawn publication, and of its acts, nothing."""
    if act.verb == "publish" and act.id in records.publications and act.id not in records.withdrawn:
        fact = records.publications[act.id]
        yield from _judge_days(act, fact)
        yield from _judge_place(lines, at, act, fact, records)
        if "-final" in act.id and fact.needs_notice:
            yield from _judge_final(lines, at, act, fact, records)
    elif act.verb == "correct" and act.id in records.corrections:
        yield from _judge_correction(lines, at, act, records)


def _judge_days(act: Act, fact: PublicationFact) -> Iterator[Fault]:
    if fact.date < fact.begins:
        yield Fault("before-period", act, day=fact.begins)
    if fact.issued is not None and not fact.begins <= fact.issued <= fact.date:
        yield Fault("issued", act, day=fact.begins)
    if fact.off_main:
        yield Fault("off-main", act, fact.beside)
    if fact.frozen is not None and fact.date < fact.frozen:
        yield Fault("before-frozen", act, day=fact.frozen)
    if fact.arrived is not None and fact.date > fact.arrived:
        yield Fault("after-commit", act, day=fact.arrived)
    if fact.unknown_year is not None:
        yield Fault("unknown-end", act, str(fact.unknown_year))


def _judge_place(
    lines: tuple[Act, ...], at: int, act: Act, fact: PublicationFact, records: ActRecords
) -> Iterator[Fault]:
    before = [found.id for found in lines[:at] if found.verb == "publish"]
    if fact.previous != (before[-1] if before else ""):
        yield Fault("link", act, before[-1] if before else "")
    standing = [name for name in before if name in records.publications and name not in records.withdrawn]
    latest = max(standing, key=lambda name: records.publications[name].date, default="")
    if latest and records.publications[latest].date > fact.date:
        yield Fault("backwards", act, latest, records.publications[latest].date)
    same = [name for name in standing if _first(name) == _first(act.id)]
    if same:
        yield Fault("taken", act, same[0])


def _judge_final(
    lines: tuple[Act, ...], at: int, act: Act, fact: PublicationFact, records: ActRecords
) -> Iterator[Fault]:
    """A final result comes after the whole days of a notice that stood then, stands now, and was made for it."""
    notice, earlier = find_notice(lines[:at], act.id)
    if not notice:
        yield Fault("new-notice" if earlier else "no-notice", act, earlier)
        return
    known = records.publications.get(notice)
    if notice in records.withdrawn:
        yield Fault("held", Act("withdraw", notice), act.id)
    elif known is None or known.unknown_year is not None:
        return  # the notice has its own fault
    elif known.ends is None:
        yield Fault("not-begun", act, notice)
    elif fact.date <= known.ends:
        yield Fault("running", act, notice, known.ends)


def find_notice(before: tuple[Act, ...], final: str) -> tuple[str, str]:
    """The notice on which a final result rests that comes after the acts `before`, and one too old for it.

    A notice serves one final result: in place of a withdrawn result comes a new one after a new notice.
    """
    year = final[:4]
    notice = earlier = ""
    for act in before:
        if act.id[:4] != year or act.verb not in ("publish", "withdraw"):
            continue
        if "-notice" in act.id:
            notice = act.id if act.verb == "publish" else "" if act.id == notice else notice
            earlier = act.id if act.verb == "withdraw" else earlier
        elif "-final" in act.id and act.verb == "withdraw":
            notice, earlier = "", notice or earlier
    return notice, earlier


def _judge_correction(lines: tuple[Act, ...], at: int, act: Act, records: ActRecords) -> Iterator[Fault]:
    target = act.id.rpartition("-c")[0]
    corrected, fact = records.publications.get(target), records.corrections[act.id]
    if corrected is None or target in records.withdrawn:
        return
    if fact.date < corrected.date:
        yield Fault("correction-early", act, target, corrected.date)
    if fact.arrived is not None and fact.date > fact.arrived:
        yield Fault("after-commit", act, day=fact.arrived)
    earlier = [
        records.corrections[found.id].date
        for found in lines[:at]
        if found.verb == "correct" and found.id.rpartition("-c")[0] == target and found.id in records.corrections
    ]
    if earlier and fact.date < max(earlier):
        yield Fault("correction-backwards", act, day=max(earlier))


def _first(publication: str) -> str:
    name = parse_publication_id(publication)
    return publication if name is None else name.first
