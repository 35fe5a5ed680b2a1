"""Where each kind of file is due."""

from __future__ import annotations

import pytest

from generator.model.place import FileKind, find_place
from generator.read.layout import sort_entries
from generator.read.tree import TreeEntry


@pytest.mark.parametrize(
    ("path", "kind", "ids"),
    [
        ("data/site.yml", "site", ("site",)),
        ("data/committers.yml", "committers", ("committers",)),
        ("data/allowed_signers", "signers", ("allowed_signers",)),
        ("data/units/fagaiju.yml", "unit", ("fagaiju",)),
        ("data/schemes/2015.yml", "scheme", ("2015",)),
        ("data/deductions/2015/hotline/2015-0618-a-1.yml", "deduction", ("2015", "hotline", "2015-0618-a-1")),
        ("data/appraisals/2015/fagaiju.yml", "appraisal", ("2015", "fagaiju")),
        ("data/publications/2015-q1.yml", "publication", ("2015-q1",)),
        ("data/corrections/2015-q1-c1.yml", "correction", ("2015-q1-c1",)),
        (f"data/units/{'a' * 64}.yml", "unit", ("a" * 64,)),
        ("data/units/con-2.yml", "unit", ("con-2",)),
        ("data/units/console.yml", "unit", ("console",)),
        ("data/units/com10.yml", "unit", ("com10",)),
    ],
)
def test_a_file_is_due_at_its_place(path: str, kind: FileKind, ids: tuple[str, ...]) -> None:
    place = find_place(path)
    assert place is not None
    assert (place.kind, place.ids) == (kind, ids)


@pytest.mark.parametrize(
    "path",
    [
        "site.yml",
        "data/site.yaml",
        "data/site.yml/x.yml",
        "data/units.yml",
        "data/units/",
        "data/units/A.yml",
        "data/units/a.yml\n",
        "data/units/-a.yml",
        "data/units/a_b.yml",
        "data/units/a.b.yml",
        "data/units/../site.yml",
        f"data/units/{'a' * 65}.yml",
        "data/units/con.yml",
        "data/units/lpt9.yml",
        "data/deductions/2015/aux/r.yml",
        "data/deductions/2015/nul/r.yml",
        "data/deductions/15/item/r.yml",
        "data/deductions/２０１５/item/r.yml",
        "data/deductions/2015/r.yml",
        "data/deductions/2015/item/06/r.yml",
        "data/schemes/2015-2.yml",
        "xdata/site.yml",
    ],
)
def test_no_file_is_due_elsewhere(path: str) -> None:
    assert find_place(path) is None


def test_what_is_due_comes_in_order_and_so_does_the_rest() -> None:
    entries = [
        TreeEntry("data/site.yml"), TreeEntry("data/units/a.yml", "symlink"), TreeEntry("data/units/b.yml"),
        TreeEntry("data/x"),
        TreeEntry("data/units/sub", "submodule"),
    ]  # fmt: skip
    due, strays = sort_entries(entries)
    assert [found.entry.path for found in due] == ["data/site.yml", "data/units/b.yml"]
    assert [stray.path for stray in strays] == ["data/units/a.yml", "data/x", "data/units/sub"]
