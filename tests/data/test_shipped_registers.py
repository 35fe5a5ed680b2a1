"""Each register of the notice as shipped: an entry that says what is needed is good, one that does not is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.demo.entry_lives import declared
from generator.load.project import load_data
from generator.model.register_field import RowFieldRule
from generator.model.register_rule import RegisterRule
from generator.read.tree import MemoryTree
from tests.sample import sample_tree

# What entries are judged against: units, the scheme, the days off and the declarations of the sample.
AROUND = {
    path: data
    for path, data in sample_tree().files.items()
    if path.startswith(("data/units/", "data/schemes/", "data/holidays/", "data/site"))
    or (path.startswith("data/registers/") and path.count("/") == 2)
}
REGISTERS = declared()
VALUES = {
    "day": "2015-06-01",
    "number": "1",
    "whole": "1",
    "flag": "true",
    "period": "2015-Q2",
    "clause": "opinions-m1",
    "evidence": "[{title: 登记表, held_at: 考核办}]",
}
REFERENCES = {"unit": "fagaiju", "item": "hotline-handling", "deduction": "", "measure": ""}


def value_of(rule: RowFieldRule, choice: str = "") -> str:
    if rule.type == "choice":
        return choice or next(iter(rule.choices))
    if rule.type == "text":
        return rule.example if rule.pattern else "示例的内容"
    if rule.type == "rows":
        inner = ", ".join(f"{one.id}: {value_of(one)}" for one in getattr(rule, "rows", ()) if one.required)
        return f"[{{{inner}}}]"
    found = REFERENCES.get(rule.to, "") if rule.type == "ref" else VALUES[rule.type]
    return f"[{found}]" if rule.many else found


def needed(register: RegisterRule) -> dict[str, str]:
    """The fields that an entry has to have, with a value each."""
    found = {rule.id: value_of(rule) for rule in register.fields if rule.required}
    for check in register.checks:
        asked = check.required_when
        if asked is not None and found.get(asked.field) in asked.value:
            found |= {name: value_of(register.by_id[name]) for name in check.fields if name not in found}
        if check.one_of and not found.keys() & set(check.one_of):
            found[check.one_of[0]] = value_of(register.by_id[check.one_of[0]])
    for step in register.steps:
        if step.date in found:
            found |= {name: value_of(register.by_id[name]) for name in step.needs if name not in found}
    return found


def told(register: RegisterRule, fields: dict[str, str]) -> Iterator[tuple[str, int, str]]:
    folder = "2015/" if register.per == "year" else ""
    path = f"data/registers/{register.id}/{folder}a.yml"
    text = "".join(f"{name}: {value}\n" for name, value in fields.items()) + "sample: true\n"
    files = {**AROUND, path: text.encode()}
    if register.is_confidential:
        files["data/site.yml"] += b"confidential: true\n"
    for problem in load_data(MemoryTree(files)).problems:
        if problem.severity == "error" and problem.place.file == path:
            yield problem.code, problem.place.line, problem.message


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_an_entry_with_what_is_needed_is_good(name: str) -> None:
    assert list(told(REGISTERS[name], needed(REGISTERS[name]))) == []


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_what_is_missing_or_unknown_is_told_at_its_place(name: str) -> None:
    register = REGISTERS[name]
    good = needed(register)
    first = next(rule for rule in register.fields if rule.required)
    lacking = {field: value for field, value in good.items() if field != first.id}
    assert [(code, line) for code, line, words in told(register, lacking) if first.id in words] == [("KH202", 1)]
    odd = {**good, register.date: "2015-06-31"}
    line = [*good].index(register.date) + 1
    assert ("KH208", line) in [(code, at) for code, at, _ in told(register, odd)]
    choices = [rule for rule in register.fields if rule.type == "choice"]
    for rule in choices[:1]:
        wrong = {**good, rule.id: "no-such-choice"}
        assert ("KH209", [*wrong].index(rule.id) + 1) in [(code, at) for code, at, _ in told(register, wrong)]


def test_there_are_nineteen_and_each_names_its_clause() -> None:
    assert len(REGISTERS) == 19
    assert [name for name, register in REGISTERS.items() if not register.basis] == []
