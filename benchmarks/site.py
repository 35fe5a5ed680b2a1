"""The site: pages ÷ the same articles rendered and written, how the cost grows, and a page ÷ the reference's."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measure import Row, cpu_of_call, run_once, skip
from benchmarks.samples import PRESENT, Program, reference
from generator.demo.demo_project import project_files
from generator.demo.district import Options, make_data
from generator.load.edition import Edition, open_edition
from generator.site import producers
from generator.site.page_files import list_articles
from generator.site.site_build import build_output

MINIMAL = "site_name: x\ntheme: {name: material, font: false}\n"
PAGE = 1.15  # of what the reference takes for a page, the pictures that it does not have in it
RUNS = 3


def run() -> Iterator[Row]:
    """The figures of the site: a whole build by page, then pages only, without documents and open data."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _reference_rows(Path(folder))
    with without_other_products(), tempfile.TemporaryDirectory() as folder:
        yield from _measure(Path(folder))


def _reference_rows(folder: Path) -> Iterator[Row]:
    """The demonstration of each program, documents kept by both."""
    other, states = reference(), ("pictures kept", "pictures drawn anew")
    names = [f"a page of the demonstration, {state} ÷ the reference's" for state in states]
    if other is None:
        yield from (skip(name, PAGE) for name in names)
        return
    _install(other)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    sides = [(program, program.write_demo(folder / name, 1, 400)) for name, program in (("a", other), ("b", PRESENT))]
    for program, root in sides:
        _per_page(program, root)
    found = [
        [_per_page(*sides[0]), _per_page(*sides[1]), _per_page(*sides[1], anew=True)]
        for _ in range(RUNS)
    ]  # fmt: skip
    floor, kept, anew = (median(run) for run in zip(*found, strict=True))
    for name, spent in zip(names, (kept, anew), strict=True):
        yield Row(name, spent / floor, PAGE, note=f"{spent * 1000:.2f} ms ÷ {floor * 1000:.2f} ms")


def _install(program: Program) -> None:
    """MkDocs finds the reference's plugin as that of an installed package."""
    done = program.root / ".venv/.installed"
    if not done.exists():
        words = [str(program.python), "-m", "pip", "install", "-qq", "--no-deps", "-e", str(program.root)]
        subprocess.run(words, check=True)
        done.touch()


def _per_page(program: Program, root: Path, anew: bool = False) -> float:
    """CPU seconds of `kaohe build` by page; `anew`: no drawing is kept of any project."""
    if anew:
        shutil.rmtree(Path(sys.prefix) / "cache" / "pictures", ignore_errors=True)
    out = root.with_name(f"{root.name}.site")
    spent = run_once(program.kaohe("build", "-C", str(root), "--out", str(out)))
    return spent.seconds / sum(1 for _ in out.rglob("*.html"))


@contextmanager
def without_other_products() -> Iterator[None]:
    """Builds make pages alone meanwhile."""
    parts, producers.PRODUCERS[:] = list(producers.PRODUCERS), []
    try:
        yield
    finally:
        producers.PRODUCERS[:] = parts


def _measure(folder: Path) -> Iterator[Row]:
    start = cpu_of_call(lambda: _run_bare_mkdocs(folder / "bare"))
    per_page = 0.0
    for records in (30, 900, 2900):
        edition = open_sample(folder / f"project-{records}", Options(deductions=records))
        pages = sum(1 for _ in list_articles(edition))
        floor = cpu_of_call(partial(_write_articles, edition, folder / "floor"), 1)
        spent = cpu_of_call(partial(build_output, edition, folder / "site", print_nothing), 1)
        note = f"{spent:.2f} s; articles alone {floor:.2f} s, mkdocs's start {start:.2f} s"
        name = f"site of {pages} pages ÷ (articles rendered and written + mkdocs's start)"
        yield Row(name, spent / (floor + start), 3, note=note)
        grown = (spent - start) / pages
        if per_page:
            yield Row(f"cost of a page among {pages} ÷ among the fewest", grown / per_page, 1.5)
        per_page = per_page or grown


def open_sample(root: Path, options: Options) -> Edition:
    """A sample on the disk at `root`, with the texts that its scheme cites."""
    for path, data in {**project_files(), **make_data(options)}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    edition = open_edition(root)
    if not isinstance(edition, Edition):
        raise TypeError(f"the sample has problems: {edition[:3]}")
    return edition


def print_nothing(*words: object) -> None:
    """Progress is not measured."""


def _write_articles(edition: Edition, folder: Path) -> None:
    for article in list_articles(edition):
        path = folder / article.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.body, encoding="utf-8")


def _run_bare_mkdocs(folder: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "docs/index.md").write_text("# x\n")
    (folder / "mkdocs.yml").write_text(MINIMAL)
    build(load_config(config_file=str(folder / "mkdocs.yml"), site_dir=str(folder / "out")))
