"""A register's declaration as amended: from each day on, the file read anew with what is put in place.

What is put there keeps its line in the file, so that whatever is wrong with it is told where it was written.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.origin import Node, Origin
from generator.model.problem import Problem
from generator.model.register_rule import RegisterRule
from generator.read.amended_scheme import put_there
from generator.read.shape import record_reader
from generator.read.sink import Sink

_EXAMPLE = "deadlines/answer/days"


def amend_register(register: RegisterRule, sink: Sink) -> RegisterRule:
    """The declaration with the editions that its amendments make; what is wrong with one is put into `sink`."""
    if not register.amended:
        return register
    tree: Node = deepcopy(register.origin.node)
    editions = [(date.min, register)]
    for number, amendment in enumerate(register.amended):
        for at, change in enumerate(amendment.changes):
            there = ("amended", number, "changes", at)
            if not put_there(tree, change.at, deepcopy(register.origin.node_at(*there, "to"))):
                words = f"登记簿的规定里没有“{change.at}”这个位置"
                hint = f"从规定的字段写起，用 / 隔开，列表里的用编号，如 {_EXAMPLE}。"
                sink.problems.append(Problem(register.origin.place(*there, "at"), "KH720", words, hint))
                return register
        before = len(sink.problems)
        made = _read(register, tree, sink)
        if len(sink.problems) > before:
            return register
        editions.append((amendment.from_, made))
        tree = deepcopy(tree)
    return replace(register, editions=tuple(editions))


def _read(register: RegisterRule, tree: Node, sink: Sink) -> RegisterRule:
    origin = Origin(register.origin.file, tree)
    made: Any = record_reader(RegisterRule)(tree, sink, id=register.id, origin=origin)
    edition: RegisterRule = made
    return edition
