"""告知、答复、申诉、复核: in order, within the scheme's days, and decided by nobody who took part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from generator.calendar.working import MissingYear, end_of_period
from generator.check.nearest import suggest_id, unit_names
from generator.check.own_items import find_recorder
from generator.model.deadline import DAY_KINDS, AppealDeadlines
from generator.model.deduction import Deduction
from generator.model.origin import Origin
from generator.model.place import SITE_FILE, unit_file
from generator.model.problem import Location, Problem
from generator.model.unread import known, where_read
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

StartOf = Callable[[Deduction], date | None]  # the day from which a record's days are counted, where it is known
_LATE = "请核对日期；确实逾期的不必处理。"


def check_appeals(corpus: Corpus) -> Iterator[Problem]:
    """The problems of what follows a deduction, and of those who decide."""
    yield from _check_bodies(corpus)
    for scheme in corpus.schemes.values():
        yield from _check_taker(corpus, scheme)
    for record in corpus.deductions:
        yield from _check_told(record)
        yield from _check_decider(corpus, record)
    yield from find_late(corpus, lambda record: record.notified)


def missing_years(corpus: Corpus, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """The days off of which nothing is known, with the year of the records that need them: told once for all."""
    years = "、".join(str(year) for year in sorted({record.year for record in corpus.deductions}))
    yield from ((problem.place.file, years) for problem in problems if problem.code == "KH454")


def body_names(corpus: Corpus) -> dict[str, str]:
    """Everybody who may decide on an appeal, by id: the units by their short names, and the bodies of the site."""
    bodies = corpus.site.bodies if corpus.site is not None else ()
    return {**unit_names(corpus.units.values()), **{body.id: body.name for body in bodies}}


def _is_known(corpus: Corpus, name: str) -> bool:
    """Whether there is somebody of this id who may decide."""
    bodies = corpus.site.bodies if corpus.site is not None else ()
    return name in corpus.units or any(body.id == name for body in bodies)


@where_read
def _check_taker(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    """KH451 for who takes appeals."""
    if scheme.appeals is not None and scheme.appeals.to:
        yield from _check_known(corpus, scheme.appeals.to, scheme.origin, "appeals", "to")


@where_read
def _check_bodies(corpus: Corpus) -> Iterator[Problem]:
    """KH455: an id means a unit or a body of the site, not both."""
    for number, body in enumerate(corpus.site.bodies if corpus.site is not None else ()):
        if corpus.site is not None and body.id in corpus.units:
            words = f"编号“{body.id}”已用于单位“{corpus.units[body.id].short_name}”"
            hint = "已登记的单位不必写在 bodies 里；另一个机构请用别的编号。"
            yield Problem(corpus.site.origin.place("bodies", number, "id"), "KH455", words, hint)


@where_read
def _check_known(corpus: Corpus, name: str, origin: Origin, *steps: str) -> Iterator[Problem]:
    """KH451: who decides is a unit, or a body of the site."""
    known = body_names(corpus)
    if corpus.units and name not in known and unit_file(name) not in corpus.unread and SITE_FILE not in corpus.unread:
        words = f"没有编号为“{name}”的单位或机构"
        hint = suggest_id(name, known) + f"不在单位登记里的机构，请写在 {SITE_FILE} 的 bodies 里。"
        yield Problem(origin.place(*steps), "KH451", words, hint)


@where_read
def _check_decider(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH451, KH452: who decides on an appeal exists, and is none of those between whom it decides."""
    name = record.appeal.decided_by if record.appeal is not None else ""
    if not name:
        return
    if not _is_known(corpus, name):
        yield from _check_known(corpus, name, record.origin, "appeal", "decided_by")
    scheme = corpus.schemes.get(record.year)
    item = scheme.items.get(record.item) if scheme is not None else None
    parts = {record.unit: "被扣分的单位"}
    if scheme is not None and item is not None:
        parts[find_recorder(scheme, item, record.unit)] = "登记这笔扣分的部门"
        parts[item.assessor] = "这个单项的考核实施部门"
    if name in parts:
        words = f"{body_names(corpus).get(name, name)}是{parts[name]}，不能由它作出复核决定"
        place = record.origin.place("appeal", "decided_by")
        yield Problem(place, "KH452", words, "请由没有参与这笔扣分的单位或机构复核。")


@where_read
def _check_told(record: Deduction) -> Iterator[Problem]:
    """KH330: a unit replies and appeals after it was told."""
    told = record.notified
    later = {
        ("reply", "date"): ("答复日期", record.reply.date if record.reply is not None else None),
        ("appeal", "filed"): ("申诉日期", record.appeal.filed if record.appeal is not None else None),
    }
    for steps, (words, day) in later.items():
        if told is not None and day is not None and record.date <= day < told:
            message = f"{words} {day} 早于告知日期 {told}"
            yield Problem(record.origin.place(*steps), "KH330", message, "请核对日期。")


def find_late(corpus: Corpus, start_of: StartOf, hint: str = _LATE) -> Iterator[Problem]:
    """KH453, a reminder with this hint: a reply, an appeal or a decision came after its time.

    KH454, a reminder, once for each year whose holidays would be needed to say so.
    """
    missing: set[int] = set()
    for record in corpus.deductions:
        yield from _check_terms(corpus, record, start_of, hint, missing)
    for year in sorted(missing):
        path = MissingYear(year).path
        if path not in corpus.unread:
            words = f"没有 {year} 年的节假日，不知道答复、申诉、复核是否在期限之内"
            yield Problem(Location(path), "KH454", words, "请按国务院办公厅的节假日安排补上这个文件。", "warning")


@where_read
def _check_terms(
    corpus: Corpus, record: Deduction, start_of: StartOf, hint: str, missing: set[int]
) -> Iterator[Problem]:
    """KH453 for one record; a year whose holidays are not known is put into `missing`."""
    scheme = corpus.schemes.get(record.year)
    if scheme is None or scheme.appeals is None:
        return
    kind = scheme.appeals.kind
    for steps, words, day, start, days in _timed(record, scheme.appeals, start_of(record)):
        if known(day) <= known(start) + timedelta(days=known(days)):
            continue  # in time whatever days are off: no term is shorter
        end = end_of_period(start, days, kind, corpus.holidays)
        if isinstance(end, MissingYear):
            missing.add(end.year)
        elif day > end:
            counted = f"自 {start} 起 {days} 个{DAY_KINDS[kind]}，到 {end} 为止"
            message = f"{words} {day} 超过了期限（{counted}）"
            yield Problem(record.origin.place(*steps), "KH453", message, hint, "warning")


def _timed(
    record: Deduction, rule: AppealDeadlines, start: date | None
) -> Iterator[tuple[tuple[str, str], str, date, date, int]]:
    """What of a record has a term: place, words, its day, the day from which it is counted, how many days."""
    reply, appeal = record.reply, record.appeal
    if start is not None and reply is not None:
        yield ("reply", "date"), "答复日期", reply.date, start, rule.file_within
    if start is not None and appeal is not None:
        yield ("appeal", "filed"), "申诉日期", appeal.filed, start, rule.file_within
    if appeal is not None and appeal.decided is not None:
        yield ("appeal", "decided"), "复核决定的日期", appeal.decided, appeal.filed, rule.decide_within
