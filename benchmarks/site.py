"""The site: pages against the same articles rendered by Jinja2 and written, and how the cost grows with pages."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.measure import Row, cpu_of_call
from generator.demo.district import Options, make_data
from generator.load.edition import Edition, open_edition
from generator.read.tree import MemoryTree
from generator.site import producers
from generator.site.page_files import list_articles
from generator.site.site_build import build_output

# What a project of the sample has beside its data: the notice by which it assesses.
PROJECT = Path(__file__).parents[1] / "generator/demo/material/project"
MINIMAL = "site_name: x\ntheme: {name: material, font: false}\n"


def run() -> Iterator[Row]:
    """The figures of the site: pages only, without documents and open data."""
    with without_other_products(), tempfile.TemporaryDirectory() as folder:
        yield from _measure(Path(folder))


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
    shutil.copytree(PROJECT / "content", folder / "content")
    per_page = 0.0
    for records in (30, 900, 2900):
        edition = open_edition(folder, tree=MemoryTree(make_data(Options(deductions=records))))
        if not isinstance(edition, Edition):
            raise TypeError(f"the sample has problems: {edition[:3]}")
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
