"""JSON as text that people read: laid out as the standard library does it, several times as fast."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

LINE = "\n"
_FIXED = {None: "null", True: "true", False: "false"}


def indented_json(value: Any, step: str = "  ", line: str = LINE) -> str:
    """`value` with sorted keys, Chinese as it is; `line` begins the lines it is on, `step` indents what is in it."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) and value:
        return _fields(value, step, line)
    if isinstance(value, list | tuple) and value:
        inner = f"{line}{step}"
        rows = [
            _fields(row, step, inner) if type(row) is dict and row else indented_json(row, step, inner)
            for row in value
        ]
        return f"[{inner}{f',{inner}'.join(rows)}{line}]"
    return _FIXED[value] if value is None or value is True or value is False else json.dumps(value)


def _fields(value: dict[str, Any], step: str, line: str) -> str:
    """A mapping that is not empty. What most of its values are is written here, without another call."""
    inner = f"{line}{step}"
    rows = []
    for head, name in _heads(tuple(value), inner):
        found = value[name]
        if type(found) is str:
            rows.append(head + encode_basestring(found))
        elif found is None:
            rows.append(f"{head}null")
        else:
            rows.append(head + indented_json(found, step, inner))
    return f"{{{''.join(rows)[1:]}{line}}}"


@lru_cache(maxsize=256)
def _heads(names: tuple[str, ...], inner: str) -> list[tuple[str, str]]:
    """What stands before the value of each of these keys, in their order on the page: rows of a kind share it."""
    return [(f",{inner}{encode_basestring(name)}: ", name) for name in sorted(names)]
