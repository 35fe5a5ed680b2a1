"""Telling a unit what was deducted from it: the notice as files of its own, and the day on which it was told."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.documents.deduction_notice import deduction_notice_facts
from generator.documents.document_files import LAYOUT, SOURCES, document_fonts
from generator.documents.document_request import marks
from generator.documents.docx import render_docx
from generator.documents.letterhead import demo_name
from generator.documents.pdf import PdfCompiler
from generator.documents.text_source import open_sources, write_document
from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.model.problem import UserError
from generator.model.unit import Unit
from generator.public.periods import is_demo
from generator.read.layout import place_file
from generator.read.program import Templates
from generator.read.record import read_record
from generator.read.shape import slots_of

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


def select_records(corpus: Corpus, unit: Unit, year: int, quarter: int | None) -> Notification:
    """The records of `unit` in a quarter; without one, those of the year of which it was not told yet.

    What was revoked is left out: nothing is deducted by it.
    """
    mine = [record for record in corpus.deductions_of(year) if record.unit == unit.id and record.revoked is None]
    chosen = [r for r in mine if (r.notified is None if quarter is None else r.quarter == quarter)]
    chosen.sort(key=lambda record: (record.date, record.path))
    return Notification(unit, year, tuple(chosen), quarter)


def draw_notice(root: Path, corpus: Corpus, told: Notification, day: date, templates: Templates) -> dict[str, bytes]:
    """The notice as DOCX and PDF, by file name; without the PDF where there are no fonts for it."""
    scheme = corpus.schemes[told.year]
    facts = deduction_notice_facts(corpus, scheme, told.unit, told.records, told.quarter, day)
    demo = is_demo(corpus)
    sources = open_sources(templates.folders(SOURCES))
    document = write_document(sources, "deduction-notice", facts, day, marks(demo, scheme.is_sample))
    name = demo_name(told.name, demo)
    files = {f"{name}.docx": render_docx(document)}
    fonts = document_fonts(root)
    if all(fonts.chains.values()):
        with PdfCompiler(templates.find(LAYOUT), fonts) as compiler:
            files[f"{name}.pdf"] = compiler.render(document)
    return files


def refuse_folder(root: Path, folder: Path) -> str:
    """Why the notice must not go into `folder`: it is no part of what is published; empty where it may."""
    place = Path(os.path.abspath(folder))
    for above in (place, *place.parents):
        if (above / _MANIFEST).is_file() or above in (root / "site", root / "data", root / "content"):
            return f"“{folder}”在网站或数据的文件夹里。告知书只给一个单位，不公开，请用 --out 另选一个文件夹。"
        if above == root:
            break
    return ""


def write_notice(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, all or none; UserError where one of them is there already."""
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise UserError(f"“{folder / taken[0]}”已经有了，没有改动它。请先移走，或用 --out 另选一个文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    write_all({folder / name: data for name, data in files.items()})


def plan_record(root: Path, told: Notification, day: date) -> dict[Path, bytes]:
    """The files of the records with `notified: day`, where they do not say it yet.

    UserError where one cannot be written. Nothing else in a file changes, neither comments nor the order of its
    lines.
    """
    planned = {}
    for record in told.records:
        if record.notified is None:
            if day < record.date:
                raise UserError(f"告知日期 {day} 早于发现问题的日期 {record.date}（{record.path}）。")
            planned[root / record.path] = _insert_day(record, (root / record.path).read_bytes(), day)
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
    placed = place_file(record.path)
    assert placed is not None
    read, problems, _ = read_record(record.path, *placed, made)
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
