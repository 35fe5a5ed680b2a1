"""What is said of kinds of parts and of standards is said by them: nobody else names one, by class or by string."""

import ast
from collections.abc import Iterator

from generator.rules.kind_list import KINDS
from generator.rules.standard_list import STANDARDS
from tests.parsed import find_nodes
from tests.test_layers import Module, modules

HOMES = ("generator.rules.kinds.", "generator.rules.standards.", "generator.demo.")
LISTS = {"generator.rules.kind_list", "generator.rules.standard_list"}
CLASSES = {found.__name__ for kind in KINDS for found in (kind.record, type(kind))}
CLASSES |= {found.__name__ for standard in STANDARDS for found in (standard.record, type(standard))}
NAMES = {kind.name for kind in KINDS} | {standard.name for standard in STANDARDS}

# Names of kinds that name something else as well: outside they are that, and never what a part or standard is asked.
OTHER_MEANINGS = {
    "appraisal": "a file of ballots",
    "bonus": "a file with a record",
    "deductions": "a table of the open data",
    "earned": "what a rounding is of",
    "given": "a column that does not follow from others",
    "levels": "a field of standards",
    "linear": "a scale of a picture",
    "quotient": "the function that divides",
    "rank": "an operation and a figure",
    "target": "the assessment into which the scores go",
    "tiers": "the steps of an operation",
}
FILE_KINDS = {"appraisal", "bonus"}
FILES = {"cause", "kind", "place", "placed"}  # what is called so has the kind of a file


def outside() -> list[Module]:
    return [module for name, module in modules().items() if not f"{name}.".startswith(HOMES)]


def spoken(tree: ast.Module) -> set[str]:
    """The classes that are imported or written out in quotes, as in an annotation."""
    names = {alias.name for node in find_nodes(tree, ast.ImportFrom) for alias in node.names}
    return names | {str(node.value) for node in find_nodes(tree, ast.Constant)}


def compared(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Whose `kind` or `name` is held against which strings; of a bare `kind`, that word."""
    for node in find_nodes(tree, ast.Compare):
        sides = [node.left, *node.comparators]
        texts = [str(found.value) for side in sides for found in ast.walk(side) if isinstance(found, ast.Constant)]
        for side in sides:
            whose = kind_of_what(side)
            yield from ((whose, text) for text in texts if whose)


def kind_of_what(side: ast.AST) -> str:
    match side:
        case ast.Attribute(value=value, attr="kind" | "name"):
            return ast.unparse(value).rpartition(".")[2]
        case ast.Name(id="kind"):
            return "kind"
    return ""


def test_no_module_outside_imports_from_the_kinds() -> None:
    wrong = [
        f"{module.name}: {node.module}"
        for module in outside()
        if module.name not in LISTS
        for node in find_nodes(module.tree, ast.ImportFrom)
        if f"{node.module}.".startswith(HOMES[:2])
    ]
    assert wrong == []


def test_no_module_outside_names_a_class_of_a_kind() -> None:
    wrong = [(m.name, name) for m in outside() if m.name not in LISTS for name in sorted(spoken(m.tree) & CLASSES)]
    assert wrong == [("generator.sheets.xlsx_marks", "Target")], "an attribute of relations in OOXML"


def test_no_module_outside_names_a_kind_by_its_string() -> None:
    alone = NAMES - OTHER_MEANINGS.keys()
    wrong = [(m.name, name) for m in outside() for name in sorted(spoken(m.tree) & alone)]
    assert wrong == []


def test_what_has_another_meaning_is_never_held_against_a_kind() -> None:
    wrong = [
        (module.name, whose, text)
        for module in outside()
        for whose, text in compared(module.tree)
        if text in OTHER_MEANINGS and not (whose in FILES and text in FILE_KINDS) and not is_operation(whose, text)
    ]
    assert wrong == []


def is_operation(whose: str, text: str) -> bool:
    """Whether an operation of the book is asked which it is."""
    return text == "rank" and whose in {"given", "part", "op"}


def test_other_meanings_are_of_names_of_kinds() -> None:
    assert OTHER_MEANINGS.keys() - NAMES == set()


def test_what_names_a_kind_is_found() -> None:
    tree = ast.parse(
        'if standard.kind == "rank" or kind in {"bonus"}: pass\nfrom a import RankStandard\nx = "one-off"'
    )
    assert list(compared(tree)) == [("standard", "rank"), ("kind", "bonus")]
    assert {"RankStandard", "one-off"} <= spoken(tree)
