"""The notice's fourteen measures as the sample tells them: planned, begun, step by step, and how each ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from generator.demo.entry_lives import EntryLife, EntryTurn
from generator.demo.material import read_material
from generator.demo.register import ENTERED, YEAR
from generator.demo.workdays import recording_day
from generator.model.field import Day, Identifier, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class TaskStep:
    """What was done for a measure on a day."""

    day: Annotated[date, Day(doc="日期")]
    text: Annotated[str, Text(doc="做了什么")]


@dataclass(frozen=True, slots=True)
class MeasureTask:
    """One of the notice's measures: who leads it, and what came of it."""

    number: Annotated[int, Whole(doc="序号")]
    task: Annotated[str, Text(doc="任务")]
    lead: Annotated[str, Identifier(doc="牵头部门")]
    plan: Annotated[str, Text(doc="安排")]
    due: Annotated[date, Day(doc="计划完成")]
    started: Annotated[date, Day(doc="启动")]
    steps: Annotated[tuple[TaskStep, ...], Rows(doc="进展", minimum=1), Part(doc="一步")]
    done: Annotated[date, Day(doc="完成")]
    result: Annotated[str, Text(doc="完成情况")]
    others: Annotated[tuple[str, ...], Rows(doc="配合部门"), Identifier(doc="部门")] = ()


@dataclass(frozen=True, slots=True)
class MeasureTasks:
    """All of them."""

    tasks: Annotated[tuple[MeasureTask, ...], Rows(doc="措施"), Part(doc="一项")]


def list_tasks(known: frozenset[str]) -> Iterator[EntryLife]:
    """The measures whose lead is one of the `known`."""
    for task in read_material("measure_tasks", MeasureTasks).tasks:
        if task.lead in known:
            yield EntryLife("tasks", f"m{task.number:02d}-{task.lead}", YEAR, tuple(_turns(task, known)))


def _turns(task: MeasureTask, known: frozenset[str]) -> Iterator[EntryTurn]:
    listed = {
        "number": task.number,
        "task": task.task,
        "lead": task.lead,
        "others": tuple(unit for unit in task.others if unit in known),
        "clause": f"opinions-m{task.number}",
        "plan": task.plan,
        "listed": ENTERED,
        "due": task.due,
    }
    yield EntryTurn(recording_day(ENTERED), task.lead, "列入年度安排", listed)
    yield EntryTurn(recording_day(task.started), task.lead, "登记启动", {"started": task.started})
    rows: tuple[dict[str, Any], ...] = ()
    for step in task.steps:
        rows = (*rows, {"day": step.day, "text": step.text})
        yield EntryTurn(recording_day(step.day), task.lead, "登记进展", {"steps": rows})
    ended = {"done": task.done, "result": task.result}
    yield EntryTurn(recording_day(task.done), task.lead, "登记完成", ended)
