"""A new year from the last: its scheme with the questions that each year asks anew, who takes part, the days off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from generator.acts.journal import FileWrite
from generator.acts.plan import Plan, Refusal, refuse_problems
from generator.acts.record_act import fresh_errors
from generator.acts.record_source import RecordSource, find_units
from generator.acts.record_writer import canonical_bytes
from generator.acts.taken_over import UNNUMBERED
from generator.acts.undo import tell_undo_of
from generator.load.project_texts import project_texts
from generator.model.holidays import Holidays
from generator.model.lazy_dataclass import dataclass
from generator.model.place import holidays_file, scheme_file, unit_file
from generator.model.problem import UserError, escape_text
from generator.model.unit import Assessed, Unit
from generator.read.notice_reader import read_notices
from generator.read.spelling import spell_day
from generator.rules.notice import find_notice
from generator.rules.scheme import Scheme
from generator.rules.scheme_basis import OpenQuestion

_LONGEST = 31  # days of one holiday
_SPAN = re.compile(r"\s*(?:\.\.|至|到|~|—)\s*")


@dataclass(frozen=True, slots=True)
class RolloverRequest:
    """What a person asks for. `leaves` and `joins` name units; days are texts: one, or the ends of a span."""

    year: int
    document: str = ""
    title: str = ""
    leaves: Sequence[str] = ()
    joins: Sequence[str] = ()
    days_off: Sequence[str] = ()
    made_up: Sequence[str] = ()
    holidays_document: str = ""


def last_year(source: RecordSource, year: int) -> int:
    """The latest year before `year` with a scheme; UserError where there is none, or `year` has one already."""
    if year in source.corpus.schemes:
        raise UserError(f"{year} 年度的考核办法已经有了（{scheme_file(year)}），没有改动。")
    earlier = [known for known in source.corpus.schemes if known < year]
    if not earlier:
        raise UserError(f"{year} 年度以前没有考核办法，没有可以沿用的。新建项目请用 kaohe init。")
    return max(earlier)


def plan_rollover(source: RecordSource, request: RolloverRequest) -> Plan | Refusal:
    """What `kaohe rollover` would write, or why it does not."""
    year, last = request.year, last_year(source, request.year)
    records: dict[str, Any] = {scheme_file(year): _next_scheme(source, request, last)}
    units = _moved_units(source, request, last)
    records |= {unit_file(unit.id): unit for unit in units}
    if request.days_off:
        records[holidays_file(year)] = _holidays(request)
    before = {path: _existing(source, path) for path in records}
    files = {path: canonical_bytes(path, record, before[path]) for path, record in records.items()}
    if errors := fresh_errors(source, files):
        return refuse_problems(errors, f"没有开始 {year} 年度")
    writes = tuple(FileWrite(path, before[path], data) for path, data in sorted(files.items()))
    return Plan(
        preview=tuple(_tell(source, request, last, records[scheme_file(year)], units)),
        questions=(f"开始 {year} 年度",),
        afterwards=(
            tell_undo_of(source.root, writes),
            f"接下来：按今年的考核办法逐项核对 {scheme_file(year)}，定一件，删一条 open。",
            "新增的单位用 kaohe new unit。",
            f'然后提交：git add {" ".join(files)} && git commit -m "启用{year}年度考核"',
        ),
        files=writes,
        command=f"kaohe rollover {year}",
    )


def parse_days(texts: Sequence[str]) -> tuple[date, ...]:
    """The days that texts name, in order: 2026-01-01, or 2026-02-16至2026-02-22; UserError for anything else."""
    found: set[date] = set()
    for text in texts:
        ends = [spell_day(part) for part in _SPAN.split(text.strip())]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2 or not timedelta(0) <= last - first < timedelta(_LONGEST):
            raise UserError(
                f"“{escape_text(text, 40)}”不是日期，也不是一段日期；请写 2026-01-01 或 2026-02-16至2026-02-22。"
            )
        found |= {first + timedelta(number) for number in range((last - first).days + 1)}
    return tuple(sorted(found))


def _next_scheme(source: RecordSource, request: RolloverRequest, last: int) -> Scheme:
    """The scheme as it stood at the end of the last year, under the new one's name, with what is to be asked."""
    old = source.corpus.scheme_on(last, date(last, 12, 31))
    assert old is not None
    confirmed = old.sample and old.confirmed is not None
    notices = read_notices(project_texts(source.root, source.tree))
    return replace(
        old,
        year=request.year,
        title=request.title or old.title.replace(str(last), str(request.year)),
        document=request.document or UNNUMBERED,
        sample=old.sample and not confirmed,
        sample_note="" if confirmed else old.sample_note,
        confirmed=None,
        notice=find_notice(old, notices),
        in_force=None,
        before="",
        open=tuple(_ask(old, request, last)),
    )


