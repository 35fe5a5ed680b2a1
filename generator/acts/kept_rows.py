"""Rows that the steps of a line give in their order, as text, of which those up to some commit may be kept.

What the steps up to a commit say follows from that commit, from the redactions that are known and from the program:
so they are kept by these, some thousand rows at a time, with how the line stands there. A later run prints them and
reads only what came since. Nothing is kept of a clone that is not whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from generator.git.branch import commit_of
from generator.git.condition import lasting_store
from generator.git.masks import masks_of
from generator.git.repository import Repository
from generator.kept.kept_store import KeptStore, digest_of
from generator.model.lazy_dataclass import dataclass

_AT_ONCE = 256  # rows in one piece of text
_SEGMENT = 4096  # rows that are kept together
_LATER = 256  # steps after which it is worth while to keep how the line stands anew
_PLACES = 6  # of a line that are remembered


@dataclass(frozen=True, slots=True)
class Telling:
    """What some steps say: how many they are, their rows in order, how the line then stands, in plain JSON values.

    `whole` if nothing that the rows follow from was missing.
    """

    steps: int
    rows: Iterator[str]
    state: Callable[[], Any]
    whole: bool = True


class KeptRows:
    """The rows of the line that ends at `tip`; `decides` is what else they follow from.

    They are told by `start` from the beginning, or by `go_on` from how the line stands at a commit of it, which gives
    None where the steps since cannot be told by themselves. `between` stands between two rows.
    """

    def __init__(
        self, repository: Repository, tip: str, store: KeptStore, decides: Sequence[str], between: str,
        start: Callable[[], Telling], go_on: Callable[[str, Any], Telling | None],
    ) -> None:  # fmt: skip
        self._repository, self._tip, self._between = repository, tip, between
        self._start, self._go_on = start, go_on
        self._store = lasting_store(repository, store)
        masks = masks_of(repository)
        self._decides = digest_of([*decides, repository.prefix, repr((masks.redactions, masks.names))])
        self._line = ["places of a line", str(repository.folder), self._decides]
        self._segments: list[tuple[str, int, int]] = []
        self._before, self._later = self._begin()

    @property
    def steps(self) -> int:
        """How many steps the line has."""
        return self._before + (self._later.steps if self._later else 0)

    def _begin(self) -> tuple[int, Telling | None]:
        """How many steps are kept, and what those since say: None where there are none."""
        for commit in self._store.find(self._line) or ():
            kept = self._store.find([self._decides, "state", commit])
            if kept is not None:
                later = None if commit == self._tip else self._tell_since(commit, kept["state"])
                if commit == self._tip or (later is not None and later.whole):
                    self._segments = [(end, number, rows) for end, number, rows in kept["segments"]]
                    return kept["steps"], later
        return 0, self._start()

    def _tell_since(self, commit: str, state: Any) -> Telling | None:
        """What the steps after `commit` say; None, too, where git has since thrown away that commit."""
        return self._go_on(commit, state) if commit_of(self._repository, commit) else None

    def pieces(self) -> Iterator[str]:
        """All rows, some in each piece, with `between` between them; they are kept where much came since."""
        printed = 0
        for end, number, rows in self._segments:
            data = self._store.find_bytes([self._decides, "rows", end, str(number)])
            if data is None:  # damaged, or thrown away to make room: another time all is kept anew
                self._store.keep(self._line, [])
                yield from self._join(islice(self._start().rows, printed, None))
                return
            yield data.decode("utf-8", "surrogatepass")
            printed += rows
        if self._later is not None:
            keeps = self._later.whole and (not self._before or self._later.steps >= _LATER)
            yield from self._tell(self._later) if keeps and self._store.is_there else self._join(self._later.rows)

    def _join(self, rows: Iterator[str]) -> Iterator[str]:
        while some := list(islice(rows, _AT_ONCE)):
            yield self._between.join(some)

    def _tell(self, later: Telling) -> Iterator[str]:
        """The rows of later steps, which are kept with how the line then stands."""
        waiting: list[str] = []
        while some := list(islice(later.rows, _AT_ONCE)):
            yield self._between.join(some)
            waiting += some
            if len(waiting) >= _SEGMENT:
                self._keep_rows(waiting)
        self._keep_rows(waiting)
        kept = {"state": later.state(), "steps": self.steps, "segments": self._segments}
        self._store.keep([self._decides, "state", self._tip], kept)
        known = [commit for commit in self._store.find(self._line) or () if commit != self._tip]
        self._store.keep(self._line, [self._tip, *known][:_PLACES])

    def _keep_rows(self, waiting: list[str]) -> None:
        """Keeps what waits as the next rows of the line."""
        if waiting:
            data = self._between.join(waiting).encode("utf-8", "surrogatepass")
            number = len(self._segments)
            self._store.keep_bytes([self._decides, "rows", self._tip, str(number)], data)
            self._segments.append((self._tip, number, len(waiting)))
            waiting.clear()
