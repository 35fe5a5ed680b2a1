"""Telling a unit what was deducted from it: the notice as files of its own, and the day on which it was told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.acts.journal import FileWrite, write_files
from generator.acts.plan import today
from generator.documents.deduction_notice import deduction_notice_facts
from generator.documents.document_files import LAYOUT, SOURCES, document_fonts
from generator.documents.document_forms import document_forms
from generator.documents.document_request import marks
from generator.documents.docx import render_docx
from generator.documents.letterhead import demo_name
from generator.documents.pdf import PdfCompiler
from generator.documents.text_source import open_sources, write_document
from generator.load.project import open_project
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER, find_place
from generator.model.problem import Problem, UserError, escape_text
from generator.model.unit import Unit
from generator.public.periods import is_demo, visible_corpus
from generator.read.program import Templates
from generator.read.record import read_record
from generator.read.shape import slots_of
from generator.read.unit_lookup import find_unit
from generator.rules.corpus import Corpus

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Notification:
    """One unit and the records of one year of which it is told, in order of date; `quarter` where of a quarter's."""

    unit: Unit
    year: int
    records: tuple[Deduction, ...]
    quarter: int | None

    @property
    def name(self) -> str:
        """What its files are called, without extension."""
        if self.quarter is not None:
            return f"deduction-notice-{self.unit.id}-{self.year}-q{self.quarter}"
        if len(self.records) == 1:
            return f"deduction-notice-{self.records[0].item}-{self.records[0].id}"
        return f"deduction-notice-{self.unit.id}-{self.year}"


