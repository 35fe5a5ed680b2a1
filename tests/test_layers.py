"""The shape of the code: which room may import which, who calls git, who writes files, how long things are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.parsed import find_nodes, parse

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "model", "kept", "rules", "calendar", "read", "change", "score", "check", "git", "history", "compare", "public",
    "release", "load", "sheets", "proof", "gather", "words", "pictures", "pages", "documents", "opendata", "site",
    "index_site", "acts", "desk", "demo", "cli",
)  # fmt: skip
PRODUCTS = {"pages", "documents", "opendata"}
WRITERS = {"site", "proof", "gather", "acts", "demo", "cli"}
NO_NAMES = {"util", "utils", "common", "helper", "helpers", "misc", "tools", "shared"}
MODULE_LINES = 300
FUNCTION_LINES = 40
VERB_LINES = 60

# module:function -> why it may be longer than FUNCTION_LINES.
LONG_FUNCTIONS: dict[str, str] = {}
# module -> why it may write although its room may not.
LONE_WRITERS: dict[str, str] = {
    "generator.load.render_cache": "finished documents and pictures, kept beside the program to save time",
    "generator.kept.kept_store": "what was derived before, in the user's cache folder, to save time",
    "generator.git.signature": "public keys for ssh-keygen and gpg, in a temporary folder, gone afterwards",
}
# module -> why it reads data without checking them (`read_corpus`): everybody else asks generator.load.
PAST, PART = "a state of the past: today's rules do not judge it", "a part of the data, for names or acts alone"
READ_ALONE: dict[str, str] = {
    "generator.load.project": "reads for everybody, and checks",
    "generator.load.kept_check": "year by year, and checks",
    "generator.load.some_files": "some files, with what is needed to check them, which it does itself",
    "generator.history.report": PAST,
    "generator.release.causes": PAST,
    "generator.release.changed_files": PAST,
    "generator.acts.check_proposal": "the base of a proposal: only the proposal is judged",
    "generator.release.proposal": PART,
    "generator.acts.publish_act": PART,
    "generator.acts.fmt_act": PART,
    "generator.desk.desk_state": PART,
    "generator.acts.import_act": "what rows are compared with: what would be written is loaded and judged",
    "generator.acts.write_audit": "names of offices for a report whose figures were computed before",
    "generator.cli.timeline_selection": PART,
}
# What a result may not be kept by for as long as the program runs: it belongs to an object that ends (an Edition).
UNKEPT = re.compile(
    r"\b(Project|Edition|Corpus|\w*Tree|Repository|Path|MainLine|root|tree|commit|commits|tip|tips|edition|project)\b"
)
# module:function -> why its results may be kept although they are keyed by such a value.
KEPT: dict[str, str] = {
    "generator.documents.fonts:read_families": "a font of the machine, of no project: the same while a program runs",
    "generator.documents.font_coverage:read_coverage": "the same",
}


@dataclass(frozen=True, slots=True)
class Module:
    """One source file below generator/, with its dotted name."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """The folder below generator/; empty for the two files of generator/ itself."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and parts[1] != "__main__" else ""


@cache
def modules() -> dict[str, Module]:
    found = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text("utf-8")
        found[name] = Module(name, path, parse(path), text.count("\n"))
    return found


def imported_names(tree: ast.Module, name: str, is_package: bool) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in it: relative ones and `import_module` resolved."""
    package = name.split(".") if is_package else name.split(".")[:-1]
    for node in find_nodes(tree, ast.Import, ast.ImportFrom, ast.Call):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and called_name(node) in {"import_module", "__import__"}:
            yield from spelt_import(node)


def spelt_import(call: ast.Call) -> Iterator[str]:
    """The name given to import_module: whole, or, of an f-string, the beginning that is fixed."""
    match call.args:
        case [ast.Constant(value=str(name)), *_]:
            yield name
        case [ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]), *_]:
            yield start.rpartition(".")[0]


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


@cache
def imports_of(module: Module) -> set[str]:
    """The modules of generator/ that `module` imports itself."""
    known = modules()
    found = set()
    for name in imported_names(module.tree, module.name, module.path.name == "__init__.py"):
        target = name if name in known else name.rpartition(".")[0]
        if target in known and target != module.name:
            found.add(target)
    return found


def test_every_module_is_in_a_room() -> None:
    assert sorted({m.room for m in modules().values()} - {"", *ROOMS}) == []
    assert sorted(name for name, m in modules().items() if not m.room) == ["generator", "generator.__main__"]


def test_a_room_imports_only_rooms_above_it() -> None:
    wrong = [
        f"{module.name} imports {target}"
        for module in modules().values()
        if module.room
        for target in sorted(imports_of(module))
        if modules()[target].room and ROOMS.index(modules()[target].room) > ROOMS.index(module.room)
    ]
    assert wrong == []


def test_products_do_not_import_each_other() -> None:
    wrong = [
        f"{module.name} imports {target}"
        for module in modules().values()
        if module.room in PRODUCTS
        for target in sorted(imports_of(module))
        if modules()[target].room in PRODUCTS - {module.room}
    ]
    assert wrong == []


def kept_by(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The functions whose results are cached, each with its parameters and their types as they are written."""
    for node in find_nodes(tree, ast.FunctionDef, ast.AsyncFunctionDef):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            marks = [mark.func if isinstance(mark, ast.Call) else mark for mark in node.decorator_list]
            if any(ast.unparse(mark).rpartition(".")[2] in {"cache", "lru_cache"} for mark in marks):
                yield node.name, ast.unparse(node.args)


