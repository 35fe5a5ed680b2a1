"""What the sample's registers hold of what the notice orders: bodies, measures, rectification, rates and more.

Everything is a sample and says so. What the notice itself names (its fourteen measures and who leads them, who sits
in the working group) is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any

from generator.demo.entry_lives import EntryLife, EntryTurn, Fields
from generator.demo.hotline_entries import hotline_entries
from generator.demo.inspections import QUARTER_ENDS, list_inspections
from generator.demo.listed_findings import listed_entries
from generator.demo.material import read_material
from generator.demo.measure_entries import measure_entries
from generator.demo.measure_tasks import list_tasks
from generator.demo.office_entries import office_entries
from generator.demo.preparations import preparation_entries
from generator.demo.rate_samples import rate_entries
from generator.demo.record_lives import Life
from generator.demo.register import ENTERED, LEADER, WORKING_GROUP, YEAR, Register, make_scheme
from generator.demo.seeded import SeededDraws
from generator.demo.supervision_entries import list_supervised
from generator.demo.workdays import recording_day, workday_from, workdays_after
from generator.model.field import Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Unit

Steps = tuple[Mapping[str, Any], ...]
_KEEPER = "jiwei"
_WAITS = {5: date(YEAR, 12, 11), 12: date(YEAR + 1, 3, 31)}  # rectifications that take long, by number: until when
_HANDED_BY = {"suggestion": "deputy-suggestions", "proposal": "member-proposals"}


@dataclass(frozen=True, slots=True)
class ToRectify:
    """What a unit is told to put right, and what it says when it has."""

    programme: Annotated[str, Identifier(doc="来源")]
    aspect: Annotated[str, Text(doc="方面")]
    task: Annotated[str, Text(doc="任务")]
    owner: Annotated[str, Identifier(doc="责任单位")]
    measure: Annotated[str, Text(doc="措施")]
    result: Annotated[str, Text(doc="整改情况")]
    institution: Annotated[str, Text(doc="制度")] = ""
    late: Annotated[str, Text(doc="晚了的原因")] = ""


@dataclass(frozen=True, slots=True)
class RegisterPhrases:
    """Wordings of the sample's entries."""

    rectifications: Annotated[tuple[ToRectify, ...], Rows(doc="整改"), Part(doc="一项")]
    causes: Annotated[tuple[str, ...], Rows(doc="原因"), Text(doc="原因")]
    steps: Annotated[tuple[str, ...], Rows(doc="步骤"), Text(doc="步骤")]
    subjects: Annotated[tuple[str, ...], Rows(doc="题目"), Text(doc="题目")]
    people: Annotated[tuple[str, ...], Rows(doc="认可人"), Text(doc="认可人")]


def live_entries(
    lots: SeededDraws,
    units: Sequence[Unit],
    lives: Sequence[Life],
    apart: tuple[Sequence[Unit], Sequence[Life]] = ((), ()),
) -> list[EntryLife]:
    """The entries of the first year, in order of their paths; of those `apart` in three registers alone."""
    assessed = [unit.id for unit in units if unit.assessed is not None]
    known = frozenset(unit.id for unit in units)
    everybody = (*lives, *apart[1])
    found = [
        *_bodies(known),
        *list_tasks(known),
        *measure_entries(known),
        *_rectifications(lots.under("rectification"), assessed),
        *list_inspections(lots.under("inspections"), assessed, everybody),
        *list_supervised(lots.under("supervision"), assessed, everybody),
        *preparation_entries(lots.under("preparations"), assessed, known),
        *office_entries(lots, assessed, known, lives),
        *hotline_entries(lots.under("indicators"), assessed, lives),
        *_proposals(lots.under("proposals"), assessed, lives),
        *rate_entries(lots.under("indicators"), assessed, lives),
        *listed_entries(lives),
        *_evaluations(len(assessed) + len(apart[0]), everybody),
    ]
    return sorted(found, key=lambda life: life.path)


