"""One state of a project as a site whose files are made when somebody asks for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from generator.load.edition import Edition
from generator.model.lazy_dataclass import dataclass
from generator.site.folder import discard, write_files
from generator.site.page_files import OFFICE_SHEET, frame_article, list_articles, office_sheet, page_files
from generator.site.producers import PRODUCERS, SitePart
from generator.site.rendered_texts import RenderedTexts, framer_of, render_texts, shell_key, texts_key
from generator.site.site_build import write_manifest
from generator.site.site_manifest import MANIFEST
from generator.words.page_frame import PageChoice, Shell


class TextsKeeper:
    """The rendered texts from one state to the next: they are rendered again only where something else decides."""

    def __init__(self, work: Path) -> None:
        self._work, self._number = work, 0
        self._shell: tuple[str, Shell] | None = None
        self._texts: tuple[str, Path, RenderedTexts] | None = None

    def shell(self, edition: Edition) -> Shell:
        """The shell of the pages of `edition`."""
        key = shell_key(edition)
        if self._shell is None or self._shell[0] != key:
            self._shell = key, self.texts(edition)[1].shell
        return self._shell[1]

    def texts(self, edition: Edition) -> tuple[Path, RenderedTexts]:
        """The folder with the rendered texts of `edition`, and what else came of them."""
        key = texts_key(edition)
        if self._texts is None or self._texts[0] != key:
            self._number += 1
            folder = self._work / f"texts-{self._number}"
            try:
                made = render_texts(edition, folder)
            except BaseException:
                discard(folder)
                raise
            if self._texts is not None:
                discard(self._texts[1])
            self._texts = key, folder, made
        return self._texts[1:]


@dataclass(slots=True)
class PreviewSite:
    """The site of one edition: the pages that were asked for, the folder of its other files, what is to be made yet.

    One thread at a time may ask it.
    """

    folder: Path
    edition: Edition
    keeper: TextsKeeper
    pending: list[SitePart] = field(default_factory=lambda: list(PRODUCERS))
    made: dict[str, bytes | None] = field(default_factory=dict)
    is_whole: bool = False

    def read(self, path: str) -> bytes | None:
        """The file at `path`, made now if nobody has asked for it yet; None where the site has none."""
        if path not in self.made:
            self.made[path] = next(self._find(path), None)
        return self.made[path]

    def discard(self) -> None:
        """Takes its folder away."""
        discard(self.folder)

    def _find(self, path: str) -> Iterator[bytes]:
        """The file from wherever it comes: what costs least is asked first."""
        sheet = office_sheet(self.edition) if path == OFFICE_SHEET else None
        if sheet is not None:
            yield sheet
        if path.endswith(".html"):
            yield from self._pages(path)
        yield from self._parts(path)
        yield from _read_file(self.keeper.texts(self.edition)[0] / path)
        if path == MANIFEST or not path.endswith(".html"):
            self._complete()
            if path == MANIFEST:
                self._list_files()
            yield from _read_file(self.folder / path)

    def _pages(self, path: str) -> Iterator[bytes]:
        for article in list_articles(self.edition, PageChoice(path)):
            yield frame_article(self.keeper.shell(self.edition), framer_of(self.edition), article)

    def _parts(self, path: str) -> Iterator[bytes]:
        """A file that a producer makes; with it come all others of the producer."""
        for part in [part for part in self.pending if path.startswith(part.folder)]:
            write_files(self.folder, part.produce(self.edition))
            self.pending.remove(part)
        yield from _read_file(self.folder / path)

    def _complete(self) -> None:
        """All pages: search, the map of the site and the manifest tell of all of them."""
        if not self.is_whole:
            folder, texts = self.keeper.texts(self.edition)
            shutil.copytree(folder, self.folder, dirs_exist_ok=True)
            write_files(self.folder, page_files(self.edition, texts.shell, framer_of(self.edition), texts.read))
            self.is_whole = True

    def _list_files(self) -> None:
        for part in self.pending:
            write_files(self.folder, part.produce(self.edition))
        self.pending.clear()
        write_manifest(self.edition, self.folder)


def _read_file(path: Path) -> Iterator[bytes]:
    if path.is_file():
        yield path.read_bytes()
