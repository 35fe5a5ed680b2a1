"""The site of a project as it is being written: it follows the files, and what no longer holds is shown as it was."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.git.masks import disk_tree
from generator.kept.kept_store import open_store
from generator.load.edition import Edition, open_edition
from generator.load.state_keeper import StateKeeper
from generator.load.unfinished import FOLDER, JOURNAL
from generator.model.lazy_dataclass import dataclass
from generator.model.place import DATA_FOLDER
from generator.model.problem import Problem, UserError
from generator.public.periods import Audience
from generator.read.content import CONTENT
from generator.read.masking import hide_lines
from generator.read.program import Templates
from generator.site.preview_site import PreviewSite, TextsKeeper

Fingerprint = dict[str, tuple[int, int, int]]
Explain = Callable[[BaseException], str]
# A commit changes what the pages tell of the history; while files are being written none are made.
_BESIDE = (".git/HEAD", ".git/logs/HEAD", f"{FOLDER}/{JOURNAL}")
_WATCHED = 5.0  # seconds after which a page that asks no more is taken to be closed


@dataclass(frozen=True, slots=True)
class SiteCondition:
    """What is shown, as a number that grows with every change of it, and what keeps it from being newer.

    `problems` are those of data and texts; `fault` is a sentence where something else went wrong.
    """

    version: int = 0
    problems: tuple[Problem, ...] = ()
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether the pages are those of the files as they are."""
        return not self.problems and not self.fault


class Preview:
    """Follows the files of a project; what does not fit into memory lies below `work`. One thread refreshes, others
    read.

    Of each state no more is made than the pages that somebody looks at; what stays the same from one to the next is
    read, scored and rendered once.
    """

    def __init__(self, root: Path, work: Path, audience: Audience, folders: Templates) -> None:
        self.root = root
        self.condition = SiteCondition()
        self._work = work
        self._audience: Audience = audience
        self._folders = folders
        self._store = open_store(root)
        self._keeper, self._texts = StateKeeper(), TextsKeeper(work)
        self._seen: Fingerprint | None = None
        self._site: PreviewSite | None = None
        self._before: PreviewSite | None = None
        self._asked, self._waiting = time.monotonic(), 0
        self._explain: Explain = str
        self._changed = threading.Condition()
        self._lock = threading.Lock()  # one build, or one part of one, at a time

    def refresh(self, explain: Explain) -> bool:
        """Reads anew where a file has changed since the last time; whether one had.

        A fault of the program must not end the preview: `explain` puts it into words.
        """
        found, self._explain = dict(self._look()), explain
        if found == self._seen:
            return False
        self._seen = found
        version = self.condition.version + 1
        with self._lock:
            try:
                self.condition = self._open(version)
            except Exception as error:  # noqa: BLE001  # the last good pages stay, and the words say what happened
                self.condition = SiteCondition(version, fault=self._words(error))
        with self._changed:
            self._changed.notify_all()
        return True

    def wait_for_change(self, version: int, seconds: float) -> None:
        """Returns as soon as another version than `version` is shown, or after `seconds`."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: self.condition.version != version, seconds)
            self._waiting -= 1

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show: until the data hold for the first time there is not."""
        return self._site is not None

    @property
    def is_watched(self) -> bool:
        """Whether a page has asked lately whether something has changed, or waits for the answer."""
        return self._waiting > 0 or time.monotonic() - self._asked < _WATCHED

    def note_question(self) -> None:
        """Notes that a page has asked whether something has changed."""
        self._asked = time.monotonic()

    def read(self, path: str) -> bytes | None:
        """The file at `path` of the site as it stands, made now if nobody has asked for it yet; None without one.

        Where making it fails, it is what it was before, and the condition says so.
        """
        if not _is_plain(path):
            return None
        with self._lock:
            site = self._site
            if site is None:
                return None
            try:
                return site.read(path)
            except Exception as error:  # noqa: BLE001  # the same as while data are read
                self.condition = SiteCondition(self.condition.version, fault=self._words(error))
                return None if self._before is None else self._before.made.get(path)

    def lines(self, problem: Problem) -> list[str] | None:
        """The lines of the file in which a problem is, as far as it can be read."""
        if not problem.place.line:
            return None
        try:
            tree, file = disk_tree(self.root), problem.place.file
            return hide_lines(file, tree.read(file), tree.masks.fields_of(file))
        except OSError:
            return None

    def _words(self, error: Exception) -> str:
        return str(error) if isinstance(error, UserError) else self._explain(error)

    def _open(self, version: int) -> SiteCondition:
        edition = open_edition(
            self.root, self._audience, folders=self._folders, keeper=self._keeper, store=self._store
        )
        if not isinstance(edition, Edition):
            return SiteCondition(version, tuple(edition))
        _ = [*edition.results.values()]  # what cannot be scored is said now
        if self._site is not None:
            self._site.discard()
        self._before, self._site = self._site, PreviewSite(self._work / str(version), edition, self._texts)
        return SiteCondition(version)

    def _look(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        """What tells a file that has changed from one that has not, for all that pages are made from."""
        tops = [self.root / name for name in (DATA_FOLDER, CONTENT)]
        tops += [] if self._folders.own is None else [self._folders.own]
        for top in tops:
            for base, _, names in os.walk(top):
                for name in names:
                    yield from _stat(os.path.join(base, name))
        for name in _BESIDE:
            yield from _stat(os.path.join(self.root, name))


def _stat(path: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return
    yield path, (found.st_mtime_ns, found.st_size, found.st_ino)


def _is_plain(path: str) -> bool:
    """Whether `path` names something below a folder and nothing else."""
    return all(part not in ("", ".", "..") and "\\" not in part and "\0" not in part for part in path.split("/"))
