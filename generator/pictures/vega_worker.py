"""The process that draws: the library brings an engine for JavaScript, whose memory goes with it."""

from __future__ import annotations

import json

from generator.model.worker import answer_questions


def main() -> None:
    """Draws each specification that it is given, until there are no more."""
    answer_questions(lambda _: draw_vega, ValueError)


def draw_vega(spec: bytes) -> bytes:
    """What Vega draws of a specification, as the library gives it: SVG."""
    import vl_convert

    drawn: str = vl_convert.vega_to_svg(json.loads(spec))
    return drawn.encode()
