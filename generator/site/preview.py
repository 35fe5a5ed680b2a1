"""The site of a project as it is being written: built anew when a file changes, the last good one kept meanwhile."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.git.masks import disk_tree
from generator.kept.kept_store import open_store
from generator.load.commit_history import HistoryKeeper
from generator.load.edition import Edition, open_edition
from generator.model.place import DATA_FOLDER
from generator.model.problem import Problem, UserError
from generator.public.periods import Audience
from generator.read.content import CONTENT
from generator.read.masking import hide_lines
from generator.read.program import Templates
from generator.site.folder import write_files
from generator.site.producers import PRODUCERS, SitePart
from generator.site.site_build import render_pages, write_manifest
from generator.site.site_manifest import MANIFEST

Fingerprint = dict[str, tuple[int, int, int]]
_GIT = (".git/HEAD", ".git/logs/HEAD")  # a commit changes what the pages tell of the history


@dataclass(slots=True)
class _Site:
    """One build: its folder, and the parts that are made when somebody asks for them."""

    folder: Path
    edition: Edition
    pending: list[SitePart] = field(default_factory=lambda: list(PRODUCERS))


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
    """Builds into folders below `work`; one thread refreshes, others read."""

    def __init__(self, root: Path, work: Path, audience: Audience, folders: Templates) -> None:
        self.root = root
        self.condition = SiteCondition()
        self._work = work
        self._audience: Audience = audience
        self._folders = folders
        self._store = open_store(root)
        self._histories = HistoryKeeper()  # a change of a file on the disk changes no commit
        self._seen: Fingerprint | None = None
        self._site: _Site | None = None
        self._lock = threading.Lock()  # one build, or one part of one, at a time

    def refresh(self, explain: Callable[[BaseException], str]) -> bool:
        """Builds anew where a file has changed since the last time; whether one had.

        A fault of the program must not end the preview: `explain` puts it into words.
        """
        found = dict(self._look())
        if found == self._seen:
            return False
        self._seen = found
        version = self.condition.version + 1
        try:
            with self._lock:
                self.condition = self._build(version)
        except UserError as broken:
            self.condition = SiteCondition(version, fault=str(broken))
        except Exception as error:  # noqa: BLE001  # the last good pages stay, and the words say what happened
            self.condition = SiteCondition(version, fault=explain(error))
        return True

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show: until the data hold for the first time there is not."""
        return self._site is not None

    def read(self, path: str) -> bytes | None:
        """The file at `path` of the site as it stands, made now if nobody has asked for it yet; None without one."""
        try:
            return self._read(path)
        except FileNotFoundError:  # a build took the folder away between two steps: its own is there now
            return self._read(path)

    def _read(self, path: str) -> bytes | None:
        site = self._site
        if site is None or not _is_plain(path):
            return None
        target = site.folder / path
        if target.is_file():
            return target.read_bytes()
        with self._lock:
            for part in [part for part in site.pending if path == MANIFEST or path.startswith(part.folder)]:
                write_files(site.folder, part.produce(site.edition))
                site.pending.remove(part)
            if path == MANIFEST and not target.is_file():
                write_manifest(site.edition, site.folder)
            return target.read_bytes() if target.is_file() else None

    def lines(self, problem: Problem) -> list[str] | None:
        """The lines of the file in which a problem is, as far as it can be read."""
        if not problem.place.line:
            return None
        try:
            tree, file = disk_tree(self.root), problem.place.file
            return hide_lines(file, tree.read(file), tree.masks.fields_of(file))
        except OSError:
            return None

    def _build(self, version: int) -> SiteCondition:
        edition = open_edition(
            self.root, self._audience, folders=self._folders, histories=self._histories, store=self._store
        )
        if not isinstance(edition, Edition):
            return SiteCondition(version, tuple(edition))
        folder = self._work / str(version)
        try:
            write_files(folder, render_pages(edition, folder))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        before, self._site = self._site, _Site(folder, edition)
        if before is not None:
            shutil.rmtree(before.folder, ignore_errors=True)
        return SiteCondition(version)

    def _look(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        """What tells a file that has changed from one that has not, for all that pages are made from."""
        tops = [self.root / name for name in (DATA_FOLDER, CONTENT)]
        tops += [] if self._folders.own is None else [self._folders.own]
        for top in tops:
            for base, _, names in os.walk(top):
                for name in names:
                    yield from _stat(os.path.join(base, name))
        for name in _GIT:
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
