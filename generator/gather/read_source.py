"""Reading one source, in whatever process: verified files, its published state, its tables written aside.

What comes back can be handed from process to process. It says nothing of what was seen before: that is judged
afterwards, in one place.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.gather.fault import SourceBroken, SourceFault
from generator.gather.published_state import PublishedState, state_of
from generator.gather.rule_facts import rule_facts
from generator.gather.source_check import CheckedFiles, check_files
from generator.gather.source_files import FolderFiles, SourceFiles, open_files, shown
from generator.gather.table_reading import ReadTable, describe_tables, read_table
from generator.gather.table_schema import Schema, merge_schemas, write_schema
from generator.model.lazy_dataclass import dataclass

VERSION = 2  # of what is kept between runs: raised where reading would give something else


@dataclass(frozen=True, slots=True)
class SourceTask:
    """One source to be read: where it is, what part of a publication it is, and where tables are written aside."""

    district: str
    form: str
    path: str
    part: str
    staged: str


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What reading a source gave. With `faults` there are no partitions; `state` is None where it tells of none.

    `own` is the schema that its tables need, `written` the one in which its partitions were written; `titles` are the
    Chinese names of tables and columns, `rules` what the rules of each year are like (`rule_facts`).
    """

    district: str
    state: PublishedState | None = None
    faults: tuple[SourceFault, ...] = ()
    own: Schema = field(default_factory=dict)
    written: Schema = field(default_factory=dict)
    partitions: tuple[str, ...] = ()
    titles: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)


def read_source(task: SourceTask, expected: Schema) -> SourceReading:
    """Reads and verifies a source; tables are written in `expected`, or wider where their values need it."""
    staged = Path(task.staged)
    shutil.rmtree(staged, ignore_errors=True)
    try:
        if task.part == "history":
            return _read_history(task)
        checked = _check(task)
        state = state_of(checked.manifest)
        if checked.faults:
            return SourceReading(task.district, state, checked.faults)
        return _write_tables(task, state, checked, expected)
    except SourceBroken as found:
        shutil.rmtree(staged, ignore_errors=True)
        return SourceReading(task.district, None, (found.fault,))


def _read_history(task: SourceTask) -> SourceReading:
    """A history: a bundle by itself, or the part of a site that has one, which its manifest names."""
    from generator.gather.bundle_source import read_history, read_site_history

    if task.form == "bundle":
        state, faults = read_history(Path(task.path), Path(task.staged))
    else:
        state, faults = read_site_history(_check(task), Path(task.staged))
    return SourceReading(task.district, state, tuple(sorted(faults)))


def _check(task: SourceTask) -> CheckedFiles:
    path = Path(task.path)
    if task.form != "bag":
        return check_files(open_files(task.form, path), task.part)
    from generator.proof.bag import PAYLOAD, check_bag

    links = [found for _, found in FolderFiles(path).walk(lambda _: False) if isinstance(found, SourceFault)]
    wrong = [finding for finding in check_bag(path) if finding.status == "fails"] if not links else []
    faults = [
        *links,
        *(
            SourceFault("KH927", shown(finding.subject), f"{shown(finding.subject)}：{finding.sentence}")
            for finding in wrong
        ),
    ]
    inner: SourceFiles = open_files("folder", path / PAYLOAD / "site")
    checked = check_files(inner, "site")
    return CheckedFiles(checked.manifest, checked.data, (*sorted(faults), *checked.faults))


def _write_tables(task: SourceTask, state: PublishedState, checked: CheckedFiles, expected: Schema) -> SourceReading:
    from generator.gather.partition import fit, partition_path, split_years, staged_path, write_partition

    staged = Path(task.staged)
    staged.mkdir(parents=True)
    tables: dict[str, ReadTable] = {}
    own: dict[str, Any] = {}
    written: dict[str, Any] = {}
    paths = []
    for source in describe_tables(checked.data):
        table = read_table(source, checked.data)
        own[source.name] = table.columns
        known = {source.name: expected[source.name]} if source.name in expected else {}
        columns = merge_schemas([known, {source.name: table.columns}])[source.name]
        written[source.name] = columns
        tables[source.name] = table
        for year, values in split_years(table):
            path = partition_path(source.name, year, task.district)
            write_partition(staged_path(staged, path), fit(values, columns))
            paths.append(path)
    titles = {
        name: [table.source.title, {name: title for name, _, title in table.source.columns}]
        for name, table in tables.items()
    }
    return SourceReading(
        task.district, state, (), own, written, tuple(sorted(paths)), titles, rule_facts(tables)
    )  # fmt: skip


def schema_digest(schema: Schema) -> str:
    """A schema by its digest."""
    return sha256(json.dumps(write_schema(schema), ensure_ascii=False).encode()).hexdigest()
