"""Published open data written directly, without a project behind it: what a district's site looks like from outside.

Every figure follows from the district's number, so that the same number gives the same bytes. Columns are some of
those that real open data have, under the same names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.opendata.csv_file import write_cell
from generator.proof.manifest import seal_manifest

NAMES = ("发展和改革局", "教育局", "财政局", "民政局", "司法局", "人力资源和社会保障局", "水利局", "审计局")
_NUMBERS = {"points", "counted", "total", "max", "min", "full_marks", "rank"}
_TYPES = {"year": "integer", "order": "integer", "date": "date", "withdrawn": "date", "tied": "integer"}


@dataclass(frozen=True)
class PublishedAct:
    """One act as a manifest tells of it."""

    line: str
    date: str
    results: str = ""

    def told(self) -> dict[str, str]:
        return {"line": self.line, "date": self.date, **({"results_sha256": self.results} if self.results else {})}


@dataclass(frozen=True)
class Published:
    """What a district has published: `units` assessed bodies, with so many records for each, in one year."""

    number: int
    units: int = 4
    records: int = 2
    year: int = 2015
    scale: int = 1
    full_marks: int = 100
    reason: str = "工单逾期"
    authority: str = ""
    acts: tuple[PublishedAct, ...] = ()
    redactions: tuple[str, ...] = ()
    updated: str = "2016-02-01"
    extra: Mapping[str, Any] = field(default_factory=dict)
    rich: bool = False  # with the larger tables, and JSON beside the CSV, as real open data have

    @property
    def name(self) -> str:
        return f"第{self.number}区"

    def commit(self, line: str) -> str:
        return sha256(f"{self.number} {line} commit".encode()).hexdigest()[:40]

    def published(self, line: str, day: str) -> Published:
        results = sha256(f"{self.number} {line}".encode()).hexdigest()
        return replace(self, acts=(*self.acts, PublishedAct(line, day, results)), updated=max(self.updated, day))

    def corrected(self, line: str, day: str) -> Published:
        return self.published(line, day)

    def withdrawn(self, line: str, day: str) -> Published:
        return replace(self, acts=(*self.acts, PublishedAct(f"{line} withdrawn", day)))

    def redacted(self, name: str, day: str) -> Published:
        acts = (*self.acts, PublishedAct(f"redaction {name}", day))
        return replace(self, acts=acts, redactions=(*self.redactions, name), reason="〔已遮盖〕")

    def write(self, folder: Path) -> Path:
        """Writes the open data and the manifest into `folder`."""
        files = dict(self.files())
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        (folder / "manifest.json").write_bytes(self.manifest(files))
        return folder

    def manifest(self, files: Mapping[str, bytes]) -> bytes:
        published = [act for act in self.acts if act.results and "-c" not in act.line]
        return seal_manifest(
            {
                "kaohe_manifest": 1,
                "commit": self.commit(self.acts[-1].line if self.acts else ""),
                "audience": "public",
                "demo": True,
                "district": self.name,
                "authority": self.authority or f"tag:kaohe.example,2015:d{self.number}",
                "updated": self.updated,
                "redactions": list(self.redactions),
                "acts": [act.told() for act in self.acts],
                "publications": [
                    {
                        "id": act.line,
                        "commit": self.commit(act.line),
                        "record_sha256": sha256(f"{self.number} {act.line} {act.results}".encode()).hexdigest(),
                        "results_sha256": act.results,
                    }
                    for act in published
                ],
                "files": {path: sha256(data).hexdigest() for path, data in files.items()},
                **self.extra,
            }
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every file of the open data."""
        tables = dict(self.tables())
        for name, rows in tables.items():
            yield f"open-data/{name}.csv", _csv(rows)
            if self.rich:
                yield f"open-data/{name}.json", json.dumps(rows, ensure_ascii=False, default=str).encode()
        yield "open-data/datapackage.json", _describe(tables)

    def tables(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        year, units = self.year, [(f"u{at:03d}", self._unit_name(at)) for at in range(self.units)]
        yield (
            "units",
            [
                {"unit": i, "name": n, "short_name": f"区{n[len(self.name) :]}", "kind": "department"}
                for i, n in units
            ],
        )
        yield (
            "schemes",
            [
                {
                    "year": year,
                    "title": f"{self.name}考核办法",
                    "full_marks": self.full_marks,
                    "rounding": "2",
                    "ties": "shared",
                }
            ],
        )
        yield (
            "items",
            [
                {"year": year, "item": f"i{at}", "category": "c", "component": "performance", "max": 4}
                for at in range(5)
            ],
        )
        yield (
            "standards",
            [
                {
                    "year": year,
                    "item": f"i{at}",
                    "standard": "overdue",
                    "text": "逾期办结，每件扣0.5分",
                    "kind": "fixed",
                }
                for at in range(5)
            ],
        )
        yield "deductions", [*self._deductions(units)]
        yield "results", [*self._results(units)]
        if self.rich:
            yield "result-items", [*self._result_items(units)]
            yield "appraisal-tallies", [*self._tallies(units)]
        yield "publications", [*self._publications()]
        yield "corrections", [
            {"correction": a.line, "publication": a.line.rpartition("-c")[0], "date": a.date, "reason": "复核改判"}
            for a in self.acts
            if "-c" in a.line
        ]  # fmt: skip

    def _unit_name(self, at: int) -> str:
        return f"{self.name}{NAMES[at % len(NAMES)]}" + (f"第{at // len(NAMES)}分局" if at >= len(NAMES) else "")

    def _deductions(self, units: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        for at, (unit, name) in enumerate(units):
            for record in range(self.records):
                points = Decimal(1 + (self.number + at + record) % 9).scaleb(-self.scale)
                item = f"i{(at + record) % 5}"
                yield {
                    "year": self.year, "item": item, "record": f"{self.year}-0612-{unit}-{record}",
                    "date": f"{self.year}-06-12", "unit": unit, "unit_name": name, "item_name": f"单项{item}",
                    "standard": "overdue", "standard_text": "逾期办结，每件扣0.5分", "points": points,
                    "counted": points,
                    "reason": f"{self.reason}{record}",
                }  # fmt: skip

    def _results(self, units: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        scores = {
            unit: Decimal(9000 + (self.number * 37 + at * 101) % 999).scaleb(-2) for at, (unit, _) in enumerate(units)
        }
        order = sorted(scores.values(), reverse=True)
        for unit, name in units:
            yield {
                "period": str(self.year), "unit": unit, "year": self.year, "unit_name": name, "state": "final",
                "group": "organs", "rank": Decimal(order.index(scores[unit]) + 1), "total": scores[unit],
            }  # fmt: skip

    def _result_items(self, units: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        for at, (unit, name) in enumerate(units):
            for item in range(27):
                points = Decimal((self.number + at + item) % 9).scaleb(-1)
                yield {
                    "period": str(self.year), "unit": unit, "year": self.year, "unit_name": name, "item": f"i{item}",
                    "item_name": f"单项{item}", "max": Decimal(4), "counted": points,
                }  # fmt: skip

    def _tallies(self, units: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        for at, (unit, _) in enumerate(units):
            for aspect in range(6):
                for option in range(5):
                    yield {
                        "year": self.year, "unit": unit, "component": "appraisal", "panel": "delegates",
                        "aspect": f"a{aspect}", "option": f"o{option}", "order": (self.number + at + option) % 90,
                    }  # fmt: skip

    def _publications(self) -> Iterator[dict[str, Any]]:
        taken = {act.line.removesuffix(" withdrawn"): act.date for act in self.acts if act.line.endswith("withdrawn")}
        made = [act for act in self.acts if act.results and "-c" not in act.line]
        for order, act in enumerate(made, start=1):
            yield {
                "publication": act.line, "period": str(self.year), "title": act.line, "date": act.date,
                "results_sha256": act.results, "calculation_sha256": "0" * 64, "order": order,
                "withdrawn": taken.get(act.line),
            }  # fmt: skip


_COLUMNS = {
    "corrections": ("correction", "publication", "date", "reason"),
    "publications": (
        "publication", "period", "title", "date", "results_sha256", "calculation_sha256", "order", "withdrawn",
    ),
}  # fmt: skip


def _csv(rows: list[dict[str, Any]], columns: Iterable[str] = ()) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = list(columns) or list(rows[0] if rows else ("year",))
    writer.writerow(names)
    writer.writerows([write_cell(row[name]) for name in names] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _describe(tables: Mapping[str, list[dict[str, Any]]]) -> bytes:
    return json.dumps({"resources": [_resource(name, rows) for name, rows in tables.items()]}).encode()


def _resource(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = list(rows[0]) if rows else ["year"]
    types = {column: "number" if column in _NUMBERS else _TYPES.get(column, "string") for column in columns}
    return {
        "profile": "tabular-data-resource", "name": name, "title": name, "path": f"{name}.csv",
        "schema": {"fields": [{"name": c, "title": c, "type": types[c]} for c in columns]},
    }  # fmt: skip


def whole_year(number: int, **values: Any) -> Published:
    """A district that published two quarters and the year, and corrected the second quarter."""
    made = Published(number, **values)
    for line, day in (("q1", "-04-15"), ("q2", "-07-15"), ("q2-c1", "-08-01"), ("q3", "-10-15")):
        made = made.published(f"{made.year}-{line}", f"{made.year}{day}")
    made = made.published(f"{made.year}-notice", f"{made.year + 1}-01-10")
    return made.published(f"{made.year}-final", f"{made.year + 1}-01-25")
