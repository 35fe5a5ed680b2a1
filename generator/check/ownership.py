"""Whose file is whose: an item's records belong to the office that assesses it, the rest to the office that leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from generator.change.change_words import FILES
from generator.check.entry_ownership import OF_REGISTERS, Touched, foreign_fields, register_of
from generator.check.own_items import find_recorder
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import BY_ITEM, Place, find_place
from generator.model.problem import Location, Problem
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.scheme import Scheme

Part = Literal["finding", "rectification", "answer", "decision"]

_WORDS = {
    **FILES,
    "signers": "签名公钥登记",
    "unit": "单位登记",
}  # of these the register is somebody's


@dataclass(frozen=True, slots=True)
class Touch:
    """That an office changed a file, in `commit` (empty where nobody asks), and the record there before and after.

    None for a deduction or entry that is not there, or cannot be read.
    """

    office: str
    path: str
    before: Touched = None
    after: Touched = None
    commit: str = ""


def check_offices(base: Corpus, head: Corpus, touches: Iterable[Touch]) -> Iterator[Problem]:
    """KH506 an office changes its own part of a record; KH508 what is no record is changed by the leading office.

    How a table is read may also be changed by the office whose items alone it names. An entry of a register is its
    keeper's, and of a stage what it asks for also whoever reaches it.
    A record is written by the office that assesses its item (in an office's own item by the one that the scheme
    names); how far a rectification has come also by the unit. KH515: reply and appeal are the unit's, a decision that
    of whoever the scheme, or the record before the change, names. The leading office may act for anybody. The state
    before the change says whose an item is and who leads, so that no proposal takes either over. Of what an office
    did to a file in several commits, the first is named.
    """
    leader = _leader(base) or _leader(head)
    seen: set[tuple[str, str, str]] = set()
    for touch in touches:
        if touch.office != leader:
            for problem in _check_touch(base, head, touch, leader):
                key = (touch.office, touch.path, problem.code)
                if key not in seen:
                    seen.add(key)
                    yield problem


def touches_of(base: Corpus, head: Corpus, paths: Iterable[str], office: str) -> Iterator[Touch]:
    """A whole change as made by one office."""
    before: dict[str, Touched] = {record.path: record for record in base.deductions}
    after: dict[str, Touched] = {record.path: record for record in head.deductions}
    before |= {entry.path: entry for entry in base.entries}
    after |= {entry.path: entry for entry in head.entries}
    for path in paths:
        yield Touch(office, path, before.get(path), after.get(path))


def _check_touch(base: Corpus, head: Corpus, touch: Touch, leader: str) -> Iterator[Problem]:
    place = find_place(touch.path)
    if place is not None and place.kind in BY_ITEM:
        found = _find_item(base, place) or _find_item(head, place)
        if found is None:  # then the folder has its problem
            return
        if place.kind == "measure":
            yield from _check_measured(head, touch, *found, place.id, leader)
        else:
            yield from _check_record(head, touch, *found, leader)
    elif place is not None and place.kind in OF_REGISTERS:
        yield from _check_entry(base, head, touch, place, leader)
    elif place is not None and place.kind == "mapping" and _reads_own_tables(base, head, touch, place.id):
        pass
    elif place is not None and leader:
        name = _name(head, leader)
        words = f"{_WORDS[place.kind]}由{name}（{leader}）改动，{_submitted(head, touch)}"
        yield Problem(Location(touch.path), "KH508", words, f"请由{name}提交。")


def _reads_own_tables(base: Corpus, head: Corpus, touch: Touch, name: str) -> bool:
    """Whether how a table is read concerns, before and after, none but items in which the office records."""
    states = [found for corpus in (base, head) if (found := corpus.mappings.get(name)) is not None]
    named = {item for mapping in states for item in mapping.items()}
    own = {
        item.id
        for scheme in head.schemes.values()
        for item in scheme.items.values()
        if touch.office in (item.assessor, find_recorder(scheme, item, item.assessor))
    }
    return bool(named) and named <= own


def _check_entry(base: Corpus, head: Corpus, touch: Touch, place: Place, leader: str) -> Iterator[Problem]:
    """KH506: an entry is written by its keeper, or by whom its declaration lets; a tally by the keeper."""
    register = register_of(base, head, place)
    if register is None:  # then the folder has its problem
        return
    found = next(iter(foreign_fields(register, touch.office, touch.before, touch.after)), None)
    if found is None or (not found and place.kind == "tally"):
        return
    lead = _name(head, leader) if leader else "考核办"
    named = "、".join(f"{_name(head, office)}（{office}）" for office in found) or lead
    words = f"登记簿“{register.title}”的这一处由{named}填写，{_submitted(head, touch)}"
    who = "、".join(_name(head, office) for office in found) or lead
    hint = f"请由{who}提交，或请{lead}代为提交。" if found else f"请由{lead}提交。"
    yield Problem(Location(touch.path), "KH506", words, hint)


def _check_record(head: Corpus, touch: Touch, scheme: Scheme, item: Item, leader: str) -> Iterator[Problem]:
    """KH506, KH515 for each part of the record that was changed by another office than the one whose it is."""
    before, after = (found if isinstance(found, Deduction) else None for found in (touch.before, touch.after))
    owners = _find_owners(scheme, item, before or after, before)
    for part in _changed_parts(before, after):
        if touch.office in _allowed(owners, part):
            continue
        yield _refuse(head, touch, part, owners, item, leader)


def _check_measured(
    head: Corpus, touch: Touch, scheme: Scheme, item: Item, unit: str, leader: str
) -> Iterator[Problem]:
    """KH506: measured values are written by the office that assesses the unit in the item."""
    owners = _Owners(find_recorder(scheme, item, unit), unit, ())
    if touch.office not in _allowed(owners, "finding"):
        yield _refuse(head, touch, "finding", owners, item, leader)


def _refuse(head: Corpus, touch: Touch, part: Part, owners: _Owners, item: Item, leader: str) -> Problem:
    words, named = _say_owner(head, part, owners, item)
    who = "、".join(_name(head, office) for office in named if office != leader)
    lead = _name(head, leader) if leader else ""
    proxy = f"，或请{lead}代为提交" if who and lead else ""
    hint = f"请由{who or lead or '考核办'}提交{proxy}。"
    code = "KH506" if part in ("finding", "rectification") else "KH515"
    return Problem(Location(touch.path), code, f"{words}，{_submitted(head, touch)}", hint)


class _Owners(NamedTuple):
    """Who may write the parts of one record; `unit` is empty where no state of it can be read."""

    recorder: str
    unit: str
    deciders: Sequence[str]


def _find_owners(scheme: Scheme, item: Item, record: Deduction | None, before: Deduction | None) -> _Owners:
    """Who decides is whom the scheme names, or the record before the change, and none of those concerned."""
    unit = record.unit if record is not None else ""
    recorder = find_recorder(scheme, item, unit) if unit else item.assessor
    named = before.appeal.decided_by if before is not None and before.appeal is not None else ""
    taker = scheme.appeals.to if scheme.appeals is not None else ""
    return _Owners(recorder, unit, sorted({named, taker} - {"", recorder, item.assessor, unit}))


def _allowed(owners: _Owners, part: Part) -> Sequence[str]:
    return {
        "finding": (owners.recorder,),
        "rectification": (owners.recorder, owners.unit),
        "answer": (owners.unit,),
        "decision": owners.deciders,
    }[part]


def _changed_parts(before: Deduction | None, after: Deduction | None) -> list[Part]:
    """Which parts of a record differ, each an office's own."""
    if after is None:
        return ["finding"]
    old, new = _split(before), _split(after)
    # Other bytes that say the same, a comment for instance, are the finding's.
    return [part for part in new if old[part] != new[part]] or ["finding"]


