"""The site of many years: against the reference, against itself with nothing kept, by page, and its memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.measure import Command, Row, Spent, divide, peak_of, run_once, skip
from benchmarks.samples import PRESENT, Changing, Program, note, reference, size

MEMORY = 400  # MB that a build may have at ten years
COLD, WARM, AGAIN, PAGE = 0.65, 0.4, 0.15, 1.3
FEW = 10  # years: what the cost of a page at thirty is held against


@dataclass(frozen=True, slots=True)
class Site:
    """A project whose site is built by a program, and where what is kept lies."""

    program: Program
    root: Path
    kept: Path

    @property
    def out(self) -> Path:
        """Where the site is put."""
        return self.root.with_name(f"{self.root.name}.site")

    def build(self, before: Callable[[], object] = lambda: None) -> Spent:
        """One build; `before` it something is changed, or forgotten."""
        words = ("build", "-C", str(self.root), "--out", str(self.out))
        environment = {"XDG_CACHE_HOME": str(self.kept)}
        command: Command = self.program.kaohe(*words, before=before, environment=environment)
        return run_once(command)

    def forget(self, documents: bool) -> None:
        """Throws away all that is kept; with `documents` those that are rendered, too."""
        shutil.rmtree(self.kept, ignore_errors=True)
        if documents:
            self.program.forget_rendered(self.root)

    def pages(self) -> int:
        """How many pages the site has."""
        return sum(1 for _ in self.out.rglob("*.html"))


def run() -> Iterator[Row]:
    """The figures of `kaohe build`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = _site(PRESENT, folder / "whole", size().years)
        others = {state: [] for state in ("cold", "kept")} if size().years > FEW else _build_theirs(folder)
        alone = [partial(site.forget, True), partial(site.forget, False)]
        cold, kept = ([site.build(forget) for _ in range(size().builds)] for forget in alone)
        again = [site.build() for _ in range(size().builds)]
        yield from _reference_rows(others, cold, kept, again)
        yield from _page_rows(folder, site, kept)
        yield from _changed_rows(site, cold, kept)


def _site(program: Program, root: Path, years: int) -> Site:
    program.write_demo(root, years, size().published * years)
    return Site(program, root, root.with_name(f"{root.name}.kept"))


def _build_theirs(folder: Path) -> dict[str, list[Spent]]:
    """The same lots built by the reference, which keeps documents and nothing else."""
    other = reference()
    if other is None:
        return {"cold": [], "kept": []}
    theirs = _site(other, folder / "theirs", size().years)
    cold = [theirs.build(partial(theirs.forget, True)) for _ in range(size().builds)]
    return {"cold": cold, "kept": [theirs.build() for _ in range(size().builds)]}


def _reference_rows(
    others: dict[str, list[Spent]], cold: list[Spent], kept: list[Spent], again: list[Spent]
) -> Iterator[Row]:
    years = f"site of {size().years} years"
    rows = (
        (f"{years}, nothing kept ÷ the reference", cold, "cold", COLD),
        (f"{years}, documents kept ÷ the reference", kept, "kept", COLD),
        (f"{years} once more ÷ the reference", again, "kept", WARM),
    )
    for name, work, state, limit in rows:
        if others[state]:
            yield divide(name, work, others[state], limit)
        elif size().years <= FEW:  # else it was not asked
            yield skip(name, limit)
        yield peak_of(name, work, MEMORY)


def _page_rows(folder: Path, site: Site, spent: list[Spent]) -> Iterator[Row]:
    """The cost of a page, documents kept, against that of one year's site; of thirty years against ten, too."""
    for years in (1, FEW) if size().years > FEW else (1,):
        other = _site(PRESENT, folder / f"only-{years}", years)
        other.build()
        floor = [other.build(partial(other.forget, False)) for _ in spent]
        name = f"a page of the site of {size().years} years ÷ of {years}"
        yield divide(name, [_by_page(one, site) for one in spent], [_by_page(one, other) for one in floor], PAGE)


def _by_page(spent: Spent, site: Site) -> Spent:
    """Of a build, what a page took."""
    return Spent(spent.seconds / site.pages(), spent.memory)


def _changed_rows(site: Site, cold: list[Spent], kept: list[Spent]) -> Iterator[Row]:
    change = Changing(min((site.root / f"data/deductions/{2014 + size().years}").glob("*/*.yml")), note)
    site.build(change)  # the first that is not of a commit
    changed = [site.build(change) for _ in cold]
    name = f"site of {size().years} years after one changed record"
    yield divide(f"{name} ÷ with nothing kept", changed, cold, AGAIN)
    yield divide(f"{name} ÷ with nothing kept but documents", changed, kept, AGAIN)
    yield peak_of(name, changed, MEMORY)
