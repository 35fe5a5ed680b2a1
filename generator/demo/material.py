"""The hand-written material of the sample district, read once: files of the same strict YAML as the data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar, cast

from generator.model.problem import Problem
from generator.read.shape import record_reader
from generator.read.sink import Sink
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text

Record = TypeVar("Record")


def read_material(name: str, record: type[Record], **context: int) -> Record:
    """The record in `material/<name>.yml`; AssertionError where the file, a part of this package, is faulty.

    `context` are the fields that a file of the data has from its place.
    """
    return cast(Record, _read(name, cast(type, record), **context))


@cache
def _read(name: str, record: type, **context: int) -> object:
    text = read_text(name, files(__package__).joinpath("material", f"{name}.yml").read_bytes())
    assert not isinstance(text, Problem), text
    node = parse_yaml(name, text)
    assert not isinstance(node, Problem), node
    sink = Sink(name, text)
    found: object = record_reader(record)(node, sink, **context)
    assert not sink.problems, sink.problems
    return found
