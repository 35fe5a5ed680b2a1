"""JSON as text that people read: laid out as the standard library does it, several times as fast."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

LINE = "\n"


def indented_json(value: Any, step: str = "  ", line: str = LINE) -> str:
    """`value` with sorted keys, Chinese as it is; `line` begins the lines it is on, `step` indents what is in it."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{line}{step}"
    if isinstance(value, dict) and value:
        rows = [f"{encode_basestring(name)}: {indented_json(value[name], step, inner)}" for name in sorted(value)]
        return f"{{{inner}{f',{inner}'.join(rows)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([indented_json(entry, step, inner) for entry in value])}{line}]"
    return json.dumps(value)
