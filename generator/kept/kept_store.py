"""The store of what was derived before: one SQLite file in the user's cache folder, never in a project.

A row is JSON, packed, found by the digest of all that it was derived from, the program among it, and sealed by a
digest over its key and itself: a row that was damaged, or put in another's place, is no row. Whatever is wrong with
the file, the store is empty, and everything is derived anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.kept.own_program import program_signature

FILE = "kept.sqlite"
SWITCH = "KAOHE_CACHE"  # `off`: nothing is kept, and nothing kept is used
MOST_BYTES = 512 * 1024 * 1024
_EFFORT = 1  # of zlib: the quickest
_WAIT = 2.0  # seconds for another run that is writing
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, seal TEXT NOT NULL, used INTEGER NOT NULL, "
    "body BLOB NOT NULL) WITHOUT ROWID"
)


def store_folder(root: Path) -> Path | None:
    """Where the store lies: `kaohe` in the user's cache folder; None where there is none outside the project.

    In a run of CI, and where KAOHE_CACHE is off, nothing is kept either.
    """
    if os.environ.get(SWITCH, "").lower() in ("off", "0", "no") or os.environ.get("CI"):
        return None
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(named) if os.path.isabs(named) else Path.home() / ".cache"
        found = folder.resolve() / "kaohe"
    except (OSError, RuntimeError):
        return None
    return None if found.is_relative_to(root.resolve()) else found


def digest_of(parts: Iterable[str]) -> str:
    """One digest of several texts, each of which keeps its borders."""
    used = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape")
        used.update(b"%d:" % len(data))
        used.update(data)
    return used.hexdigest()


def _seal(key: str, body: bytes) -> str:
    return sha256(b"%s\0%s" % (key.encode(), body)).hexdigest()


def _written(made: Any) -> bytes:
    """A value in one line of JSON."""
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


class KeptStore:
    """Rows by what they were derived from. Two runs may use it at once; none waits long for the other.

    Within a run one thread at a time may use it.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._open: sqlite3.Connection | None = None
        self._was_thrown_away = False

    @property
    def is_there(self) -> bool:
        """Whether anything is kept."""
        return self._folder is not None

    def derive(
        self, parts: Iterable[str], make: Callable[[], Any], may_keep: Callable[[], bool] | None = None
    ) -> Any:
        """What `make` gives, in plain JSON values, or gave before for the same `parts` by the same program.

        What it gives is kept unless `may_keep`, asked afterwards, says no.
        """
        if self._folder is None:
            return make()
        known = self.find(parts := list(parts))
        if known is not None:
            return known
        made = make()
        if may_keep is None or may_keep():
            self.keep(parts, made)
        return made

    def derive_rows(self, parts: Iterable[str], make: Callable[[], Iterable[Any]]) -> Iterator[Any]:
        """As `derive`, of many values, none of which has to wait for the others: all the pages of a year are large.

        They are kept once the last was taken.
        """
        if self._folder is None:
            yield from make()
            return
        kept = self.find_bytes(parts := list(parts))
        if kept is not None:
            yield from map(json.loads, kept.splitlines())
            return
        packing, pieces = zlib.compressobj(_EFFORT), []
        for made in make():
            pieces.append(packing.compress(_written(made) + b"\n"))
            yield made
        self._put(self._key(parts), b"".join([*pieces, packing.flush()]))

    def find(self, parts: Iterable[str]) -> Any:
        """What was kept by `parts`, by the same program; None where nothing is."""
        data = self.find_bytes(parts)
        return None if data is None else json.loads(data)

    def keep(self, parts: Iterable[str], made: Any) -> None:
        """Keeps `made`, in plain JSON values, by `parts`."""
        self.keep_bytes(parts, _written(made))

    def find_bytes(self, parts: Iterable[str]) -> bytes | None:
        """As `find`, of what was kept as bytes."""
        return None if self._folder is None else self._get(self._key(parts))

    def keep_bytes(self, parts: Iterable[str], data: bytes) -> None:
        """Keeps bytes by `parts`."""
        if self._folder is not None:
            self._put(self._key(parts), zlib.compress(data, _EFFORT))

    def close(self) -> None:
        """Lets go of the file."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
        self._open = None

    @staticmethod
    def _key(parts: Iterable[str]) -> str:
        return digest_of([program_signature(), *parts])

    def _get(self, key: str) -> bytes | None:
        try:
            row = self._connect().execute("SELECT seal, body FROM kept WHERE key = ?", (key,)).fetchone()
        except (OSError, sqlite3.Error, UnicodeError) as error:
            self._give_up(error)
            return None
        if row is None or not isinstance(row[1], bytes) or row[0] != _seal(key, row[1]):
            return None
        return zlib.decompress(row[1])

    def _put(self, key: str, body: bytes) -> None:
        if self._folder is None or len(body) > MOST_BYTES // 8:
            return
        try:
            store = self._connect()
            with store:
                (last,) = store.execute("SELECT coalesce(max(used), 0) FROM kept").fetchone()
                words = "INSERT OR REPLACE INTO kept (key, seal, used, body) VALUES (?, ?, ?, ?)"
                store.execute(words, (key, _seal(key, body), int(last) + 1, body))
            self._keep_small(store)
        except (OSError, sqlite3.Error, TypeError, ValueError) as error:
            self._give_up(error)

    def _keep_small(self, store: sqlite3.Connection) -> None:
        """Throws the older half away where the file has grown too large."""
        pages, free, each = (
            store.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * each <= MOST_BYTES:
            return
        with store:
            store.execute("DELETE FROM kept WHERE used <= (SELECT (min(used) + max(used)) / 2 FROM kept)")
        store.execute("VACUUM")

    def _connect(self) -> sqlite3.Connection:
        if self._open is None:
            if self._folder is None:
                raise OSError
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / FILE
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
            self._open = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
            weakref.finalize(self, self._open.close)  # for whoever forgets: Python asks that a connection be closed
            self._open.execute("PRAGMA synchronous = OFF")
            self._open.execute(_TABLE)
        return self._open

    def _give_up(self, error: Exception) -> None:
        """Uses the store no more in this run; but a file that is no store is thrown away, once, and begun anew."""
        self.close()
        folder, self._folder = self._folder, None
        is_busy = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
        if folder is not None and isinstance(error, sqlite3.DatabaseError) and not is_busy:
            with suppress(OSError):
                (folder / FILE).unlink(missing_ok=True)
                self._folder, self._was_thrown_away = None if self._was_thrown_away else folder, True


def open_store(root: Path) -> KeptStore:
    """The store of the user for the project at `root`."""
    return KeptStore(store_folder(root))


NOTHING_KEPT = KeptStore(None)
