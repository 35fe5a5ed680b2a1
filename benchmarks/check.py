"""`kaohe check`: one changed file against starting Python and parsing it; a year of 3,000 records."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import Row, cpu_of_call, cpu_of_command
from generator.check.rules import check_corpus
from generator.demo.district import Options, make_data
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree

ROOT = Path(__file__).parents[1]
REGISTERS, ENTRIES, DEDUCTIONS = 20, 500, 3000
DECLARATION = """\
title: TITLE
keeper: quweiban
per: year
show: records
unit: owner
date: listed
title_from: "{matter}"
fields:
  - {id: matter, label: 事项, type: text, required: true, share: public}
  - {id: number, label: 编号, type: text, required: true, share: public, pattern: ["N[0-9]{1,3}", 如 N7]}
  - {id: weight, label: 类别, type: choice, required: true, share: public, choices: {one: 一般, two: 重要}}
  - {id: owner, label: 责任单位, type: ref, to: unit, required: true, share: public}
  - {id: listed, label: 列入, type: day, required: true, share: public}
  - {id: due, label: 时限, type: day, required: true, share: public}
  - {id: done, label: 办结, type: day, share: public}
  - {id: result, label: 结果, type: text, lines: true, share: public}
stages:
  - {id: open, label: 办理中, date: listed}
  - {id: done, label: 已办结, date: done, needs: [result], by: unit, tone: good}
deadlines: [{id: finish, label: 办结时限, instead: due, until: done}]
checks: [{unique: [number]}]
counts: [{id: all, label: 总数, by: [unit]}]
pages: {columns: [number, owner, due], unit_section: 督办}
sample: true
"""
ENTRY = """\
matter: 办理第{at}件交办事项，按时反馈情况
number: N{at}
weight: one
owner: {unit}
listed: {day}
due: {due}
done: {done}
result: 已经办结，情况已书面反馈
sample: true
"""
_LED = re.compile(r"\nfrom:\n(?:  .*\n)+|\n  item: .*\n")
PARSE = "import sys, yaml; yaml.load(open(sys.argv[1], 'rb'), yaml.CSafeLoader)"


def run() -> Iterator[Row]:
    """The figures of checking."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_year(root, 400)
        changed = min((root / "data/deductions/2015").glob("*/*.yml"))
        floor = cpu_of_command([sys.executable, "-c", PARSE, str(changed)], 9)
        one = cpu_of_command([sys.executable, "-P", "-m", "generator", "check", "-C", folder, str(changed)], 9, ROOT)
        note = f"{one:.3f} s ÷ {floor:.3f} s"
        yield Row("check of one changed file ÷ start Python and parse it", one / floor, 3, note=note)
        for number in (1000, 3000, 9000):
            shutil.rmtree(root / "data", ignore_errors=True)
            write_year(root, number)
            spent = cpu_of_call(lambda: check_corpus(read_corpus(WorkTree(root))[0]))
            yield Row(f"check of a year with {number} records", spent, 1 if number == 3000 else number / 1000, "s")
        yield _registers(root)


def _registers(root: Path) -> Row:
    """20 registers of 500 entries beside a year of deductions: an entry against a deduction."""
    alone, whole = (root / name for name in ("alone", "whole"))
    for folder in (alone, whole):
        shutil.rmtree(folder, ignore_errors=True)
        write_year(folder, DEDUCTIONS)
        shutil.rmtree(folder / "data/registers")
        shutil.rmtree(folder / "data/tallies")
        for path in (folder / "data/deductions").rglob("*.yml"):  # what they came from is not there
            path.write_text(_LED.sub("\n", path.read_text("utf-8")), "utf-8")
    write_registers(whole)
    empty = root / "empty"
    shutil.copytree(alone, empty)
    shutil.rmtree(empty / "data/deductions")
    spent = {folder: _cpu_of_check(folder) for folder in (alone, whole, empty)}
    entry = (spent[whole] - spent[alone]) / (REGISTERS * ENTRIES)
    deduction = (spent[alone] - spent[empty]) / DEDUCTIONS
    note = f"{entry * 1e6:.0f} µs ÷ {deduction * 1e6:.0f} µs"
    return Row(
        f"check of one of {REGISTERS * ENTRIES} entries ÷ of one of {DEDUCTIONS} deductions",
        entry / deduction,
        1,
        note=note,
    )


def _cpu_of_check(folder: Path) -> float:
    return cpu_of_call(lambda: check_corpus(read_corpus(WorkTree(folder))[0]))


def write_registers(root: Path) -> None:
    """20 registers of 500 entries each, which have stages, a deadline, a unit and texts."""
    units = sorted(path.stem for path in (root / "data/units").glob("*.yml"))
    folder = root / "data/registers"
    for number in range(REGISTERS):
        name = f"errands-{number:02d}"
        (folder / name / "2015").mkdir(parents=True)
        (folder / f"{name}.yml").write_text(DECLARATION.replace("TITLE", f"督办{number}"), "utf-8")
        for at in range(ENTRIES):
            day = date(2015, 5, 4) + timedelta(at % 200)
            text = ENTRY.format(
                at=at, unit=units[at % len(units)], day=day, due=day + timedelta(30), done=day + timedelta(9)
            )
            (folder / name / "2015" / f"e{at:03d}.yml").write_text(text, "utf-8")


def write_year(root: Path, number: int) -> None:
    """A generated year with `number` deductions below `root`."""
    for path, data in make_data(Options(deductions=number)).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "mkdocs.yml").touch()
