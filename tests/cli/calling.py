"""What a call of the command printed, and its exit status."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a call printed, to standard output and to standard error, and its exit status."""

    status: int
    out: str
    error: str

    @property
    def data(self) -> Any:
        """The output as JSON in its stable form: sorted keys, one trailing newline."""
        found = json.loads(self.out)
        assert self.out == json.dumps(found, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
        return found


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls `kaohe VERB -C FOLDER …`."""

    capture: pytest.CaptureFixture[str]

    def __call__(self, folder: Path, verb: str, *arguments: str) -> Said:
        self.capture.readouterr()
        status = main([verb, "-C", str(folder), *arguments])
        printed = self.capture.readouterr()
        return Said(status, printed.out, printed.err)

    def refused(self, folder: Path, verb: str, *arguments: str) -> str:
        """The one sentence with which the command refuses, exit 2."""
        said = self(folder, verb, *arguments)
        assert (said.status, said.out) == (2, "")
        (line,) = said.error.splitlines()
        assert line.startswith("kaohe：")
        return line.removeprefix("kaohe：")