def _bodies(known: frozenset[str]) -> Iterator[EntryLife]:
    """Who sits in the working group: the notice names them, and who leads."""
    for unit in sorted((WORKING_GROUP | {_KEEPER}) & known):
        said = {
            "body": "working",
            "member": unit,
            "role": "lead" if unit == "quweiban" else "member",
            "since": ENTERED,
        }
        yield EntryLife("bodies", f"working-{unit}", 0, (EntryTurn(ENTERED, LEADER, "登记考核工作组", said),))


def _rectifications(lots: SeededDraws, assessed: Sequence[str]) -> Iterator[EntryLife]:
    """What was found on looking back: most is done in time and accepted, some is late, two take until next year."""
    phrases = read_material("register_phrases", RegisterPhrases)
    for number, told in enumerate(phrases.rectifications, start=1):
        drawn = lots.under(number)
        owner = told.owner if told.owner in assessed else drawn.turn("owner", assessed)[number % len(assessed)]
        listed = workday_from(date(YEAR, 5, 11) + timedelta(drawn.below("listed", 12)))
        waits = _WAITS.get(number)
        due = waits or workday_from(date(YEAR, 8, 14) + timedelta(drawn.below("due", 90)))
        name = f"{1 + number % 4}-{1 + number % 22}-{number}"
        roadmap = _roadmap(phrases, listed, due) if waits else ()
        fields = {
            "programme": told.programme,
            "aspect": told.aspect,
            "task": told.task,
            "number": name,
            "measure": told.measure,
            "owner": owner,
            "listed": listed,
            "due": due,
            "found-state": "not" if waits else drawn.pick("state", ("partly", "done", "partly")),
            **(_why_it_waits(phrases, number, roadmap) if waits else {}),
        }
        turns = [EntryTurn(recording_day(listed), _KEEPER, "列入整改", fields), *_walk(roadmap)]
        days = drawn.between("late", 9, 20) if number % 7 == 3 else -drawn.between("early", 2, 25)
        done = workday_from(due + timedelta(days))
        late = f"{told.late}，比期限晚了{(done - due).days}天。" if done > due else ""
        turns += _put_right(drawn, phrases, replace(told, result=told.result + late), owner, done)
        yield EntryLife("rectification", f"{told.programme}-{name}", 0, tuple(turns))


def _roadmap(phrases: RegisterPhrases, listed: date, due: date) -> Steps:
    """The road map of a matter that was not begun: its last step ends some weeks before the matter is due."""
    span = (due - timedelta(40) - listed) // len(phrases.steps)
    return tuple(
        {"step": step, "due": workday_from(listed + span * at)} for at, step in enumerate(phrases.steps, start=1)
    )


def _walk(roadmap: Steps) -> Iterator[EntryTurn]:
    """Each step taken some days before its day."""
    for at in range(len(roadmap)):
        taken = tuple({**step, "done": workday_from(step["due"] - timedelta(5))} for step in roadmap[: at + 1])
        rows = (*taken, *roadmap[at + 1 :])
        yield EntryTurn(recording_day(taken[-1]["done"]), _KEEPER, "登记路线图的进展", {"roadmap": rows})


def _why_it_waits(phrases: RegisterPhrases, number: int, roadmap: Steps) -> Fields:
    """What is asked of a matter that was not begun: cause, person responsible, road map."""
    return {"cause": phrases.causes[number % len(phrases.causes)], "person": "分管负责人", "roadmap": roadmap}


def _put_right(
    drawn: SeededDraws, phrases: RegisterPhrases, told: ToRectify, owner: str, done: date
) -> Iterator[EntryTurn]:
    """What is reported on the day it is done, and whom it satisfied.

    The unit may write what its stage asks for; which institution came of it the keeper notes at the end.
    """
    yield EntryTurn(recording_day(done), owner, "报告整改", {"finished": done, "result": told.result})
    accepted = workdays_after(done, drawn.between("accepted", 6, 20))
    closed = workdays_after(accepted, drawn.between("closed", 2, 6))
    how, who = drawn.pick("how", ("meeting", "visit", "ballot", "notice")), drawn.pick("who", phrases.people)
    end = {"accepted": accepted, "accepted-how": how, "accepted-by": who, "closed": closed}
    yield EntryTurn(recording_day(closed), _KEEPER, "群众认可，销号", end | {"institution": told.institution})


