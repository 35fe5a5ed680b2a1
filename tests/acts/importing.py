"""A small project into which tables are imported, as a person does: files, answers, and what was said."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.acts.import_act import open_import, plan_import
from generator.cli import main
from tests.sample import sample_tree


@dataclass(frozen=True)
class Importer:
    """The sample district on the disk; each call is one of the command's."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def put(self, name: str, data: bytes) -> Path:
        """A file beside the project."""
        path = self.root.parent / name
        path.write_bytes(data)
        return path

    def call(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code and what was printed."""
        self.capture.readouterr()
        code = main([arguments[0], "-C", str(self.root), *arguments[1:]])
        printed = self.capture.readouterr()
        return code, printed.out, printed.err

    def dry(self, path: Path, answers: Mapping[str, str] | None = None) -> Any:
        """What a dry run says as JSON."""
        more = ("--answers", str(self.answers(answers))) if answers is not None else ()
        _, out, _ = self.call("import", str(path), "--dry-run", "--json", *more)
        return json.loads(out)

    def answers(self, given: Mapping[str, str]) -> Path:
        """A file of answers."""
        return self.put("answers.yml", json.dumps(given, ensure_ascii=False).encode())

    def settle(self, path: Path, choose: Callable[[Any], str]) -> dict[str, str]:
        """The answers to all questions of a file, round by round."""
        session = open_import(self.root, [path], {})
        for _ in range(8):
            questions = plan_import(session).questions
            if not questions:
                break
            session.answers |= {one.id: choose(asdict(one)) for one in questions}
        return session.answers

    def write(self, path: Path, given: Mapping[str, str]) -> tuple[int, str, str]:
        """Imports with these answers."""
        return self.call("import", str(path), "--yes", "--answers", str(self.answers(given)))

    def files(self) -> dict[str, bytes]:
        """The data as they lie there."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "data").rglob("*.yml"))
        }


def lay_sample(root: Path) -> None:
    """The sample's data below `root`, without a history."""
    (root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    tree = sample_tree()
    for entry in tree.entries():
        path = root / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tree.read(entry.path))


STANDARDS = {"会议": "returned", "批示": "returned", "工单": "overdue", "抽查": "unsatisfied"}


def choose_plain(question: Any) -> str:
    """The answers to what the plain register asks."""
    kind = question["kind"]
    if kind == "standard":
        return next(name for text, name in STANDARDS.items() if text in question["text"])
    fixed = {"item": "hotline-handling", "method": "spot-check", "source": "hotline", "near": "new"}
    return fixed.get(kind) or str(question["choices"][0]["value"])