def test_no_cache_outlives_the_project_whose_results_it_holds() -> None:
    wrong = {
        f"{module.name}:{name}"
        for module in modules().values()
        for name, parameters in kept_by(module.tree)
        if UNKEPT.search(parameters) or re.match(r"self\b", parameters)
    }
    assert sorted(wrong) == sorted(KEPT), "keep it in an Edition (`per_edition`), or take out a reason not needed"


@pytest.mark.parametrize(
    "source",
    [
        "@cache\ndef f(edition: Edition) -> int: ...",
        "@lru_cache(maxsize=1)\ndef f(given: 'Project') -> int: ...",
        "@functools.cache\ndef f(place: Path | None) -> int: ...",
        "@cache\ndef f(root): ...",
        "class A:\n  @cache\n  def f(self, name: str) -> int: ...",
    ],
)
def test_a_cache_of_results_is_seen(source: str) -> None:
    [(_, parameters)] = kept_by(ast.parse(source))
    assert UNKEPT.search(parameters) or parameters.startswith("self")


def empty_stores(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives to an empty dict, list or set at its top: something is put in there later."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            value = ast.unparse(node.value)
            if value in {"{}", "[]", "set()", "dict()", "list()"} or value.startswith(("defaultdict(", "WeakKey")):
                yield ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])


def test_no_module_collects_results_in_a_global() -> None:
    assert [f"{m.name}: {name}" for m in modules().values() for name in empty_stores(m.tree)] == []
    assert list(empty_stores(ast.parse("A = {}\nB: set[str] = set()\nC = {1: 2}"))) == ["A", "B"]


def test_nothing_imports_the_command_line() -> None:
    wrong = [
        f"{module.name} imports {target}"
        for module in modules().values()
        if module.room != "cli" and module.name != "generator.__main__"
        for target in sorted(imports_of(module))
        if modules()[target].room == "cli"
    ]
    assert wrong == []


