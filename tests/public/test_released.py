"""The gate's own type: nobody else makes one, and the type checker proves that products take nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_type

import pytest

from generator.compare.comparison import Comparison
from generator.documents.audit_requests import order_comparison
from generator.documents.circular_facts import circular_facts
from generator.history.report import HistoryReport
from generator.load.edition import Edition, WholeEdition
from generator.opendata.change_rows import trail_changes
from generator.opendata.disclosure import unit_name
from generator.pages.audit_page import view_audit
from generator.pages.publication_page import publication_lines
from generator.public.periods import visible_corpus
from generator.public.redact import shown_comparison
from generator.public.released import AnyReleased, Public, Released, hand_out
from generator.public.released_comparison import AnyReleasedComparison, ReleasedComparison
from generator.public.released_history import AnyReleasedHistory
from generator.public.shown_history import shown_history
from generator.rules.corpus import Corpus
from generator.words.comparison_json import comparison_json
from generator.words.comparison_words import view_comparison
from generator.words.history_text import corpus_labels, log_text, timeline_text
from tests.released import of_office
from tests.sample import read_sample

ROOT = Path(__file__).parents[2]
ANYTHING: tuple[Any, ...] = ()
PRODUCTS = ("words", "pages", "documents", "opendata", "site")
# What makes a corpus that nobody has let through, or leads to one.
WHOLE = re.compile(
    r"\bCorpus\b|\bread_corpus\b|\.project\b(?!\w)|\b(account|history|report|log)\.corpus\b|\bcorpus: Any\b"
    r"|\b(HistoryReport|ChangeLog|LineStep|Trail|TrailEvent|Timeline|Comparison|RecordChange|Difference|Side)\b"
    r"|\b(read_history|read_trails|read_changes|read_timeline|compare_(sides|trees|files|revisions))\b|\bGitTree\b"
    r"|\bWholeEdition\b"
)
# Who may name one of them: the words of one change and a row of it, of whichever kind, and the replay of a proof.
NAMES_WHOLE: dict[str, set[str]] = {
    "words/import_words.py": {"Corpus"},  # told to who records, before anything is written
    "words/comparison_words.py": {"Difference"},
    "words/comparison_json.py": {"Difference"},
    "opendata/change_rows.py": {"RecordChange"},
    "site/rebuild.py": {"GitTree"},
}


def proven(edition: Edition, read: WholeEdition) -> None:
    """Never run: the type checker reads it. It would complain of a comment that no longer holds back an error."""
    whole = Corpus()
    publication_lines(visible_corpus(whole, "public"))
    corpus_labels(visible_corpus(whole, "internal"))
    assert_type(edition.corpus, AnyReleased)
    publication_lines(whole)  # type: ignore[arg-type]
    corpus_labels(whole)  # type: ignore[arg-type]
    unit_name(whole, "")  # type: ignore[arg-type]
    circular_facts(whole, *ANYTHING)  # type: ignore[arg-type]
    _ = edition.project  # type: ignore[attr-defined]
    _ = edition.histories  # type: ignore[attr-defined]
    corpus_labels(read.project.corpus)  # type: ignore[arg-type]
    history, compared = HistoryReport(*ANYTHING), Comparison(*ANYTHING)
    assert_type(edition.history, AnyReleasedHistory | str)
    assert_type(edition.corrections, Mapping[str, AnyReleasedComparison])
    view_comparison(shown_comparison(compared, "public"))
    view_audit(shown_history(history, whole, "public"), *ANYTHING)
    view_comparison(compared)  # type: ignore[arg-type]
    comparison_json(compared)  # type: ignore[arg-type]
    order_comparison(visible_corpus(whole, "public"), compared, *ANYTHING)  # type: ignore[arg-type]
    view_audit(history, *ANYTHING)  # type: ignore[arg-type]
    trail_changes(history.trails)  # type: ignore[arg-type]
    timeline_text(history.timeline(2015), *ANYTHING)  # type: ignore[arg-type]
    log_text([event for trail in history.trails.values() for event in trail.events], *ANYTHING)  # type: ignore[misc]
    told: ReleasedComparison[Public] = shown_comparison(compared, "internal")  # type: ignore[assignment]
    office: Released[Public] = visible_corpus(whole, "internal")  # type: ignore[assignment]
    made: Released[Public] = Released(whole)  # type: ignore[arg-type]
    assert office is made
    assert told.changes


def test_the_type_checker_reads_this_and_complains_of_needless_exceptions() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True  # which includes warn_unused_ignores
    assert "warn_unused_ignores" not in settings
    assert "tests" in settings["files"]
    assert not any(re.search(pattern, "tests/public/test_released.py") for pattern in settings["exclude"])


def test_no_product_names_or_reaches_what_is_whole() -> None:
    named: dict[str, set[str]] = {}
    for room in PRODUCTS:
        for path in (ROOT / "generator" / room).glob("*.py"):
            if found := {hit.group() for hit in WHOLE.finditer(path.read_text("utf-8"))}:
                named[f"{room}/{path.name}"] = found
    assert named == NAMES_WHOLE


def test_the_limit_of_small_panels_is_judged_by_the_gate_alone() -> None:
    """Others only say what it is, in the tables and the text beside them, or ask where it is set: for rounding, and
    that nothing is reckoned on with what is withheld."""
    named = {
        str(path.relative_to(ROOT / "generator"))
        for path in (ROOT / "generator").rglob("*.py")
        if re.search(r"\.suppress_below\b|\bhidden_panels\b", path.read_text("utf-8"))
    }
    assert named == {
        "check/whole_rules.py",
        "opendata/readme.py",
        "opendata/scheme_tables.py",
        "public/small_panels.py",
        "rules/kinds/appraisal_kind.py",
    }


def test_only_the_gate_hands_out() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "generator").rglob("*.py")
        if path.parent.name != "public" and re.search(r"\b(hand_out|cut_corpus|built)\(", path.read_text("utf-8"))
    ]
    assert wrong == []


def test_it_cannot_be_made_or_altered_elsewhere() -> None:
    make: Any = Released
    with pytest.raises(TypeError, match="gate"):
        make()
    with pytest.raises(TypeError, match="gate"):
        replace(visible_corpus(Corpus(), "public"), deductions=())


def test_the_office_sees_the_same_corpus_and_the_public_another() -> None:
    whole = read_sample()
    seen = of_office(whole)
    assert {name: getattr(seen, name) for name in Corpus.__dataclass_fields__} == {
        name: getattr(whole, name) for name in Corpus.__dataclass_fields__
    }
    assert seen.acts == whole.acts
    assert hand_out(whole, Public).units is whole.units
    assert visible_corpus(whole, "public").register is None
