"""Notes on changes: one small file in changes/ for each, joined into CHANGELOG.md at a release.

    changes/<name>.<kind>.md    kind: new, changed, fixed, or inner (no reader notices; kept out of the changelog)

check [BASE]     tells a change of generator/ or templates/ since BASE (default: what is staged) that has no note
release VERSION DATE    joins the notes under a heading at the top of CHANGELOG.md and removes them

Needs Python and git alone, so that CI can ask before anything is installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {"new": "New", "changed": "Changed", "fixed": "Fixed", "inner": ""}
NAME = re.compile(r"changes/[a-z0-9][a-z0-9-]*\.(new|changed|fixed|inner)\.md")
NOTED = ("generator/", "templates/")
TOP = "<!-- releases, newest first -->\n"


def lacks_note(paths: list[str]) -> bool:
    """Whether a change of these files needs a note and has none."""
    return any(path.startswith(NOTED) for path in paths) and not any(NAME.fullmatch(path) for path in paths)


def faults(root: Path) -> list[str]:
    """What is wrong with the notes below `root`: a name that says no kind, a note that says nothing."""
    found = []
    for path in sorted((root / "changes").iterdir()):
        name = f"changes/{path.name}"
        if path.name == "README.md":
            continue
        if not NAME.fullmatch(name):
            found.append(f"{name}: a note is called changes/<name>.<kind>.md, kind one of {', '.join(KINDS)}")
        elif not path.read_text("utf-8").strip():
            found.append(f"{name}: empty")
    return found


def join_notes(root: Path, version: str, day: str) -> str:
    """The text of a release: its heading and, by kind, a bullet for each note in order of name."""
    parts = [f"## {version} — {day}\n"]
    for kind, title in KINDS.items():
        notes = sorted((root / "changes").glob(f"*.{kind}.md")) if title else []
        bullets = [f"- {' '.join(path.read_text('utf-8').split())}" for path in notes]
        if bullets:
            parts.append("\n".join([f"### {title}\n", *bullets, ""]))
    return "\n".join(parts)


def release(root: Path, version: str, day: str) -> None:
    """Joins the notes into CHANGELOG.md of `root` and removes them."""
    log = root / "CHANGELOG.md"
    text = log.read_text("utf-8")
    if TOP not in text or f"\n## {version} " in text:
        raise SystemExit(f"CHANGELOG.md: there is {version} already, or no line {TOP.strip()}")
    log.write_text(text.replace(TOP, f"{TOP}\n{join_notes(root, version, day)}", 1), "utf-8")
    for path in (root / "changes").glob("*.*.md"):
        path.unlink()


def changed_files(base: str | None) -> list[str]:
    """The files that differ between `base` and HEAD, without a base those that are staged."""
    versions = ["--cached"] if base is None else [f"{base}...HEAD"]
    command = ["git", "diff", "--name-only", "--no-renames", "-z", *versions]
    listed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return [name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check", *rest] if len(rest) <= 1 and not any(given.startswith("-") for given in rest):
            told = faults(ROOT)
            if lacks_note(changed_files(rest[0] if rest else None)):
                told.append("generator/ or templates/ changed and changes/ says nothing of it: see changes/README.md")
            print("\n".join(told), end="\n" if told else "")
            return 1 if told else 0
        case ["release", version, day] if re.fullmatch(r"[0-9]+(\.[0-9]+)+ 20\d\d-\d\d-\d\d", f"{version} {day}"):
            release(ROOT, version, day)
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
