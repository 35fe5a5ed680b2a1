"""Documents that did not change are taken from the cache; what a change touches is made again, and nothing else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from generator.documents.document_files import document_fonts, produce_documents
from generator.load.edition import Edition, open_edition
from generator.site.site_build import build_site
from tests.site.sample import copy_district

RECORD = "data/deductions/2015/hotline/2015-0305-jiaoyu-1.yml"


def build(root: Path) -> dict[str, bytes]:
    edition = open_edition(root)
    assert isinstance(edition, Edition)
    return dict(produce_documents(edition))


def kept(root: Path) -> dict[str, tuple[int, int]]:
    """The documents in the cache for the project at `root`, each with what would show that it was written again."""
    for owner in (Path(sys.prefix) / "cache" / "documents").glob("*/project"):
        if owner.read_text("utf-8") == str(root):
            found = {path.name: path.stat() for path in owner.parent.iterdir() if path != owner}
            return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}
    return {}


@pytest.fixture
def district(tmp_path: Path) -> Path:
    if sys.prefix == sys.base_prefix:
        pytest.fail("the tests run in a virtual environment")
    return copy_district(tmp_path / "district").resolve()


def test_a_second_build_renders_nothing_again(district: Path) -> None:
    first = build(district)
    before = kept(district)
    kinds = 2 if all(document_fonts(district).chains.values()) else 1
    assert len(before) == len(first)
    assert len(first) % kinds == 0
    assert build(district) == first
    assert kept(district) == before


def test_a_changed_reason_renders_only_what_tells_of_it(district: Path) -> None:
    first = build(district)
    before = kept(district)
    path = district / RECORD
    text = path.read_text("utf-8")
    reason = next(line for line in text.splitlines() if line.startswith("reason: "))
    path.write_text(text.replace(reason, f"{reason}，已核实"), "utf-8")
    second = build(district)
    touched = {name.rpartition(".")[0] for name in first if second[name] != first[name]}
    assert touched == {
        "documents/2015/feedback/jiaoyu-demo",
        "documents/2015/review/2015-0305-jiaoyu-1-hotline-demo",
    }
    after = kept(district)
    assert len(after.keys() - before.keys()) == sum(second[name] != first[name] for name in first)
    assert all(before[name] == after[name] for name in before.keys() & after.keys())
    assert len(after) == len(second)  # what was superseded is not kept


def test_progress_is_told_document_by_document(district: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int | None]] = []
    assert (
        build_site(district, tmp_path / "site", say=lambda words, count: told.append((words, count))).problems == ()
    )
    counts = [count for words, count in told if words == "生成公文"]
    assert counts[:-1] == list(range(1, len(build(district)) + 1))


def test_documents_of_a_project_that_is_gone_are_not_kept(district: Path, tmp_path: Path) -> None:
    build(district)
    shutil.rmtree(district)
    other = copy_district(tmp_path / "other").resolve()
    build(other)
    assert kept(district) == {}
    assert kept(other)
