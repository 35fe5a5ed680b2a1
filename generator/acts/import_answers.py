"""A file of answers to the questions of an import: `id: answer`, as YAML or JSON."""

from __future__ import annotations

from pathlib import Path

from generator.model.origin import Mapping, Scalar
from generator.model.problem import Problem, UserError
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.sheets.open_book import read_file
from generator.sheets.raw_sheet import SheetFault


def read_answers(path: Path) -> dict[str, str]:
    """The answers by the ids of questions; UserError where the file holds something else."""
    try:
        data = read_file(path)
    except SheetFault:
        raise UserError(f"“{path.name}”太大，不是回答的文件。") from None
    if not data.strip():
        return {}
    text = read_text(path.name, data)
    node = parse_yaml(path.name, text) if isinstance(text, str) else text
    if isinstance(node, Problem):
        place = f"{path.name}:{node.place.line}:{node.place.column}"
        raise UserError(f"回答的文件读不出：{place} {node.message}。{node.hint}")
    if not isinstance(node, Mapping) or not all(isinstance(value, Scalar) for value in node.entries.values()):
        raise UserError("回答的文件每行写一个“问题编号: 回答”。")
    return {name: value.value for name, value in node.entries.items() if isinstance(value, Scalar)}
