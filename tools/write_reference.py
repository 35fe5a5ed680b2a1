"""Writes schemas/, .vscode/ and content/guide/format.md anew from the declarations of the records.

Run it after a field has changed: `.venv/bin/python tools/write_reference.py`. Tests hold the files against the code.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> None:
    from generator.read.corpus_reader import read_corpus
    from generator.read.tree import WorkTree
    from generator.words.format_reference import format_reference
    from generator.words.format_schema import schema_files

    registers = read_corpus(WorkTree(ROOT, ("data/registers",)))[0].registers
    for path, text in {**schema_files(registers.values()), "content/guide/format.md": format_reference()}.items():
        target = ROOT / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(text.encode("utf-8"))
        print(path)


main()
