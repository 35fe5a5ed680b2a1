"""Classes that are declared lazily are those of the standard library in every respect that the program uses."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

import generator.model.lazy_dataclass
from generator.model.lazy_dataclass import lazy_dataclass

Decorator = Callable[..., Callable[[type], type]]


def _declare(dataclass: Decorator, **said: Any) -> Any:
    """A class with fields of every sort, as `dataclass` makes it."""

    @dataclass(**said)
    class Sort:
        """Fields of every sort."""

        limit: ClassVar[int] = 3
        name: str
        count: int = 2
        rows: list[int] = field(default_factory=list)
        place: str = field(default="", compare=False, repr=False)
        named: int = field(default=7, kw_only=True)
        inner: dict[str, int] = field(default_factory=dict, init=False, compare=False)

        def twice(self) -> int:
            return self.count * 2

    return Sort


WAYS: dict[str, dict[str, Any]] = {
    "frozen, slots": {"frozen": True, "slots": True},
    "frozen": {"frozen": True},
    "slots": {"slots": True},
    "plain": {},
    "kw_only": {"frozen": True, "slots": True, "kw_only": True},
    "no eq": {"frozen": True, "eq": False, "repr": False},
    "order": {"frozen": True, "slots": True, "order": True},
}


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
def pair(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The class declared lazily, and the same by the standard library."""
    return _declare(lazy_dataclass, **request.param), _declare(dataclasses.dataclass, **request.param)


def _told(act: Callable[[], Any]) -> Any:
    """What an act gives, or the error that it raises, without the name of the module."""
    try:
        return act()
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


def _made_of(cls: Any, given: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    return dataclasses.asdict(cls(*given, **named))


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {"name": "a"}),
    (("a",), {}),
    (("a", 3, [1]), {}),
    (("a", 3, [1], "here"), {"named": 9}),
    ((), {"name": "a", "place": "there"}),
    ((), {}),
    (("a",), {"unknown": 1}),
    (("a",), {"inner": {}}),
    (("a", 1, [], "", 9), {}),
]


def test_it_is_made_shown_and_refused_alike(pair: tuple[Any, Any]) -> None:
    for given, named in GIVEN:
        shown = [_told(partial(_made_of, cls, given, named)) for cls in pair]
        assert shown[0] == shown[1]
    if "__repr__" in vars(pair[1]):
        assert repr(pair[0](name="a", rows=[1])) == repr(pair[1](name="a", rows=[1]))


def test_the_fields_are_the_same(pair: tuple[Any, Any]) -> None:
    told = [
        [
            (f.name, f.type, f.default, f.default_factory, f.init, f.compare, f.repr, f.kw_only)
            for f in dataclasses.fields(cls)
        ]
        for cls in pair
    ]
    assert told[0] == told[1]
    assert pair[0].__match_args__ == pair[1].__match_args__
    assert pair[0].__doc__ == "Fields of every sort."
    assert hasattr(pair[0], "__slots__") == hasattr(pair[1], "__slots__")


def _compared(cls: Any) -> list[Any]:
    """What instances of a class say of each other."""
    one, same, elsewhere, other = (
        cls(name="a"),
        cls(name="a"),
        cls(name="a", place="there"),
        cls(name="a", named=8),
    )
    return [
        [one == each for each in (one, same, elsewhere, other, "a")],
        [one != each for each in (same, other)],
        one.__hash__ is None,
        _told(lambda: [each.named for each in sorted([other, one])]),
    ]


def test_instances_compare_alike(pair: tuple[Any, Any]) -> None:
    lazy, known = (_compared(cls) for cls in pair)
    assert lazy == known


def test_a_hash_tells_what_differs_and_nothing_else() -> None:
    cls = lazy_dataclass(frozen=True, slots=True)(type("Pair", (), {"__annotations__": {"a": "int", "b": "int"}}))
    assert hash(cls(1, 2)) == hash(cls(1, 2))
    assert {cls(1, 2), cls(1, 2), cls(2, 1)} == {cls(2, 1), cls(1, 2)}


def test_what_is_frozen_refuses(pair: tuple[Any, Any]) -> None:
    lazy, known = (
        [_told(partial(setattr, made, "name", "b")), _told(partial(delattr, made, "name"))]
        for made in (cls(name="a") for cls in pair)
    )
    assert lazy == known


def test_it_is_replaced_copied_and_matched(pair: tuple[Any, Any]) -> None:
    made = pair[0](name="a", rows=[1])
    assert dataclasses.replace(made, name="b").name == "b"
    assert copy.copy(made).rows is made.rows
    assert copy.deepcopy(made).rows == [1]
    assert copy.deepcopy(made).rows is not made.rows
    assert made.twice() == 4


@lazy_dataclass(frozen=True, slots=True)
class Whole:
    """What can be sent to another process."""

    name: str
    parts: tuple[int, ...] = ()


@lazy_dataclass(frozen=True, slots=True)
class More(Whole):
    """A class upon another, with a check of its own."""

    size: int = 0

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("no size below nothing")


class Further(More):
    """One that declares nothing."""


@lazy_dataclass(frozen=True)
class Own:
    """One that says itself how it is compared and shown."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 1

    def __repr__(self) -> str:
        return "own"


def test_it_goes_to_another_process_and_back() -> None:
    for made in (Whole("a", (1,)), More("a", (1,), 3)):  # type: ignore[call-arg]
        assert pickle.loads(pickle.dumps(made)) == made


def test_classes_stand_upon_each_other() -> None:
    assert More("a", (), 3) != Whole("a")  # type: ignore[call-arg]
    assert More("a", size=2).size == 2  # type: ignore[call-arg]
    assert Further("a").name == "a"  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="no size"):
        More("a", size=-1)  # type: ignore[call-arg]
    assert [f.name for f in dataclasses.fields(Further)] == ["name", "parts", "size"]  # type: ignore[arg-type]


def test_what_is_frozen_stands_upon_what_is_frozen_alone() -> None:
    for dataclass in (lazy_dataclass, dataclasses.dataclass):
        free: Any = dataclass(slots=True)(type("Free", (), {"__annotations__": {"a": "int"}}))
        fixed: Any = dataclass(frozen=True)(type("Fixed", (), {"__annotations__": {"a": "int"}}))
        with pytest.raises(TypeError, match="frozen"):
            dataclass(frozen=True)(type("Upon", (free,), {"__annotations__": {"b": "int"}}))
        with pytest.raises(TypeError, match="frozen"):
            dataclass()(type("Upon", (fixed,), {"__annotations__": {"b": "int"}}))


def test_what_a_class_says_itself_stands() -> None:
    assert Own("a") == Own("b")  # type: ignore[call-arg]
    assert (hash(Own("a")), repr(Own("a"))) == (1, "own")  # type: ignore[call-arg]


def test_a_class_writes_its_init_once() -> None:
    cls = _declare(lazy_dataclass, frozen=True, slots=True)
    before = cls.__init__
    cls("a")
    written = cls.__init__
    cls("b")
    assert before is not written
    assert cls.__init__ is written


def test_the_program_declares_its_classes_by_it() -> None:
    """One road for all: a class of the standard library would cost every command that only imports it."""
    home = Path(generator.model.lazy_dataclass.__file__)
    known = re.compile(r"^from dataclasses import [^\n]*\bdataclass\b|@dataclasses\.dataclass\b", re.MULTILINE)
    modules = [path for path in home.parent.parent.rglob("*.py") if path != home]
    assert len(modules) > 500
    assert [path.name for path in modules if known.search(path.read_text(encoding="utf-8"))] == []
