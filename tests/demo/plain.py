"""The sample's files read as plain YAML, by code that shares nothing with kaohe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]
# 国办发明电〔2014〕28号, 国发明电〔2015〕1号 and 国办发明电〔2015〕18号: first and last day off of each holiday.
_OFF = (
    ("2015-01-01", "2015-01-03"), ("2015-02-18", "2015-02-24"), ("2015-04-05", "2015-04-06"),
    ("2015-05-01", "2015-05-03"), ("2015-06-20", "2015-06-22"), ("2015-09-03", "2015-09-05"),
    ("2015-09-27", "2015-09-27"), ("2015-10-01", "2015-10-07"), ("2016-01-01", "2016-01-03"),
    ("2016-02-07", "2016-02-13"),
)  # fmt: skip
_WORKED = {"2015-01-04", "2015-02-15", "2015-02-28", "2015-09-06", "2015-10-10", "2016-02-06", "2016-02-14"}


@cache
def _load(data: bytes) -> Record:
    """What these bytes say, which nobody changes: many tests look at the same districts."""
    loaded: Record = yaml.load(data, yaml.BaseLoader)
    return loaded


@dataclass(frozen=True)
class Found:
    """One deduction with the item and the standard that it names."""

    path: str
    item: Record
    standard: Record
    record: Record

    @property
    def count(self) -> int:
        """How often it happened."""
        return int(self.record.get("count", "1"))

    @property
    def points(self) -> Decimal:
        """What it takes."""
        return Decimal(self.record["points"])

    def day(self, *steps: str) -> date | None:
        """The day at these fields, None where it is not there."""
        value: Any = self.record
        for step in steps:
            value = value.get(step) if value else None
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Data:
    """The files below a project's folder: path -> content."""

    files: Mapping[str, bytes]

    def read(self, path: str) -> Record:
        """One file, every scalar as text."""
        return _load(self.files[path])

    @cached_property
    def items(self) -> dict[str, Record]:
        """The items of the scheme of 2015 by id."""
        scheme = self.read("data/schemes/2015.yml")
        return {
            item["id"]: item
            for component in scheme["components"]
            for category in component.get("categories", ())
            for item in category["items"]
        }

    @cached_property
    def deductions(self) -> tuple[Found, ...]:
        """The deductions of 2015 in order of path."""
        return tuple(self._deductions())

    def _deductions(self) -> Iterator[Found]:
        for path in sorted(self.files):
            place = re.fullmatch(r"data/deductions/2015/([a-z-]+)/[a-z0-9-]+\.yml", path)
            if place:
                item, record = self.items[place[1]], self.read(path)
                standards = {standard["id"]: standard for standard in item["standards"]}
                yield Found(path, item, standards[record["standard"]], record)


def read_folder(folder: Path) -> Data:
    """The data of a project on the disk."""
    found = (path for path in (folder / "data").rglob("*") if path.is_file())
    return Data({path.relative_to(folder).as_posix(): path.read_bytes() for path in found})


def is_open(day: date) -> bool:
    """Whether offices work on `day`, by the announcements."""
    text = day.isoformat()
    return text in _WORKED or (day.weekday() < 5 and not any(first <= text <= last for first, last in _OFF))


def working_days(start: date, end: date) -> int:
    """How many days are worked after `start`, up to `end`."""
    days = (start + timedelta(number) for number in range(1, (end - start).days + 1))
    return sum(map(is_open, days))
