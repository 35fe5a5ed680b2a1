"""`late_dataclass` against the dataclass of the standard library: the same declarations, the same behaviour."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, ClassVar, get_type_hints

import pytest

from generator.model.late_dataclass import dataclass, late_dataclass

MAKERS = [dataclasses.dataclass, late_dataclass]


def declare(dataclass: Any) -> SimpleNamespace:
    """Every form of declaration that the program has."""

    @dataclass(frozen=True, slots=True)
    class Slotted:
        KIND: ClassVar[str] = "slotted"
        a: int
        b: Annotated[str, "marker"] = "b"
        rows: tuple[int, ...] = field(default=(), kw_only=True)
        table: dict[str, int] = field(default_factory=dict)
        hidden: int = field(default=0, compare=False, repr=False)

        def twice(self) -> int:
            return self.a * 2

    @dataclass(frozen=True, slots=True)
    class Below(Slotted):
        c: int = 3

    @dataclass(frozen=True)
    class Open:
        a: int
        made: list[int] = field(default_factory=list, init=False, compare=False)
        told: str = field(default="told", init=False)

    @dataclass(slots=True)
    class Moving:
        a: int
        total: int = 0

        def __post_init__(self) -> None:
            self.total += self.a

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        a: int
        b: str
        note: str = field(default="", compare=False)

    @dataclass(frozen=True, kw_only=True, eq=False, repr=False)
    class Plain:
        a: int
        b: int = 2

    @dataclass(frozen=True, slots=True)
    class Own:
        a: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    return SimpleNamespace(
        Slotted=Slotted, Below=Below, Open=Open, Moving=Moving, Ordered=Ordered, Plain=Plain, Own=Own
    )


def told(made: SimpleNamespace) -> Iterator[object]:
    """What the classes do, as plain values."""
    for cls in vars(made).values():
        yield [(p.name, p.kind, p.annotation) for p in inspect.signature(cls.__init__).parameters.values()]
        yield [(f.name, f.type, f.init, f.compare, f.repr, f.kw_only) for f in dataclasses.fields(cls)]
        yield cls.__match_args__
        yield dataclasses.is_dataclass(cls), hasattr(cls, "__slots__"), get_type_hints(cls, include_extras=True)
    for one in (
        made.Slotted(1), made.Slotted(1, "x", {"k": 1}, rows=(2,)), made.Below(1, c=5), made.Open(1),
        made.Moving(4, 5), made.Ordered(1, "x", "n"), made.Own(1),
    ):  # fmt: skip
        yield repr(one).replace("<locals>.", "").replace("declare.", "")
        yield one == copy.copy(one), one == copy.deepcopy(one), one == object(), one != dataclasses.replace(one, a=9)
        yield dataclasses.asdict(one)
    yield made.Slotted(1, hidden=1) == made.Slotted(1, hidden=2), made.Slotted(1).twice(), made.Slotted.KIND
    yield made.Slotted(1) == made.Below(1), made.Open(1).made, made.Open(1).told
    yield hash(made.Ordered(1, "x")) == hash(made.Ordered(1, "x", "other")), hash(made.Own(1))
    yield made.Ordered(1, "b") < made.Ordered(2, "a"), made.Ordered(1, "b") >= made.Ordered(1, "c")
    yield made.Moving.__hash__, made.Plain(a=1) == made.Plain(a=1), made.Plain(a=1).b
    for wrong in (
        made.Slotted, lambda: made.Plain(1), lambda: setattr(made.Slotted(1), "a", 2),
        lambda: delattr(made.Open(1), "a"), lambda: setattr(made.Open(1), "new", 2), lambda: hash(made.Slotted(1)),
        lambda: made.Ordered(1, "a") < made.Moving(1), lambda: setattr(made.Moving(1), "new", 2),
    ):  # fmt: skip
        yield failure(wrong)
    match made.Below(1, "x", {}, 7):
        case made.Below(a, b, _, _, c):
            yield a, b, c


def failure(call: Callable[[], object]) -> str:
    try:
        call()
    except (TypeError, AttributeError) as error:
        return type(error).__name__
    return "nothing"


def test_both_do_the_same() -> None:
    for theirs, ours in zip(told(declare(MAKERS[0])), told(declare(MAKERS[1])), strict=True):
        assert ours == theirs


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that goes to another process."""

    a: int
    b: str = "b"


def test_a_value_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, "x"))) == Kept(1, "x")


def test_a_method_is_made_at_the_first_call_only() -> None:
    code = """
import builtins
from generator.model.late_dataclass import dataclass
made, run = [], builtins.exec
builtins.exec = lambda text, known: (made.append(text.partition("(")[0]), run(text, known))
@dataclass(frozen=True, slots=True)
class One:
    a: int
assert made == []
assert One(1) == One(1)
assert hash(One(2)) == hash(One(2))
assert made == ["def __init__", "def __eq__", "def __hash__"], made
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("first", ["__init__", "__dataclass_fields__", "__eq__", "__match_args__"])
def test_it_does_not_matter_what_is_asked_for_first(first: str) -> None:
    made = declare(late_dataclass)
    getattr(made.Below, first)
    assert made.Below(1, c=4) == made.Below(1, c=4) != made.Below(1)


# The rooms of which nearly every command imports much.
ROOMS = (
    "model",
    "rules",
    "calendar",
    "read",
    "change",
    "score",
    "check",
    "git",
    "history",
    "compare",
    "load",
    "words",
)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_that_every_command_imports_declare_their_classes_so(room: str) -> None:
    modules = sorted((Path(__file__).parents[2] / "generator" / room).rglob("*.py"))
    assert modules
    eager = re.compile(r"^from dataclasses import .*\bdataclass\b|@dataclasses\.dataclass", re.MULTILINE)
    assert [path.name for path in modules if eager.search(path.read_text("utf-8"))] == []
