"""Draws the rooms of generator/ and who imports whom into docs/architecture.md: `make draw`.

The picture is made from the imports alone, so it cannot tell anything else. An arrow from one room to another that a
way through others already shows is left out (transitive reduction). `--check` writes nothing and fails when the page
is not current.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: begin, written by `make draw` -->", "<!-- rooms: end -->"
# Said beside the name in the picture; a room without a word here is drawn by its name alone.
WORDS = {
    "model": "records, numbers, problems",
    "rules": "a scheme as a book of calculations",
    "read": "text to records",
    "score": "records to figures",
    "change": "what happened to a record",
    "check": "rules across records",
    "git": "bytes and refs, no meaning",
    "history": "line, trails, remarks",
    "compare": "what changed, what it moved",
    "public": "the gate: what may leave",
    "release": "freeze, correct, standing",
    "proof": "verify, manifest, bag",
    "load": "read, check, score, once",
    "words": "what products share",
    "pages": "HTML",
    "documents": "DOCX, PDF",
    "opendata": "tables, feeds",
    "site": "one folder, whole or not",
    "acts": "publish, correct, redact",
    "cli": "parse and print",
    "demo": "the sample",
    "calendar": "working days",
}


def imported_rooms(path: Path, package: Path) -> set[str]:
    """The rooms below `package` that the module at `path` imports, wherever in it."""
    found = set()
    parts = path.relative_to(package.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level + 1] if node.level else ()
            origin = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{origin}.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith(f"{package.name}.")}
    return {room for room in found if (package / room).is_dir()}


def room_graph(package: Path) -> dict[str, set[str]]:
    """Each room of `package` with the rooms that it imports itself."""
    graph = {}
    for room in sorted(path.parent.name for path in package.glob("*/__init__.py")):
        files = sorted((package / room).rglob("*.py"))
        graph[room] = set().union(*(imported_rooms(path, package) for path in files)) - {room}
    return graph


def reach(graph: dict[str, set[str]], start: str) -> set[str]:
    """Everything that `start` imports, itself or through others."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for target in graph.get(ahead.pop(), set()):
            if target not in found:
                found.add(target)
                ahead.append(target)
    return found


def reduce_graph(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same graph without the arrows that a longer way shows as well; `graph` has no cycle."""
    far = {room: reach(graph, room) for room in graph}
    return {
        room: {target for target in targets if not any(target in far[other] for other in targets - {target})}
        for room, targets in graph.items()
    }


def draw(graph: dict[str, set[str]]) -> str:
    """The picture in Mermaid, what is imported on the left, in order of name."""
    lines = ["```mermaid", "flowchart LR"]
    for room in sorted(graph):
        word = WORDS.get(room)
        left, right = ("{{", "}}") if room == "public" else ("[", "]")
        label = f'"<b>{room}</b><br/>{word}"' if word else f'"<b>{room}</b>"'
        lines.append(f"    {room}{left}{label}{right}")
    for room, targets in sorted(reduce_graph(graph).items()):
        lines.extend(f"    {target} --> {room}" for target in sorted(targets))
    return "\n".join([*lines, "```"])


def with_picture(text: str, picture: str) -> str:
    """The page with `picture` between its two marks."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{PAGE.relative_to(ROOT)} has no marks for the picture: {BEGIN} … {END}")
    return f"{head}{BEGIN}\n{picture}\n{END}{tail}"


def main(arguments: list[str]) -> int:
    old = PAGE.read_text("utf-8")
    new = with_picture(old, draw(room_graph(ROOT / "generator")))
    if old == new:
        print(f"{PAGE.relative_to(ROOT)}: current")
        return 0
    if "--check" in arguments:
        print(f"{PAGE.relative_to(ROOT)}: not current, run `make draw`")
        return 1
    PAGE.write_text(new, "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: drawn anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