def _proposals(lots: SeededDraws, assessed: Sequence[str], lives: Sequence[Life]) -> Iterator[EntryLife]:
    """Suggestions and proposals of units of which nothing was found in handling them, so that neither contradicts."""
    phrases = read_material("register_phrases", RegisterPhrases)
    blamed = {life.final.unit for life in lives if life.final.item in _HANDED_BY.values()}
    items = make_scheme(YEAR).items
    subjects = [(unit, matter) for unit in assessed if unit not in blamed for matter in _concerns(unit)]
    for number, (unit, matter) in enumerate(subjects[:24], start=1):
        drawn = lots.under(number)
        kind = ("suggestion", "proposal")[number % 2]
        keeper = items[_HANDED_BY[kind]].assessor
        if unit == keeper:
            continue
        assigned = workday_from(date(YEAR, 5, 6))
        met = workday_from(date(YEAR, 6, 1) + timedelta(drawn.below("met", 35)))
        replied = workdays_after(met, drawn.between("replied", 3, 15))
        opinion = "fairly" if drawn.happens("fairly", 25) else "satisfied"
        settled = workdays_after(replied, drawn.between("settled", 20, 70))
        listed = {
            "category": kind,
            "number": f"第{number}号",
            "subject": phrases.subjects[number % len(phrases.subjects)].format(matter=matter),
            "handed-by": keeper,
            "owner": unit,
            "leader": drawn.pick("leader", ("head", "head", "deputy")),
            "assigned": assigned,
        }
        answer = {"replied": replied, "reply-number": f"示例复〔{YEAR}〕{number}号", "content": opinion}
        solved = drawn.pick("solved", ("solved", "solved", "planned", "explained"))
        yield EntryLife(
            "proposals", f"{kind}-{number:03d}", YEAR,
            (
                EntryTurn(recording_day(assigned), keeper, "交办", listed),
                EntryTurn(recording_day(met), unit, "见面沟通", {"met": met}),
                EntryTurn(recording_day(replied), unit, "答复", answer),
                EntryTurn(recording_day(settled), keeper, "办结", {"settled": settled, "solved": solved}),
            ),
        )  # fmt: skip


def _concerns(unit: str) -> tuple[str, ...]:
    """What deputies ask a body about."""
    listed = {entry.id: entry for entry in read_material("register", Register).assessed}
    return listed[unit].matters.concerns if unit in listed else ()


def _evaluations(count: int, lives: Sequence[Life]) -> Iterator[EntryLife]:
    """Each item once a quarter by its assessor: how many units were looked at, of how many something was found."""
    begin = ENTERED
    for quarter, end in zip((2, 3, 4), QUARTER_ENDS, strict=True):
        held = min(workday_from(end - timedelta(2)), date(YEAR, 12, 28))  # in its last days, and counted in it
        span = (begin, held)
        yield from _evaluate("quarterly", f"{YEAR}-Q{quarter}", f"q{quarter}", held, span, count, lives)
        begin = end + timedelta(1)
    held = workday_from(date(YEAR, 12, 24))
    yield from _evaluate("year-end", str(YEAR), "year", held, (ENTERED, held), count, lives)


def _evaluate(
    method: str, period: str, name: str, held: date, span: tuple[date, date], count: int, lives: Sequence[Life]
) -> Iterator[EntryLife]:
    """One round of evaluations: of each item that is evaluated in this way, by its assessor."""
    for item in make_scheme(YEAR).items.values():
        if method not in item.methods:
            continue
        found = {x.final.unit for x in lives if x.final.item == item.id and span[0] <= x.final.date <= span[1]}
        fields = {
            "item": item.id,
            "assessor": item.assessor,
            "period": period,
            "method": method,
            "held": held,
            "looked-at": count,
            "found": len(found),
        }
        turn = EntryTurn(recording_day(held), item.assessor, "登记评估", fields)
        yield EntryLife("evaluations", f"{name}-{item.id}", YEAR, (turn,))