def _ask(old: Scheme, request: RolloverRequest, last: int) -> Iterator[OpenQuestion]:
    if not request.document:
        yield OpenQuestion("document", "考核办法的标题和发文字号")
    if old.in_force is not None:
        yield OpenQuestion(
            "year", f"{last} 年度写明了施行日期 {old.in_force}；今年从哪一天起施行，要写明的写 in_force 和 before"
        )
    for part in old.components:
        words = f"“{part.name}”沿用 {last} 年度的，单项、分值、标准和由谁考核有没有变化"
        yield OpenQuestion(f"components/{part.id}", words)
    yield OpenQuestion("ranking", f"排名沿用 {last} 年度的，哪些单位一起排有没有变化")
    yield OpenQuestion("outcomes", f"结果运用沿用 {last} 年度的，有没有变化")
    if old.notice_period is not None or old.appeals is not None:
        at = "appeals" if old.appeals is not None else "notice_period"
        yield OpenQuestion(at, f"公示、答复、申诉和复核的期限沿用 {last} 年度的，有没有变化")
    yield from old.open


def _moved_units(source: RecordSource, request: RolloverRequest, last: int) -> list[Unit]:
    moved = []
    for written in request.leaves:
        unit = _unit(source, written)
        if not unit.assessed_in(last):
            raise UserError(f"{unit.short_name}在 {last} 年度没有参加考核，不用写不再参加。")
        assert unit.assessed is not None
        moved.append(replace(unit, assessed=replace(unit.assessed, last=last), not_assessed=""))
    for written in request.joins:
        unit = _unit(source, written)
        if unit.assessed is not None:
            raise UserError(f"{unit.short_name}已经写了参加考核的年度（{unit_file(unit.id)}），请在那里改。")
        moved.append(replace(unit, assessed=Assessed(request.year), not_assessed=""))
    return moved


def _unit(source: RecordSource, written: str) -> Unit:
    found = find_units(source, written)
    if not found.meant:
        listed = "、".join(source.corpus.units[name].short_name for name in found.ids[:5])
        raise UserError(
            f"“{escape_text(written, 40)}”不知道是哪个单位" + (f"，可能是：{listed}。" if listed else "。")
        )
    return source.corpus.units[found.meant]


def _holidays(request: RolloverRequest) -> Holidays:
    days = tuple(day for day in parse_days(request.days_off) if day.weekday() < 5)  # weekends need not be written
    return Holidays(request.year, days, parse_days(request.made_up), request.holidays_document)


def _existing(source: RecordSource, path: str) -> bytes | None:
    has = any(entry.path == path and entry.kind == "file" for entry in source.tree.entries())
    return source.tree.read(path) if has else None


def _tell(
    source: RecordSource, request: RolloverRequest, last: int, scheme: Scheme, units: Sequence[Unit]
) -> Iterator[str]:
    year = request.year
    staying = [u for u in source.corpus.units.values() if u.assessed_in(year) and u.id not in {m.id for m in units}]
    yield f"将开始 {year} 年度：考核办法照 {last} 年度（到年底为止的修改都在内），{len(scheme.open)} 件事要重新定："
    yield from (f"  {question.ask}" for question in scheme.open)
    yield f"参加考核的单位：{len(staying)} 个照旧"
    yield from (f"  {'参加' if unit.assessed_in(year) else '不再参加'}：{unit.short_name}" for unit in units)
    if request.days_off:
        days = _holidays(request)
        yield f"节假日：放假 {len(days.days_off)} 天（不算周末），调休上班 {len(days.days_made_up)} 天"
    else:
        yield f"节假日：没有写。国务院办公厅的安排公布以后请写 {holidays_file(year)}，期限按工作日算的要用到它"
