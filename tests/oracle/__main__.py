"""`python -m tests.oracle`: what the oracle knows, made anew.

write            stores the digests of what this program makes (look at the difference before committing it)
bundles          makes the two histories anew from data/ and `kaohe demo`, for a change of the formats; then write
make FOLDER      leaves all outputs in FOLDER, to be compared with those of another state of the program
check            says what differs from what is stored
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oracle.bundles import make_bundles
from tests.oracle.outputs import QUESTIONS, differences, digests, make_outputs, store, stored


def run(arguments: list[str]) -> int:
    match arguments:
        case ["bundles"]:
            make_bundles()
            return 0
        case ["write" | "check" | "make" as act, *rest] if len(rest) == (act == "make"):
            return max(_each(act, name, *map(Path, rest)) for name in QUESTIONS)
    sys.stdout.write(f"{__doc__}")
    return 2


def _each(act: str, name: str, folder: Path | None = None) -> int:
    with TemporaryDirectory() as work:
        files = make_outputs(name, Path(work))
    if act == "make" and folder is not None:
        for path, data in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return 0
    found = digests(files)
    changed = differences(stored(name), found)
    sys.stdout.write("".join(f"{name}: {line}\n" for line in changed))
    sys.stdout.write(f"{name}: {len(found)} outputs, {len(changed)} differ\n")
    if act == "write":
        store(name, found)
        return 0
    return 1 if changed else 0


if __name__ == "__main__":
    for setting in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[setting]
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_MKDOCS_2_WARNING": "1"}
    sys.exit(run(sys.argv[1:]))
