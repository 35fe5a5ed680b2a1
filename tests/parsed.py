"""Sources as trees: each file is parsed, and each tree walked, once for all rules that look through them."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)


@cache
def parse(path: Path) -> ast.Module:
    """The tree of a source, which nobody changes."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def _by_kind(tree: ast.AST) -> dict[type[ast.AST], list[ast.AST]]:
    found: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
    for node in ast.walk(tree):
        found[type(node)].append(node)
    return dict(found)


def find_nodes(tree: ast.AST, *kinds: type[Node]) -> list[Node]:
    """The nodes of these kinds wherever in a tree, kind after kind, each in the order of `ast.walk`."""
    found = _by_kind(tree)
    return [node for kind in kinds for node in found.get(kind, []) if isinstance(node, kind)]
