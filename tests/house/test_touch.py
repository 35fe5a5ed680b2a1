"""What an addition costs: made in a copy of the program, complete by its own tests, and the files counted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.additions import EDITS, TESTS, Edits, apply

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"field": 5, "page": 3, "document": 3, "check": 3, "verb": 3}
COPIED = (
    "generator", "templates", "content", "schemas", ".vscode", "docs", "tools", "tests", "changes", "fonts",
    "pyproject.toml", "mkdocs.yml", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "requirements", "data/registers",
)  # fmt: skip
# What tells of an addition that is not complete, whichever it is; the first of them, of what is forgotten below.
NOTICING = (
    "tests/house/test_omissions.py",
    "tests/public/test_leaving.py::test_every_field_of_every_record_is_decided_upon",
    "tests/check/test_documented.py::test_every_code_is_explained_once_and_in_order",
)
ASKED = (
    *NOTICING,
    "tests/house/test_shown_fields.py::test_a_public_field_is_seen[deduction-found_at-page]",
    "tests/house/test_shown_fields.py::test_a_public_field_is_seen[deduction-found_at-table]",
    "tests/house/test_shown_fields.py::test_a_new_field_has_a_value_here",
    "tests/words/test_format_reference.py",
    "tests/words/test_format_schema.py",
    "tests/check/test_documented.py::test_no_other_code_is_mentioned",
    "tests/check/test_cases.py::test_every_code_has_a_case",
)


def copy_program(folder: Path) -> Path:
    """The program with its tests, without what `make` produces."""
    unwanted = shutil.ignore_patterns("*.bundle", ".cache")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, symlinks=True, ignore=unwanted)
        elif source.exists():
            folder.mkdir(exist_ok=True)
            shutil.copy(source, folder / name)
    copy_compiled(folder)
    return folder


def copy_compiled(folder: Path) -> None:
    """What Python has compiled of the program already holds for its copy, whose files have their old times."""
    kept = Path(os.environ["PYTHONPYCACHEPREFIX"])
    for name in ("generator", "tools", "tests"):
        source = kept / (ROOT / name).relative_to("/")
        if source.is_dir():
            target = kept / (folder.resolve() / name).relative_to("/")
            shutil.copytree(source, target, copy_function=os.link, ignore=shutil.ignore_patterns("*.pyc.*"))


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy, which imports the copy."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def ask(root: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    return run(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests)


@pytest.mark.parametrize("name", EDITS)
def test_an_addition_touches_few_files(name: str) -> None:
    assert len(EDITS[name]) <= LIMITS[name]


# One file of each that could be forgotten; `tests` of it are what notices.
FORGOTTEN = {
    "field": ("generator/public/leaving.py", ".found_at'"),
    "page": ("templates/pages/sources_page.html.j2", "sources_page.html.j2"),
    "document": ("templates/documents/reminder.txt.j2", "reminder: no template"),
    "check": ("content/guide/problems.md", "test_every_code_is_explained_once_and_in_order"),
    "verb": ("content/guide/office.md", "test_the_guide_names_every_verb"),
}


def test_what_is_forgotten_is_told_and_with_it_the_additions_are_complete(tmp_path: Path) -> None:
    root = copy_program(tmp_path / "copy")
    for name, edits in EDITS.items():
        left: Edits = {path: pairs for path, pairs in edits.items() if path != FORGOTTEN[name][0]}
        assert len(left) == len(edits) - 1
        apply(left, root)
    apply(TESTS, root)
    asked = ask(root, *NOTICING)
    assert asked.returncode == 1
    assert [told for _, told in FORGOTTEN.values() if told not in asked.stdout] == []
    for name, (path, _) in FORGOTTEN.items():
        apply({path: EDITS[name][path]}, root)
    for written in (("tools/write_reference.py",), ("-m", "tests.check.cases", "short-reason")):
        done = run(root, *written)
        assert done.returncode == 0, done.stderr
    shown = ("tests/test_layers.py", "tests/check/test_cases.py::test_the_command_says_exactly_this[short-reason]")
    asked = ask(root, *ASKED, *shown)
    assert asked.returncode == 0, asked.stdout
    counted = run(root, "-m", "generator", "count", "-C", "tests/site/district")
    assert (counted.returncode, counted.stdout[:4]) == (0, "扣分记录"), counted.stderr
