"""A project of tests/schemes, read and evaluated: its files as given rows, by their letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.read.record import read_record
from generator.rules.compiled import compile_scheme
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook, evaluate
from generator.score.operations import Value

HERE = Path(__file__).parent
PROJECTS = tuple(sorted(folder.name for folder in HERE.iterdir() if (folder / "data").is_dir()))
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Evaluated:
    """A project's scheme as a book, with all figures."""

    scheme: Scheme
    laid: Laid
    filled: FilledBook

    def cell(self, unit: str, column: str) -> Value:
        return self.filled.cell("unit", (unit,), column)

    def units(self) -> list[str]:
        return [str(key[0]) for key in self.filled.tables["unit"].rows]


@cache
def evaluate_project(name: str) -> Evaluated:
    """The project of this name, to the end of its year."""
    scheme = read_scheme(name)
    laid = compile_scheme(scheme)
    return Evaluated(scheme, laid, evaluate(laid.book, given_of(HERE / name / "data", scheme)))


def read_scheme(name: str) -> Scheme:
    """The one scheme of a project."""
    (path,) = (HERE / name / "data" / "schemes").iterdir()
    reading = read_record(f"data/schemes/{path.name}", "scheme", (path.stem,), path.read_bytes())
    assert reading.problems == ()
    scheme: Scheme = reading.record
    return scheme


def load(path: Path) -> Any:
    """A file's content, every scalar as text."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def given_of(data: Path, scheme: Scheme) -> Mapping[str, list[Row]]:
    """The given rows of all tables, from the files alone."""
    units = {path.stem: load(path) for path in sorted((data / "units").iterdir())}
    of_kind = {name: unit["kind"] for name, unit in units.items() if "assessed" in unit}
    rows: dict[str, list[Row]] = {"unit": [], "unit-part": []}
    for name, kind in of_kind.items():
        group = next(group.id for group in scheme.ranking.groups if name in group.units or kind in group.kinds)
        rows["unit"].append({"unit": name, "group": group})
        for of, parts in units[name].get("parts", {}).items():
            rows["unit-part"] += ({"unit": name, "of": of, "part": part, "there": True} for part in parts)
    rows["record"] = [record for folder in ("deductions", "bonuses") for record in _records(data / folder)]
    rows["measure"] = list(_measures(data / "measures"))
    rows["import"] = list(_imports(data / "imports"))
    rows["applies"] = [
        {"item": entry["item"], "unit": entry["unit"], "excluded": True}
        for path in sorted(data.glob("applies/*.yml"))
        for entry in load(path)
    ]
    return rows


def _records(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*/*/*.yml")):
        said = load(path)
        charge = said.get("charge", {})
        yield {
            "record": f"data/{path.relative_to(folder.parent)}",
            "unit": said["unit"],
            "item": path.parent.name,
            "standard": said["standard"],
            "date": said["date"],
            "points": Decimal(said["points"]),
            "revoked": "revoked" in said,
            "decision": said.get("appeal", {}).get("decision", ""),
            "decided_points": None,
            "count": Decimal(said.get("count", 1)),
            "charge_unit": charge.get("unit"),
            "charge_points": Decimal(charge["points"]) if charge else None,
            **{name: said.get(name) for name in ("fact", "cured", "level", "part")},
        }


def _measures(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*/*/*.yml")):
        for entry in load(path)["values"]:
            figures = {name: _number(entry.get(name)) for name in ("value", "done", "of")}
            yield {"unit": path.stem, "measure": entry["measure"], "period": entry["period"], **figures}


def _imports(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*/*.yml")):
        said = load(path)
        scores, ranks = said.get("scores", {}), said.get("ranks", {})
        for unit in sorted({*scores, *ranks}):
            place = {name: _number(ranks.get(unit, {}).get(name)) for name in ("rank", "of")}
            yield {"import": path.stem, "unit": unit, "score": _number(scores.get(unit)), **place}
        if "value" in said:
            yield {"import": path.stem, "unit": "", "score": Decimal(said["value"]), "rank": None, "of": None}


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
