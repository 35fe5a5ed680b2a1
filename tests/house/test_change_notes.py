"""Notes on changes: a missing one is told, a release joins them; and what is asked before a commit."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

import generator
from tools import change_notes
from tools.change_notes import TOP, faults, join_notes, lacks_note, release
from tools.check_change import rooms, steps

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("paths", "lacks"),
    [
        (["generator/score/items.py"], True),
        (["templates/pages/unit_page.html.j2", "changes/README.md"], True),
        (["generator/score/items.py", "changes/caps.fixed.md"], False),
        (["generator/score/items.py", "changes/caps.md"], True),
        (["tests/score/test_cap.py", "docs/architecture.md"], False),
    ],
)
def test_a_change_without_a_note_is_told(paths: list[str], lacks: bool) -> None:
    assert lacks_note(paths) == lacks


def test_the_notes_at_hand_are_sound() -> None:
    assert faults(ROOT) == []


def test_a_bad_note_is_told(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    for name, text in {"README.md": "x", "a.new.md": "A.\n", "b.md": "B.", "c.fixed.md": "\n"}.items():
        (tmp_path / "changes" / name).write_text(text)
    assert [line.partition(":")[0] for line in faults(tmp_path)] == ["changes/b.md", "changes/c.fixed.md"]


def test_a_release_joins_the_notes_and_removes_them(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    notes = {"README.md": "x", "b.new.md": "B\nand more.\n", "a.new.md": "A.", "f.fixed.md": "F.", "i.inner.md": "I."}
    for name, text in notes.items():
        (tmp_path / "changes" / name).write_text(text)
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{TOP}\n## 0.1.0 — 2026-11-29\n\n- Old.\n")
    release(tmp_path, "0.2.0", "2027-03-01")
    assert (tmp_path / "CHANGELOG.md").read_text() == (
        f"# Changelog\n\n{TOP}\n## 0.2.0 — 2027-03-01\n\n### New\n\n- A.\n- B and more.\n\n### Fixed\n\n- F.\n"
        "\n## 0.1.0 — 2026-11-29\n\n- Old.\n"
    )
    assert [path.name for path in (tmp_path / "changes").iterdir()] == ["README.md"]
    with pytest.raises(SystemExit, match=r"0\.2\.0 already"):
        release(tmp_path, "0.2.0", "2027-03-01")


def test_the_changelog_has_the_version_of_the_package() -> None:
    headings = re.findall(r"(?m)^## (\S+) — (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert headings
    assert headings == sorted(headings, key=lambda heading: heading[1], reverse=True)
    assert headings[0][0] == generator.__version__
    assert join_notes(ROOT, "9.9.9", "2099-01-01").startswith("## 9.9.9 — 2099-01-01\n")


def test_what_is_asked_before_a_commit() -> None:
    assert [name for name, _ in steps(["data/site.yml"])] == ["note"]
    asked = dict(steps(["generator/score/items.py", "generator/gone.py", "templates/pages/unit_page.html.j2"]))
    assert list(asked) == ["note", "lint", "format", "types", "house rules"]
    assert "generator/gone.py" not in asked["lint"]
    assert rooms(["generator/score/items.py", "tests/git/test_objects.py", "tools/wheel.py"]) == [
        "generator/git", "generator/score", "tests/git", "tests/score",
    ]  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A repository with the two tools of the hook and nothing else; runs git in it."""

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    for name in ("tools/change_notes.py", "tools/check_change.py", "tools/hooks/pre-commit", "changes/README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(ROOT / ".venv/bin/python")
    (tmp_path / ".gitignore").write_text(".venv\n__pycache__\n")
    git("init", "-q", "-b", "main")
    for setting in (("user.name", "a"), ("user.email", "a@example.org"), ("core.hooksPath", "tools/hooks")):
        git("config", *setting)
    return git


def test_the_hook_refuses_a_change_without_a_note(
    clone: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    clone("add", "-A")
    assert clone("commit", "-q", "-m", "start", "--no-verify").returncode == 0
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/README.txt").write_text("x\n")
    clone("add", "-A")
    refused = steps(["templates/README.txt"])
    assert [name for name, _ in refused] == ["note", "house rules"]
    said = clone("commit", "-q", "-m", "change")
    assert said.returncode == 1
    assert "changes/ says nothing of it" in said.stderr


def test_the_hook_passes_what_needs_nothing(
    clone: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "LICENSE").write_text("x\n")
    clone("add", "LICENSE")
    said = clone("commit", "-q", "-m", "start")
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("target", ["dev", "one", "goldens", "draw", "layers", "oracle", "release"])
def test_the_help_lists_what_there_is(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"(?m)^{target}:", makefile)
    assert f"  make {target} " in makefile
    phony = re.search(r"(?m)^\.PHONY: (.+)$", makefile)
    assert phony
    assert target in phony[1].split()


def test_usage_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert change_notes.main(["release", "next", "today"]) == 2
    assert change_notes.main(["check", "--all"]) == 2
    assert "release VERSION DATE" in capsys.readouterr().out
