"""What the hook asks before a commit: lint, types of the rooms that change, rules of the house, a note on the change.

It looks at the files as they lie there; of a commit that takes only part of them CI says the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.change_notes import changed_files  # noqa: E402  # run as a script, its folder is not the project's


def rooms(paths: list[str]) -> list[str]:
    """The folders of code and tests whose types may have changed: each room, and what mirrors it."""
    found = set()
    for path in paths:
        top, _, rest = path.partition("/")
        if path.endswith(".py") and top in {"generator", "tests"} and "/" in rest:
            room = rest.partition("/")[0]
            found |= {f"generator/{room}", f"tests/{room}"}
    return sorted(place for place in found if any((ROOT / place).glob("*.py")))


def steps(paths: list[str]) -> list[tuple[str, list[str]]]:
    """What is asked of a change of `paths`: a name and the arguments of Python."""
    sources = [path for path in paths if path.endswith(".py") and (ROOT / path).is_file()]
    found = [("note", ["tools/change_notes.py", "check"])]
    if sources:
        found.append(("lint", ["-m", "ruff", "check", "--force-exclude", *sources]))
        found.append(("format", ["-m", "ruff", "format", "--check", "--force-exclude", *sources]))
    if places := rooms(paths):
        found.append(("types", ["-m", "mypy", *places]))
    if sources or any(path.startswith(("templates/", "docs/")) for path in paths):
        house = ["tests/test_layers.py", "tests/test_house.py", "tests/house"]
        found.append(("house rules", ["-m", "pytest", "-q", "-p", "no:cacheprovider", *house]))
    return found


def main() -> int:
    # A hook runs inside git, whose variables must not reach a test.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    paths, failed = changed_files(None), []
    for name, arguments in steps(paths):
        own = os.environ if name == "note" else environment
        ended = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=own, capture_output=True, text=True, check=False
        )
        if ended.returncode:
            failed.append(name)
            sys.stderr.write(f"== {name}\n{ended.stdout}{ended.stderr}")
    if failed:
        sys.stderr.write(f"not committed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
