"""The moments of `kaohe timeline YEAR --json` as text, laid out as the printer of any other JSON does it.

`generator/words/history_text.py:timeline_json` says what they hold; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from json.encoder import encode_basestring as quote

from generator.git.clock import beijing_text
from generator.model.number import format_points
from generator.public.released_timeline import AnyReleasedTimeline
from generator.score.live_year import LiveScore

_LOGIC = {False: "false", True: "true"}
_COMMA = ",\n        "


def timeline_rows(timeline: AnyReleasedTimeline) -> Iterator[str]:
    """The row of each moment, without the comma after it."""
    for commit, reached, paths, movements in timeline.moments:
        named = f"[\n        {_COMMA.join(map(quote, paths))}\n      ]" if paths else "[]"
        scores = ",".join([_score(unit, _total(old), *_standing(new)) for unit, old, new in movements])
        yield f"""{{
      "commit": "{commit}",
      "paths": {named},
      "scores": [{scores}
      ],
      "time": "{beijing_text(reached)}"
    }}"""


def _score(unit: str, old: str, new: str, provisional: str) -> str:
    return f"""
        {{
          "new": {new},
          "old": {old},
          "provisional": {provisional},
          "unit": {quote(unit)}
        }}"""


def _total(standing: LiveScore | None) -> str:
    return _standing(standing)[0]


@lru_cache(maxsize=1 << 14)
def _standing(standing: LiveScore | None) -> tuple[str, str]:
    """A score, and whether it is provisional: the same few come again and again."""
    if standing is None:
        return "null", "null"
    total = "null" if standing.total is None else f'"{format_points(standing.total, 2)}"'
    return total, _LOGIC[standing.provisional]
