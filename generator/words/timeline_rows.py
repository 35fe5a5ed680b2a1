"""The moments of `kaohe timeline YEAR --json` as text, laid out as the printer of any other JSON does it.

`generator/words/history_text.py:timeline_json` says what they hold; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as quote

from generator.git.clock import beijing_text
from generator.history.series import Moment
from generator.model.number import format_points
from generator.public.released_history import AnyReleasedTimeline
from generator.score.live_year import LiveScore
from generator.score.year_over_time import Movement

_LOGIC = {False: "false", True: "true"}


def timeline_rows(timeline: AnyReleasedTimeline) -> Iterator[str]:
    """The row of each moment, without the comma after it."""
    return map(_row, timeline.moments)


def _row(moment: Moment) -> str:
    paths = f"[\n        {_COMMA.join(map(quote, moment.paths))}\n      ]" if moment.paths else "[]"
    return f"""{{
      "commit": "{moment.commit}",
      "paths": {paths},
      "scores": [{",".join(map(_score, moment.movements))}
      ],
      "time": "{beijing_text(moment.reached)}"
    }}"""


_COMMA = ",\n        "


def _score(found: Movement) -> str:
    unit, old, new = found
    return f"""
        {{
          "new": {_total(new)},
          "old": {_total(old)},
          "provisional": {"null" if new is None else _LOGIC[new.provisional]},
          "unit": {quote(unit)}
        }}"""


def _total(standing: LiveScore | None) -> str:
    return "null" if standing is None or standing.total is None else _points(standing.total)


@lru_cache(maxsize=1 << 12)
def _points(total: Decimal) -> str:
    return f'"{format_points(total, 2)}"'
