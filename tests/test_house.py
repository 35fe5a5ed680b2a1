"""Rules of the house that no tool knows: exact figures, no clock, spoken docstrings, nothing from outside."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.parsed import find_nodes, parse

ROOT = Path(__file__).resolve().parent.parent
EXACT_ROOMS = ("model", "read", "change", "score", "check", "git", "history", "compare", "public", "release")
FIGURE_ROOMS = (*EXACT_ROOMS, "acts", "calendar", "cli", "demo", "desk", "gather", "index_site", "load", "pages",
                "proof", "rules", "sheets", "words")  # fmt: skip
# Where others speak in floats: what readers of workbooks hand over, and seconds to wait.
SPEAK_FLOATS = (
    "generator/acts/serve_act.py", "generator/git/conversation.py", "generator/sheets/raw_sheet.py",
    "generator/sheets/xlsx_reader.py",
)  # fmt: skip
TIMELESS_ROOMS = (*EXACT_ROOMS, "proof", "load", "words", "pages", "documents", "opendata")


def sources(*rooms: str) -> list[Path]:
    """The Python files of these rooms, or of all of generator/ if none is named."""
    folders = [ROOT / "generator" / room for room in rooms] or [ROOT / "generator"]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def floats(tree: ast.Module) -> Iterator[int]:
    """The lines that write a float or name the type."""
    for node in find_nodes(tree, ast.Constant, ast.Name):
        match node:
            case ast.Constant(value=float()) | ast.Name(id="float"):
                yield node.lineno


def test_figures_are_never_floats() -> None:
    paths = [path for path in sources(*FIGURE_ROOMS) if named(path) not in SPEAK_FLOATS]
    wrong = [f"{named(path)}:{line}" for path in paths for line in floats(parse(path))]
    assert wrong == []


@pytest.mark.parametrize("source", ["x = 0.5", "float('1')", "def f(x: float) -> int: ...", "x = 1e3"])
def test_a_float_is_seen(source: str) -> None:
    assert list(floats(ast.parse(source))) == [1]


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
          ("time", "localtime"), ("time", "gmtime"), ("time", "strftime")}  # fmt: skip


def clocks(tree: ast.Module) -> Iterator[int]:
    """The lines that ask what time it is now."""
    for node in find_nodes(tree, ast.Attribute):
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if (owner, node.attr) in CLOCKS:
            yield node.lineno


def test_no_result_depends_on_the_clock() -> None:
    wrong = [f"{named(path)}:{line}" for path in sources(*TIMELESS_ROOMS) for line in clocks(parse(path))]
    assert wrong == []


@pytest.mark.parametrize("source", ["date.today()", "datetime.datetime.now(zone)", "time.time()"])
def test_a_look_at_the_clock_is_seen(source: str) -> None:
    assert list(clocks(ast.parse(source))) == [1]


def public_without_docstring(tree: ast.Module) -> Iterator[str]:
    """Names of the public functions, classes and methods that say nothing about themselves."""
    for node in tree.body:
        yield from silent_parts(node, "")


def silent_parts(node: ast.stmt, owner: str) -> Iterator[str]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
        return
    if not ast.get_docstring(node) and not is_exempt(node):
        yield owner + node.name
    if isinstance(node, ast.ClassDef):
        for part in node.body:
            yield from silent_parts(part, f"{owner}{node.name}.")


def is_exempt(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Overloads, overrides and setters are described where they are first declared."""
    marks = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(marks & {"overload", "override", "setter"})


def test_public_things_say_what_they_return() -> None:
    wrong = [f"{named(path)}: {name}" for path in sources() for name in public_without_docstring(parse(path))]
    assert wrong == []


def test_every_module_says_what_it_is() -> None:
    assert [named(path) for path in sources() if not ast.get_docstring(parse(path))] == []


def test_a_missing_docstring_is_seen() -> None:
    tree = ast.parse("def f(): ...\nclass C:\n  def g(self): ...\n  def _h(self): ...\ndef _i(): ...")
    assert list(public_without_docstring(tree)) == ["f", "C", "C.g"]


# Hosts that are names of vocabularies, written in files but never asked for anything.
VOCABULARIES = {
    "www.w3.org",
    "purl.org",
    "ns.adobe.com",
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
    "json-schema.org",
}
PAGE_PARTS = {".html", ".j2", ".jinja", ".css", ".js", ".svg", ".xml", ".typ"}


def requested_hosts(text: str, suffix: str) -> list[str]:
    """The hosts that a template, style or script would ask for something; a link to follow is not one."""
    if suffix == ".js":
        found = re.findall(r"""["'`](?:https?:)?//([\w.-]+\.[a-z]{2,})""", text)
    else:
        text = re.sub(r"<a\s[^>]*>|<!--.*?-->|/\*.*?\*/|\{#.*?#\}", "", text, flags=re.DOTALL)
        found = re.findall(r"""(?:https?:|["'(=\s])//([\w.-]+\.[a-z]{2,})""", text)
    return [host for host in found if host not in VOCABULARIES]


