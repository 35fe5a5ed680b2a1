"""An edition makes each thing once, keeps it as long as it lives, and shares nothing with another edition."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest

from generator.load import commit_history
from generator.load.commit_history import HistoryKeeper
from generator.load.edition import Edition, WholeEdition, open_edition, per_edition
from generator.load.project import load
from generator.model.problem import UserError
from generator.model.redaction import NO_MASKS
from generator.read.tree import WorkTree
from tests.site.sample import DISTRICT, as_published, open_district, read_district


class Units(set[str]):
    """The units, as an object that tells whether it is the same one, and whether it is still there."""


@per_edition
def list_units(edition: Edition) -> Units:
    return Units(edition.corpus.units)


def test_what_is_made_of_an_edition_is_made_once_and_of_another_anew() -> None:
    one, two = (open_district(read_district()) for _ in range(2))
    assert list_units(one) is list_units(one)
    assert list_units(one) == list_units(two)
    assert list_units(one) is not list_units(two)
    assert one.results is one.results


def test_what_was_made_goes_with_the_edition() -> None:
    edition = open_district(read_district())
    made = weakref.ref(list_units(edition))
    there = weakref.ref(edition)
    del edition
    gc.collect()
    assert (there(), made()) == (None, None)


def test_the_public_edition_does_not_hold_what_the_whole_project_holds() -> None:
    whole = open_district(as_published(read_district()), "internal")
    public = WholeEdition(whole.root, project=whole.project)
    assert whole.periods
    assert (public.periods, dict(public.results)) == ((), {})
    assert public.project is whole.project


def test_a_project_with_errors_has_no_edition() -> None:
    tree = WorkTree(DISTRICT, ["data/units"])
    found = open_edition(DISTRICT, tree=tree)
    assert isinstance(found, list)
    assert found == load(tree, texts={}).errors
    assert found


def test_a_preview_reads_the_same_history_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def note(root: object, tip: str) -> str:
        read.append(tip)
        return tip

    monkeypatch.setattr(commit_history, "read_history", note)
    keeper = HistoryKeeper()
    for tip in ("a" * 40, "a" * 40, "b" * 40):
        assert str(keeper.take(DISTRICT, tip, NO_MASKS).report) == tip
    assert read == ["a" * 40, "b" * 40]


def test_without_a_history_no_correction_is_explained() -> None:
    whole = open_district(read_district(), "internal")
    away = replace(whole.project, commit="1" * 40)
    assert WholeEdition(whole.root, "internal", project=away).corrections == {}
    with pytest.raises(UserError):
        _ = HistoryKeeper().take(DISTRICT / "nowhere", "1" * 40, NO_MASKS).report
