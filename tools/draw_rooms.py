"""Lists and draws the rooms of generator/ and who imports whom in docs/architecture.md: `make draw`.

List and picture are made from the imports alone, so they cannot tell anything else. An arrow from one room to another
that a way through others shows already is left out of the picture (transitive reduction). `--check` writes nothing
and fails when the page is not current.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: begin, written by `make draw` -->", "<!-- rooms: end -->"
# The rooms in their order (tests/test_layers.py:ROOMS), each with what it is for; one without a word here comes last.
WORDS = {
    "model": "records, numbers, problems; where files lie",
    "kept": "what was derived before, by the digest of its bytes",
    "rules": "a scheme as a book of calculations",
    "calendar": "working days",
    "read": "text to records",
    "change": "what happened to a record; what is a rename",
    "score": "records to figures",
    "check": "rules across records",
    "git": "bytes, commits, refs",
    "history": "the line, trails, remarks, who is which office",
    "compare": "what changed, what it moved",
    "public": "**the gate**: what may leave",
    "release": "freeze, correct, what stands",
    "load": "read, check, score, once",
    "sheets": "tables of offices: cells to rows, or questions",
    "proof": "verify, manifest, bag",
    "gather": "sources of districts: verify, remember, tables",
    "words": "sentences and addresses that products share",
    "pictures": "charts, drawn once for a period",
    "pages": "HTML",
    "documents": "DOCX, PDF",
    "opendata": "tables, workbook, feeds",
    "site": "one folder, whole or not",
    "index_site": "the site above districts",
    "acts": "publish, correct, redact, propose, build",
    "desk": "the form in the browser",
    "demo": "the sample",
    "cli": "parse and print",
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
    """The rooms in order with what each imports, and a picture in Mermaid of the arrows that no longer way shows."""
    order = [*(room for room in WORDS if room in graph), *sorted(graph.keys() - WORDS.keys())]
    lines = ["| room | is for | imports |", "|---|---|---|"]
    for room in order:
        taken = " ".join(other for other in order if other in graph[room])
        lines.append(f"| {room} | {WORDS.get(room, '')} | {taken} |")
    lines += ["", "```mermaid", "flowchart LR"]
    reduced = reduce_graph(graph)
    rows: dict[str, list[str]] = {}
    for room in order:
        users = " & ".join(other for other in order if room in reduced[other])
        rows.setdefault(users, []).append("public{{public}}" if room == "public" else room)
    lines += [f"    {' & '.join(rooms)} --> {users}" for users, rooms in rows.items() if users]
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
