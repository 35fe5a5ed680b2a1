"""Writes every expected output anew and says which files have changed: `make goldens`.

`.venv/bin/python tools/write_goldens.py [reference|picture|files|cases|oracle …]` does only the parts named. Whatever
changes is to be looked at (`git diff`) before it is kept.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where the files lie that these parts write; nothing else may change.
WRITTEN = (
    "schemas", ".vscode", "content/guide/format.md", "docs/architecture.md", "tests/oracle", "tests/cases",
    "tests/*/expected", "tests/*/golden",
)  # fmt: skip


def golden_tests() -> list[str]:
    """The test files that compare with a file kept beside them."""
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if "from tests.golden import" in path.read_text("utf-8")
    )


PARTS = {
    "reference": ("tools/write_reference.py",),
    "picture": ("tools/draw_rooms.py",),
    "files": ("-m", "pytest", "-q", "-p", "no:cacheprovider", *golden_tests()),
    "cases": ("-m", "tests.check.cases", "--all"),
    "oracle": ("-m", "tests.oracle", "write"),
}


def digests() -> dict[str, str]:
    """The SHA-256 of every file that may be written."""
    found = {}
    for pattern in WRITTEN:
        for place in ROOT.glob(pattern):
            for path in [place] if place.is_file() else sorted(place.rglob("*")):
                if path.is_file() and not path.is_symlink() and path.suffix not in {".py", ".pyc"}:
                    found[path.relative_to(ROOT).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def main(names: list[str]) -> int:
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    before, failed = digests(), []
    environment = {**os.environ, "KAOHE_GOLDEN": "write"}
    for name in names or list(PARTS):
        ended = subprocess.run(
            [sys.executable, *PARTS[name]], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False
        )
        if ended.returncode:
            failed.append(name)
            sys.stdout.write(ended.stdout)
    after = digests()
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    for path in changed:
        print("written:", path)
    print(f"{len(changed)} of {len(after)} expected outputs are other ones now; look at them: git diff")
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