def _split(record: Deduction | None) -> dict[Part, object]:
    """What of a record is whose; all parts are empty where there is none."""
    if record is None:
        return {"finding": None, "rectification": None, "answer": None, "decision": None}
    appeal, plan = record.appeal, record.rectification
    terms = None if plan is None else (plan.due, plan.accepted, plan.item)
    done = (plan.done, plan.note) if plan is not None and (plan.done or plan.note) else None
    answer = (record.reply, appeal and (appeal.filed, appeal.grounds))
    given: tuple[object, ...] = ()
    if appeal is not None:
        given = (appeal.decided, appeal.decision, appeal.points, appeal.reasons, appeal.decided_by)
    return {
        "finding": (replace(record, reply=None, appeal=None, rectification=None), terms),
        "rectification": done,
        "answer": answer if any(answer) else None,
        "decision": given if any(given) else None,
    }


def _say_owner(corpus: Corpus, part: Part, owners: _Owners, item: Item) -> tuple[str, Sequence[str]]:
    """Whose a part of a record is, in words, and by id."""
    if part == "decision":
        names = "、".join(f"{_name(corpus, found)}（{found}）" for found in owners.deciders)
        nobody = "考核办法（appeals.to）和原来的记录（decided_by）都没有写明由谁复核"
        return f"复核决定由{names}作出" if names else nobody, owners.deciders
    if part == "answer":
        return f"答复和申诉由被扣分的{_name(corpus, owners.unit)}（{owners.unit}）自己写", (owners.unit,)
    which = "考核部门自己的单项" if owners.recorder != item.assessor else "这个单项"
    return f"{which}由{_name(corpus, owners.recorder)}（{owners.recorder}）考核", (owners.recorder,)


def _submitted(head: Corpus, touch: Touch) -> str:
    which = f"提交 {touch.commit[:12]} 的作者" if touch.commit else "提交的单位"
    return f"{which}是{_name(head, touch.office)}（{touch.office}）"


def _leader(corpus: Corpus) -> str:
    return corpus.site.lead if corpus.site is not None else ""


def _find_item(corpus: Corpus, place: Place) -> tuple[Scheme, Item] | None:
    scheme = corpus.schemes.get(place.year)
    item = scheme.items.get(place.item) if scheme is not None else None
    return None if scheme is None or item is None else (scheme, item)


def _name(corpus: Corpus, unit: str) -> str:
    found = corpus.units.get(unit)
    return found.short_name if found is not None else "未登记的单位"