@dataclass(frozen=True, slots=True)
class NoticeRequest:
    """Of what a unit is to be told: `target` is a unit's or record's name.

    Of a unit, the records of `quarter`, else those of which it was not told yet; of `year`, else of the latest one.
    """

    target: str
    year: int | None = None
    quarter: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A notice that was written: who was told of what, and the names of its files."""

    told: Notification
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedDay:
    """A day of delivery that was recorded: who was told of what, and the paths that did not say it yet."""

    told: Notification
    written: tuple[str, ...]


def write_notice(
    root: Path, folder: Path, request: NoticeRequest, day: date | None, templates: Templates
) -> WrittenNotice | list[Problem]:
    """Writes the notice, dated `day` or today, into `folder`; or the errors of the committed data.

    Raises UserError if there is nothing to tell, if `folder` is published, or if a file is there already.
    """
    if refusal := refuse_folder(root, folder):
        raise UserError(refusal)
    project = open_project(root, "HEAD")  # what the unit is told stands in the history
    if project.errors:
        return project.errors
    told = find_told(project.corpus, request)
    files = draw_notice(root, project.corpus, told, day or today(), templates)
    put_notice(folder, files)
    return WrittenNotice(told, tuple(files))


def record_delivery(root: Path, request: NoticeRequest, day: date) -> RecordedDay | list[Problem]:
    """Writes the day of delivery into the records that do not say one yet, all or none; or the errors of the data.

    Raises UserError if there is nothing to tell, or for a day before the finding or after today.
    """
    if day > today():
        raise UserError(f"送达日期 {day} 晚于今天（{today()}）。")
    project = open_project(root)
    if project.errors:
        return project.errors
    told = find_told(project.corpus, request)
    writes = plan_record(root, told, day)
    write_files(root, writes, "kaohe notify")
    return RecordedDay(told, tuple(write.path for write in writes))


def select_records(corpus: Corpus, unit: Unit, year: int, quarter: int | None) -> Notification:
    """The records of `unit` in a quarter; without one, those of the year of which it was not told yet.

    What was revoked is left out: nothing is deducted by it.
    """
    mine = [record for record in corpus.deductions_of(year) if record.unit == unit.id and record.revoked is None]
    chosen = [r for r in mine if (r.notified is None if quarter is None else r.quarter == quarter)]
    chosen.sort(key=lambda record: (record.date, record.path))
    return Notification(unit, year, tuple(chosen), quarter)


def find_told(corpus: Corpus, request: NoticeRequest) -> Notification:
    """The records to be told; UserError if there is nothing to tell."""
    target, quarter = request.target, request.quarter
    record = _find_record(corpus, target)
    if record is not None:
        if quarter is not None:
            raise UserError("写了一条记录，就不用写 --quarter。")
        if record.revoked is not None:
            raise UserError(f"{record.path} 已经撤销，不再扣分，不必告知。")
        return Notification(corpus.units[record.unit], record.year, (record,), None)
    unit = find_unit(corpus.units.values(), target, "没有名为“{}”的单位，也没有这条扣分记录。")
    year = request.year or max(corpus.schemes, default=0)
    if year not in corpus.schemes:
        raise UserError(f"没有 {year} 年度的考核办法。" if year else "还没有考核办法。")
    told = select_records(corpus, corpus.units[unit], year, quarter)
    if not told.records:
        span = f"第 {quarter} 季度的" if quarter else "尚未告知的"
        raise UserError(f"{told.unit.name} {year} 年度没有{span}扣分记录。")
    return told


def _find_record(corpus: Corpus, wanted: str) -> Deduction | None:
    """The record of this path, `item/id` or id; UserError where several have the id."""
    found = [r for r in corpus.deductions if wanted in (r.path, f"{r.item}/{r.id}", r.id)]
    if len(found) > 1:
        listed = "、".join(record.path for record in found[:3])
        raise UserError(f"编号“{escape_text(wanted, 80)}”的记录有 {len(found)} 条，请写文件路径：{listed}。")
    return found[0] if found else None


def draw_notice(root: Path, corpus: Corpus, told: Notification, day: date, templates: Templates) -> dict[str, bytes]:
    """The notice as DOCX and PDF, by file name, as far as this machine can make them; UserError if neither."""
    scheme = corpus.schemes[told.year]
    seen = visible_corpus(corpus, "internal")
    facts = deduction_notice_facts(seen, scheme, told.unit, told.records, told.quarter, day)
    demo = is_demo(corpus)
    sources = open_sources(templates.folders(SOURCES))
    document = write_document(sources, "deduction-notice", facts, day, marks(demo, scheme))
    name = demo_name(told.name, demo)
    fonts = document_fonts(root)
    forms = document_forms(fonts)
    files = {f"{name}.docx": render_docx(document)} if forms.docx or not forms.pdf else {}
    if forms.pdf:
        with PdfCompiler(templates.find(LAYOUT), fonts) as compiler:
            files[f"{name}.pdf"] = compiler.render(document)
    return files


def refuse_folder(root: Path, folder: Path) -> str:
    """Why the notice must not go into `folder`: it is no part of what is published; empty where it may."""
    place = Path(os.path.abspath(folder))
    for above in (place, *place.parents):
        if (above / _MANIFEST).is_file() or above in (root / "site", root / DATA_FOLDER, root / "content"):
            return f"“{folder}”在网站或数据的文件夹里。告知书只给一个单位，不公开，请用 --out 另选一个文件夹。"
        if above == root:
            break
    return ""


def put_notice(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, all or none; UserError where one of them is there already."""
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise UserError(f"“{folder / taken[0]}”已经有了，没有改动它。请先移走，或用 --out 另选一个文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    write_all({folder / name: data for name, data in files.items()})


def plan_record(root: Path, told: Notification, day: date) -> list[FileWrite]:
    """The files of the records with `notified: day`, where they do not say it yet.

    UserError where one cannot be written. Nothing else in a file changes, neither comments nor the order of its
    lines.
    """
    planned = []
    for record in told.records:
        if record.notified is None:
            if day < record.date:
                raise UserError(f"告知日期 {day} 早于发现问题的日期 {record.date}（{record.path}）。")
            before = (root / record.path).read_bytes()
            planned.append(FileWrite(record.path, before, _insert_day(record, before, day)))
    return planned


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes all files, or none that could be seen half written: each beside its place, then all moved there."""
    aside = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in files}
    try:
        for path, data in files.items():
            with aside[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, new in aside.items():
            os.replace(new, path)
    finally:
        for new in aside.values():
            new.unlink(missing_ok=True)


def _insert_day(record: Deduction, data: bytes, day: date) -> bytes:
    """The file with the day as a line of its own, before the first field that comes after it."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    lines = data.splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        lines[-1] += end
    at = min(_lines_after(record), default=len(lines) + 1) - 1
    lines.insert(at, f"notified: {day}".encode() + end)
    made = b"".join(lines)
    placed = find_place(record.path)
    assert placed is not None
    read, problems, _ = read_record(record.path, placed, made)
    if problems or read != replace(record, notified=day):
        raise UserError(f"{record.path} 的写法特殊，没有改动。请手工加上一行：notified: {day}")
    return made


def _lines_after(record: Deduction) -> Iterator[int]:
    """The lines of the fields that are declared after the day of notification and are there."""
    names: Sequence[str] = [slot.name for slot in slots_of(Deduction)]
    for name in names[names.index("notified") + 1 :]:
        place = record.origin.key_place(name)
        if place.line and place != record.origin.place():
            yield place.line
