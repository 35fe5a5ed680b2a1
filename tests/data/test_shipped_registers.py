"""Each register of the notice as shipped is declared whole: it names its clause, and has its good and bad entries."""

from __future__ import annotations

from generator.demo.entry_lives import declared
from tests.check.cases import Case, list_cases

REGISTERS = declared()


def cases_of(kind: str) -> dict[str, Case]:
    """The cases about one shipped register, by its id."""
    return {register: case for case in list_cases(kind) for (register,) in case.named("register")}


def test_there_are_nineteen_and_each_names_its_clause() -> None:
    assert len(REGISTERS) == 19
    assert [name for name, register in REGISTERS.items() if not register.basis] == []


def test_each_has_entries_that_are_good_and_entries_that_are_not() -> None:
    good, bad = cases_of("valid"), cases_of("invalid")
    assert sorted(good) == sorted(bad) == sorted(REGISTERS)
    assert {case.name for case in (*good.values(), *bad.values())} == {f"register-{name}" for name in REGISTERS}


def test_the_good_entries_use_every_field_and_every_stage() -> None:
    """So a field that is renamed, closed to what is written in it or forgotten in the form shows in a case."""
    for name, case in cases_of("valid").items():
        text = "".join(path.read_text("utf-8") for path in case.folder.rglob("*.yml"))
        written = {line.partition(":")[0] for line in text.splitlines()}
        assert [rule.id for rule in REGISTERS[name].fields if rule.id not in written] == [], name


def test_what_is_told_of_the_bad_entries_is_in_them() -> None:
    for name, case in cases_of("invalid").items():
        heads = [line for line in case.expected.splitlines() if line.startswith("data/")]
        assert len(heads) >= 3, name
        assert [head for head in heads if not head.startswith(f"data/registers/{name}/")] == []


def test_what_a_unit_is_to_put_right_says_of_which_matters_it_tells() -> None:
    """A page of a unit has this beside its deductions, of which some were to be put right, too."""
    assert REGISTERS["rectification"].pages.unit_section == "专项整改中负责的事项"