def test_who_reads_data_without_checking_them_has_a_reason() -> None:
    readers = {name for name, m in modules().items() if "generator.read.corpus_reader" in imports_of(m)}
    assert sorted(readers) == sorted(READ_ALONE), "ask generator.load, or say why not"


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of `graph`, its first module repeated at the end; empty if there is none."""
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for target in sorted(graph[name]):
            if cycle := visit(target, [*trail, name]):
                return cycle
        done.add(name)
        return []

    return next((cycle for name in sorted(graph) if (cycle := visit(name, []))), [])


def test_no_module_imports_itself_through_others() -> None:
    assert find_cycle({module.name: imports_of(module) for module in modules().values()}) == []


def test_a_cycle_is_found() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import generator.read.tree", ["generator.read.tree"]),
        ("from generator.read import tree", ["generator.read.tree"]),
        ("from . import unit\nfrom ..read.tree import Tree", ["generator.model.unit", "generator.read.tree.Tree"]),
        ("def f():\n  from generator.site import site_build", ["generator.site.site_build"]),
        ("if TYPE_CHECKING:\n  import generator.site", ["generator.site"]),
        ("import_module('generator.site.site_build')", ["generator.site.site_build"]),
        ("importlib.import_module(f'generator.cli.{verb}')", ["generator.cli"]),
    ],
)  # fmt: skip
def test_an_import_is_seen_wherever_it_hides(source: str, expected: list[str]) -> None:
    assert list(imported_names(ast.parse(source), "generator.model.deduction", is_package=False)) == expected


def uses_of_git(tree: ast.Module) -> Iterator[str]:
    """Imports of GitPython, and command lines that begin with git."""
    for name in imported_names(tree, "", is_package=False):
        if name.split(".")[0] in {"git", "gitdb", "dulwich", "pygit2"}:
            yield f"import {name}"
    for node in find_nodes(tree, ast.List, ast.Tuple, ast.Call):
        match node:
            case (
                ast.List(elts=[ast.Constant(value=str(word)), *_])
                | ast.Tuple(elts=[ast.Constant(value=str(word)), *_])
            ):
                if re.fullmatch(r"(.*/)?git(\.exe)?", word):
                    yield "a command line that begins with git"
            case ast.Call(args=[ast.Constant(value=str(word)), *_]) if re.match(r"git(\s|$)", word):
                if called_name(node) in {
                    "run",
                    "Popen",
                    "call",
                    "check_call",
                    "check_output",
                    "system",
                    "popen",
                    "which",
                }:
                    yield f"{called_name(node)}({word!r})"


def test_only_one_room_talks_to_git() -> None:
    wrong = [
        f"{module.name}: {use}"
        for module in modules().values()
        if module.room != "git"
        for use in uses_of_git(module.tree)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "import git",
        "from git import Repo",
        "run(['git', 'log'])",
        "run(('/usr/bin/git', *rest))",
        "os.system('git log')",
        "shutil.which('git')",
    ],
)
def test_a_use_of_git_is_seen(source: str) -> None:
    assert list(uses_of_git(ast.parse(source)))


# Methods of a Path, and functions of os and shutil, that change the disk. `replace` is told from that of a str by its
# arguments, `open` by its mode.
CHANGES = {
    "write_text", "write_bytes", "mkdir", "makedirs", "touch", "unlink", "rmdir", "rename", "renames", "symlink_to",
    "hardlink_to", "symlink", "link", "truncate", "copytree", "copyfile", "copy2", "rmtree", "chmod", "utime",
}  # fmt: skip
OF_MODULES = {("os", "remove"), ("os", "replace"), ("shutil", "copy"), ("shutil", "move")}
OPENERS = {"io", "codecs", "gzip", "bz2", "lzma"}


def writes(tree: ast.Module) -> Iterator[str]:
    """The calls of a module that write files or change folders, as far as their spelling shows it."""
    for node in find_nodes(tree, ast.Call, ast.ImportFrom):
        if isinstance(node, ast.Call) and (called := written_by(node)):
            yield f"line {node.lineno}: {called}"
        elif isinstance(node, ast.ImportFrom) and node.module in {"os", "shutil"}:
            for alias in node.names:
                if alias.name in CHANGES or (node.module, alias.name) in OF_MODULES:
                    yield f"line {node.lineno}: from {node.module} import {alias.name}"


def written_by(call: ast.Call) -> str:
    """The name of the call if it writes; else an empty text."""
    name = called_name(call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    module = owner.id if isinstance(owner, ast.Name) else ""
    if name == "open":
        return "open" if opens_to_write(call, owner is not None, module) else ""
    is_path_replace = (
        name == "replace" and owner and len(call.args) == 1 and not call.keywords and module != "dataclasses"
    )
    if (owner and name in CHANGES) or (module, name) in OF_MODULES or is_path_replace:
        return name
    return ""


def opens_to_write(call: ast.Call, is_method: bool, module: str) -> bool:
    """Whether open(), Path.open() or os.open() is called with a mode that writes, or one that cannot be read here."""
    if module == "os":
        flags = {n.attr for n in ast.walk(call) if isinstance(n, ast.Attribute)}
        return bool(flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"})
    place = 0 if is_method and module not in OPENERS else 1
    given = [k.value for k in call.keywords if k.arg == "mode"] or call.args[place : place + 1]
    match given:
        case []:
            return False
        case [ast.Constant(value=str(mode))]:
            return bool(re.fullmatch(r"[rwxabt+U]{1,4}", mode)) and bool(set(mode) & set("wxa+"))
    return not is_method


def test_only_some_rooms_write_files() -> None:
    wrong = [
        f"{module.name}, {write}"
        for module in modules().values()
        if module.room not in WRITERS and module.name not in LONE_WRITERS
        for write in writes(module.tree)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'w')",
        "open(path, mode='xb')",
        "open(path, mode)",
        "io.open(path, 'a')",
        "path.open('r+')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "path.write_text(text)",
        "(folder / name).write_bytes(data)",
        "os.replace(a, b)",
        "path.replace(other)",
        "path.rename(other)",
        "path.mkdir(parents=True)",
        "os.makedirs(path)",
        "shutil.move(a, b)",
        "from os import replace",
    ],
)
def test_a_write_is_seen(source: str) -> None:
    assert len(list(writes(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "open(path)",
        "open(path, 'rb')",
        "open(path, encoding='utf-8')",
        "path.open()",
        "archive.open('a.txt')",
        "open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), 'rb')",
        "text.replace('a', 'b')",
        "dataclasses.replace(record)",
        "record.replace(year=2015)",
        "names.remove('a')",
        "items.copy()",
        "buffer.write(data)",
    ],
)
def test_what_does_not_write_is_left_alone(source: str) -> None:
    assert list(writes(ast.parse(source))) == []


def test_only_the_site_knows_mkdocs() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in modules().values()
        if module.room not in {"site", "cli"}
        for name in imported_names(module.tree, module.name, module.path.name == "__init__.py")
        if name.split(".")[0] in {"mkdocs", "material", "pymdownx"}
    ]
    assert wrong == []


def test_a_module_is_named_after_what_it_holds() -> None:
    assert [name for name in modules() if NO_NAMES & set(name.split("."))] == []


def test_no_module_is_too_long() -> None:
    assert [f"{name}: {m.lines} lines" for name, m in modules().items() if m.lines > MODULE_LINES] == []


def function_lengths(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in find_nodes(tree, ast.FunctionDef, ast.AsyncFunctionDef):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_function_is_too_long_without_a_reason() -> None:
    long = {
        f"{module.name}:{name}"
        for module in modules().values()
        for name, lines in function_lengths(module.tree)
        if lines > FUNCTION_LINES
    }
    assert sorted(long) == sorted(LONG_FUNCTIONS), "add a reason to LONG_FUNCTIONS, or take out one no longer needed"


_DATA = r"(?<![\w/-])data/"


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the docstrings of a module: they may say where a file lies."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = (node.body[0] for node in find_nodes(tree, *owners) if isinstance(node, owners) and node.body)
    return {id(found.value) for found in first if isinstance(found, ast.Expr)}


def path_literals(tree: ast.Module) -> Iterator[str]:
    """The texts that name a path below data/, or the folder itself, in whatever sentence, docstrings left aside."""
    told = docstrings(tree)
    for node in find_nodes(tree, ast.Constant):
        if id(node) not in told and re.search(_DATA, str(node.value)):
            yield f"line {node.lineno}: {node.value!r}"


def test_only_the_model_spells_paths() -> None:
    found = [
        f"{module.name}, {literal}"
        for module in modules().values()
        if module.room != "model"
        for literal in path_literals(module.tree)
    ]
    assert found == [], "take the path from model/place.py"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("x = 'data/site.yml'", 1),
        ("x = f'data/units/{name}.yml'", 1),
        ("p.startswith('data/')", 1),
        ("print('data/ 之下只能有普通文件')", 1),
        ("hint = f'请写到 data/holidays/{year}.yml 里'", 1),
        ('"""data/exceptions.yml: texts."""', 0),
        ("x = 'open-data/'", 0),
        ("x = 'api/data/x'", 0),
    ],
)
def test_a_spelt_path_is_seen(source: str, count: int) -> None:
    assert len(list(path_literals(ast.parse(source)))) == count


def verb_files() -> list[Module]:
    """The files of cli/ that are a verb each."""
    from generator.cli import VERBS

    return [modules()[f"generator.cli.{verb}_command"] for verb in VERBS]


def test_a_verb_only_parses_and_prints() -> None:
    long = [f"{verb.name}: {verb.lines} lines" for verb in verb_files() if verb.lines > VERB_LINES]
    assert long == [], "what a verb does belongs in acts/ as a function that returns a value"


def test_no_verb_imports_another() -> None:
    verbs = {verb.name for verb in verb_files()}
    wrong = [
        f"{module.name} imports {target}"
        for module in modules().values()
        for target in sorted(imports_of(module) & verbs)
    ]
    assert wrong == []


def test_every_command_file_is_a_verb() -> None:
    files = {name for name in modules() if name.startswith("generator.cli.") and name.endswith("_command")}
    assert files == {verb.name for verb in verb_files()}


def test_a_lone_writer_still_writes() -> None:
    assert [name for name in LONE_WRITERS if not list(writes(modules()[name].tree))] == []


def repeated(names: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """What has more than one owner: the name and all of them."""
    owners: dict[str, list[str]] = {}
    for name, owner in names:
        owners.setdefault(name, []).append(owner)
    return {name: found for name, found in sorted(owners.items()) if len(found) > 1}


def test_no_two_modules_have_the_same_file_name() -> None:
    files = (
        (m.path.name, name) for name, m in modules().items() if m.path.name not in {"__init__.py", "__main__.py"}
    )
    assert repeated(files) == {}


def test_no_two_classes_have_the_same_name() -> None:
    classes = (
        (node.name, name) for name, module in modules().items() for node in find_nodes(module.tree, ast.ClassDef)
    )
    assert repeated(classes) == {}


# end of the house