def test_no_page_asks_another_host_for_anything() -> None:
    wrong = [
        f"{named(path)}: {host}"
        for path in tracked_files()
        if path.suffix in PAGE_PARTS and path.relative_to(ROOT).parts[0] not in {"tests", "docs", "data"}
        for host in requested_hosts(path.read_text("utf-8"), path.suffix)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "suffix", "hosts"),
    [
        ('<script src="https://cdn.example.com/a.js">', ".html", ["cdn.example.com"]),
        ('<link rel="preconnect" href="//fonts.example.com">', ".html", ["fonts.example.com"]),
        ("@import url(https://fonts.example.com/css);", ".css", ["fonts.example.com"]),
        ('fetch("https://api.example.com/x")', ".js", ["api.example.com"]),
        ("// see https://example.com", ".js", []),
        ('<a class="x" href="https://example.com">说明</a>', ".html", []),
        ('<svg xmlns="http://www.w3.org/2000/svg">', ".svg", []),
        ("{# https://example.com #}", ".j2", []),
    ],
)
def test_a_request_is_told_from_a_link(text: str, suffix: str, hosts: list[str]) -> None:
    assert requested_hosts(text, suffix) == hosts


@cache
def tracked_files() -> tuple[Path, ...]:
    """The files of the project as git knows them; in a folder without git, all but what `make` produces."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        made = {".git", ".venv", "site", "build", ".cache"}
        paths = [path for path in ROOT.rglob("*") if path.relative_to(ROOT).parts[0] not in made]
    return tuple(sorted(path for path in paths if path.is_file() and not path.is_symlink()))


# The folders where a developer works; written so that this pattern does not find itself.
HOMES = re.compile(rb"(?:/[h]ome/|/[U]sers/|[A-Z]:\\[U]sers\\)\w|/[r]oot/(?!\.ssh)\w|/[r]oot/\.pyenv")


def test_no_file_names_a_place_on_a_developers_machine() -> None:
    here = re.compile(re.escape(str(ROOT).encode()) + rb"\b")
    wrong = []
    for path in tracked_files():
        content = path.read_bytes()
        if found := HOMES.search(content) or here.search(content):
            wrong.append(f"{named(path)}: {found[0]!r}")
    assert wrong == []


def test_a_place_on_a_machine_is_seen() -> None:
    assert HOMES.search("/".join(["", "home", "wang", "kaohe"]).encode())
    assert not HOMES.search(b"https://example.gov.cn/home")


LOCKS = [
    ROOT / "requirements" / name
    for name in ("build.txt", "desk.txt", "dev.txt", "index-dask.txt", "index.txt", "run.txt")
]


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert sorted((ROOT / "requirements").iterdir()) == LOCKS
    for path in LOCKS:
        lines = path.read_text("utf-8").splitlines()
        assert [
            line for line in lines if re.search(r"://|^\s*(-i|-f|--index|--extra-index|--find-links)", line)
        ] == []


def test_every_locked_package_is_pinned_and_hashed() -> None:
    for path in LOCKS:
        entries = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^ *#.*\n?", "", path.read_text("utf-8")).strip())
        assert entries
        assert [e.split()[0] for e in entries if not re.match(r"[\w.-]+==\S+", e) or "--hash=sha256:" not in e] == []


def locked(name: str) -> set[str]:
    """The `package==version` entries of one lock file."""
    return set(re.findall(r"(?m)^[\w.-]+==\S+", (ROOT / "requirements" / name).read_text("utf-8")))


def test_every_direct_dependency_is_locked_as_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = {
        "run.txt": project["project"]["dependencies"],
        "desk.txt": project["project"]["optional-dependencies"]["desk"],
        "index.txt": project["project"]["optional-dependencies"]["index"],
        "index-dask.txt": project["project"]["optional-dependencies"]["index-dask"],
        "dev.txt": project["dependency-groups"]["dev"],
        "build.txt": project["dependency-groups"]["build"],
    }
    for name, wanted in declared.items():
        assert {entry.replace("_", "-") for entry in wanted} <= locked(name)
    assert set(project["build-system"]["requires"]) <= set(declared["build.txt"])


def test_all_locks_agree_on_the_versions() -> None:
    assert locked("run.txt") <= locked("desk.txt") <= locked("dev.txt")
    entries = locked("dev.txt") | locked("build.txt")
    assert len(entries) == len({entry.partition("==")[0] for entry in entries})


def test_a_missing_program_is_named(needs: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_STRICT_TOOLS", "0")
    with pytest.raises(pytest.skip.Exception, match=r"^no-such-program is not installed$"):
        needs("no-such-program")
    monkeypatch.setenv("KAOHE_STRICT_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match=r"^no-such-program is not installed$"):
        needs("no-such-program")
