"""The small district of these tests, and what is built from it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.load.edition import WholeEdition
from generator.load.project import Project
from generator.model.act import Chain
from generator.model.deduction import Deduction
from generator.model.origin import Origin
from generator.model.publication import Publication, TieChoice
from generator.public.periods import Audience
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree, WorkTree
from generator.read.yaml_writer import emit_record
from generator.release.result_digest import results_digest
from generator.release.standing import figures_of
from generator.rules.corpus import Corpus
from generator.score.ties import edge_ties
from generator.score.year import score_year
from generator.site.site_build import build_site
from tests.run_once import made_once
from tests.sample import shared_demo

DISTRICT = Path(__file__).with_name("district")
GOLDEN = Path(__file__).with_name("golden")
# What is put into free text: as much of an attack as the field's limit lets in.
SHORT = "<img src=x onerror=a()>"
MIDDLE = SHORT + "{{7*7}}\"'&"
LONG = MIDDLE + "<script>a()</script>{% x %}</textarea></title>]]>${a()}"
PAYLOADS = {
    **dict.fromkeys(("short_name", "district", "document"), SHORT),
    **dict.fromkeys(("name", "title", "office", "contact", "icp", "police", "held_at", "repository"), MIDDLE),
    **dict.fromkeys(("reason", "reasons", "grounds", "note", "text"), LONG),
}


def read_district(folder: Path = DISTRICT) -> Corpus:
    """The district's records; a problem in them fails the test that asks."""
    corpus, problems = read_corpus(WorkTree(folder))
    assert problems == []
    return corpus


def put_right_on(corpus: Corpus, **days: Any) -> tuple[Corpus, Deduction]:
    """The corpus whose first finding that was put right was so on other `days`, and that finding."""
    first = next(found for found in corpus.deductions if found.rectification and found.rectification.done)
    assert first.rectification is not None
    later = replace(first, rectification=replace(first.rectification, **days))
    records = tuple(later if found is first else found for found in corpus.deductions)
    return replace(corpus, deductions=records), later


def as_published(corpus: Corpus, *periods: str, demo: bool = False) -> Corpus:
    """The same district with these periods published one after the other (2015-Q1, 2015-notice, 2015 for the final).

    All that tie over the edge of an outcome are chosen.
    """
    site = corpus.site
    assert site is not None
    publications: list[Publication] = []
    for period in periods:
        publications.append(_publish(corpus, period, publications[-1] if publications else None))
    return replace(
        corpus,
        site=replace(site, demo=demo),
        publications={found.id: found for found in publications},
        chain=Chain(tuple(found.id for found in publications)),
    )


def _publish(corpus: Corpus, period: str, previous: Publication | None) -> Publication:
    quarter = int(period[-1]) if "-Q" in period else None
    result = score_year(corpus, int(period[:4]), quarter)
    name = period.lower() if "-" in period else f"{period}-final"
    return Publication(
        id=name,
        previous=previous.id if previous else "",
        previous_sha256=sha256(emit_record(previous).encode()).hexdigest() if previous else "",
        title=f"{period}结果通报",
        date=result.until,
        commit="1" * 40,
        results_sha256=results_digest(result),
        origin=Origin(f"data/publications/{name}.yml"),
        results=dict(figures_of(result)),
        form=2,
        ties=tuple(TieChoice(outcome, units, "并列的都列入") for outcome, units in edge_ties(result).items()),
    )


def write_acts(root: Path, corpus: Corpus) -> None:
    """The publications of `corpus` and the order of its acts, as files of the project at `root`."""
    folder = root / "data/publications"
    folder.mkdir(exist_ok=True)
    for found in corpus.publications.values():
        (folder / f"{found.id}.yml").write_text(emit_record(found), "utf-8")
    (folder / "chain.yml").write_text("".join(f"- {act.line}\n" for act in corpus.acts), "utf-8")


def district_alone() -> Path:
    """The district as a project that has no history, made once in a run; nobody changes it.

    Where it lies among these tests it has that of the program, and more of it with each commit.
    """
    return made_once("district", lambda folder: shutil.copytree(DISTRICT, folder))


def open_district(corpus: Corpus, audience: Audience = "public", folder: Path | None = None) -> WholeEdition:
    """What a build of these records works with."""
    folder = folder or district_alone()
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "data").rglob("*.yml")}
    files |= {f"data/publications/{p.id}.yml": emit_record(p).encode() for p in corpus.publications.values()}
    return WholeEdition(folder, audience, project=Project(MemoryTree(files), None, corpus))


def copy_district(folder: Path) -> Path:
    """A copy of the district that a test may change."""
    shutil.copytree(DISTRICT, folder)
    return folder


def poison_district(folder: Path) -> Path:
    """A copy of the district in which every free text with room for it carries HTML, script and template marks."""
    copy_district(folder)
    for path in sorted(folder.rglob("data/**/*.yml")):
        path.write_text("\n".join(map(_poison, path.read_text("utf-8").split("\n"))), "utf-8")
    with (folder / "data/schemes/2015.yml").open("a", encoding="utf-8") as scheme:
        scheme.write("notice: 2015-1\n")  # by a poisoned number it is not found
    return folder


def _poison(line: str) -> str:
    for field, payload in PAYLOADS.items():
        if field == "name" and re.search(r"weight:|excluded:", line):
            continue  # the name of an option has room for 20 characters
        if field == "document" and re.search(r"document: (?:summons|praise|none)\b", line):
            continue  # which document an outcome asks for is a choice, no text
        marks = payload.replace("\\", "\\\\").replace('"', '\\"')
        found = re.search(rf"(?<!\w){field}: (?!\|)([^,{{}}\n\"]+)", line)
        if found:
            line = f'{line[: found.start()]}{field}: "{found[1].strip()}{marks}"{line[found.end() :]}'
    return line


def demo_pages() -> Path:
    """The pages of the demonstration, built once in a run and without what else is built; nobody changes them."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("generator.site.site_build.PRODUCERS", [])
            assert build_site(shared_demo()[0], folder / "site").problems == ()

    return made_once("demo-pages", make) / "site"
