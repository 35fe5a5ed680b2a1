"""What can be done to a record at the desk, by whom, and which fields it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.acts.record_kinds import FormField, form_of
from generator.desk.desk_sight import Sight
from generator.model.bonus import Bonus
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: `kind` is that of the entry, `title` what it is called, `about` what it is for.

    `fields` are the names of its fields, all of the kind's where it is empty.
    """

    name: str
    title: str
    about: str
    kind: str
    fields: tuple[str, ...] = ()


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task("amend", "修改", "改正登记的内容。已经发布的时期，改动后还要由考核办更正。", "deduction"),
        Task("notified", "登记告知", "被扣分单位从送达的这一天起答复、申诉。", "deduction", ("notified",)),
        Task("rectification", "整改和销号", "整改的期限、完成和验收。", "rectification"),
        Task("revocation", "撤销", "撤销以后记录仍在，不再计分。", "revocation"),
        Task("reply", "答复", "对这笔扣分作出书面答复。", "reply"),
        Task("appeal", "申诉", "对这笔扣分提出申诉。", "appeal", ("appeal/filed", "appeal/grounds")),
        Task(
            "decision", "复核决定", "对申诉作出复核决定。", "appeal",
            ("appeal/decided", "appeal/decision", "appeal/points", "appeal/reasons", "appeal/decided_by",
             "appeal/document"),
        ),
    )
}  # fmt: skip
_OF_UNIT = ("rectification/done", "rectification/note")  # what of a rectification the unit itself reports
_REQUIRED = {
    "decision": ("appeal/decided", "appeal/decision", "appeal/reasons", "appeal/decided_by"),
    "notified": ("notified",),
}


def tasks_for(sight: Sight, record: Deduction) -> list[Task]:
    """What the office may do to the record, as it stands."""
    return [task for task in TASKS.values() if _may(sight, record, task.name)]


def find_task(sight: Sight, record: Deduction, name: str) -> Task | None:
    """The task of this name, if the office may carry it out."""
    return next((task for task in tasks_for(sight, record) if task.name == name), None)


def kind_of(task: Task, record: Deduction) -> str:
    """The kind of entry by which a task changes a record: a bonus is amended as one."""
    return "bonus" if task.kind == "deduction" and isinstance(record, Bonus) else task.kind


def fields_of(task: Task, sight: Sight, record: Deduction) -> Sequence[FormField]:
    """The fields of a task's form, those that the office may fill in."""
    if task.name == "notified":
        words = "扣分告知书送达的日期；答复和申诉的期限从它算起"
        return (FormField("notified", "送达日期", words, "day", required=True),)
    form = [field for field in form_of(kind_of(task, record)) if field.name != "item"]
    if task.fields:
        form = [field for field in form if field.name in task.fields]
    if task.name == "rectification" and not sight.keeps(record):
        form = [field for field in form if field.name in _OF_UNIT]
    return [_require(field, _REQUIRED.get(task.name, ())) for field in form]


def _require(field: FormField, required: Sequence[str]) -> FormField:
    return replace(field, required=True) if field.name in required else field


def _may(sight: Sight, record: Deduction, task: str) -> bool:
    keeps, mine = sight.keeps(record), record.unit == sight.viewer.office
    stands = record.revoked is None
    if task in ("amend", "revocation"):
        return keeps and stands
    if task == "notified":
        return keeps and stands and record.notified is None
    if task == "rectification":
        return stands and (keeps or (mine and sight.is_told(record) and record.rectification is not None))
    if task == "reply":
        return stands and (mine or sight.viewer.leads) and sight.is_told(record)
    if task == "appeal":
        return stands and (mine or sight.viewer.leads) and sight.is_told(record) and record.appeal is None
    return sight.decides(record) and stands
