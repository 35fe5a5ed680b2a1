"""What the workers of one run make once and share: what pandoc, typst and Vega make of texts, and stories."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.documents.docx_pandoc import Pandoc
from generator.load.edition import Edition
from generator.model.worker import Worker
from generator.site.rendered_texts import RenderedTexts, texts_key

Asking = Callable[[Worker, bytes], bytes]
Asked = Callable[[Pandoc, dict[str, Any]], bytes]
Rendering = Callable[[Edition, Path], RenderedTexts]
Converting = Callable[[Page, MkDocsConfig, Files], None]
_RUN = "KAOHE_TESTS_RUN"


def begin_run() -> Path | None:
    """The folder of a run, made by the process that begins it, which also ends it; None for its workers."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return None
    os.environ[_RUN] = tempfile.mkdtemp(prefix="kaohe-run-")
    return Path(os.environ[_RUN])


def end_run(folder: Path) -> None:
    """Removes the folder that `begin_run` made."""
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.pop(_RUN, None)


def place_in_run(name: str) -> Path:
    """A folder that the workers of this run, and the programs that they start, have in common."""
    if _RUN not in os.environ and (run := begin_run()):  # by no test: a benchmark, a tool
        atexit.register(end_run, run)
    folder = Path(os.environ[_RUN]) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` has filled, at its first call in this run: nobody changes it.

    A second worker waits for the first. What fails is made again by the next who asks, and fails there too.
    """
    folder = place_in_run(name)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder / "made", ignore_errors=True)
            make(folder / "made")
            done.touch()
    return folder / "made"


def copied_once(name: str, root: Path, make: Callable[[Path], object]) -> None:
    """Lays at `root`, which does not exist, a copy of what `make` fills a folder with, once in this run."""
    shutil.copytree(made_once(name, make), root, symlinks=True)


def rendered_once(render: Rendering) -> Rendering:
    """As `render`, but the same texts are rendered once in a run: they are half of what a small site costs."""

    def make(edition: Edition, folder: Path) -> None:
        folder.mkdir()
        said = render(edition, folder / "site")
        (folder / "said").write_bytes(pickle.dumps(said))

    def take(edition: Edition, folder: Path) -> RenderedTexts:
        made = made_once(f"texts-{texts_key(edition)}", lambda new: make(edition, new))
        shutil.copytree(made / "site", folder)
        said: RenderedTexts = pickle.loads((made / "said").read_bytes())
        return said

    return take


def converted_once(render: Converting) -> Converting:
    """As `render`, by which MkDocs converts one page, but each text is converted once by a worker.

    What becomes of a text rests on its own place and, for its links, on those of the others.
    """
    kept: dict[tuple[str, str | None, tuple[str, ...]], dict[str, Any]] = {}

    def take(page: Page, config: MkDocsConfig, files: Files) -> None:
        key = (page.file.src_uri, page.markdown, tuple(sorted(file.src_uri for file in files)))
        if key in kept:
            page.__dict__.update(kept[key])
            return
        before = dict(page.__dict__)
        render(page, config, files)
        found = {name: value for name, value in page.__dict__.items() if before.get(name) != value}
        kept[key] = found | {"links_to_anchors": None}  # they name files of this build

    return take


def folder_of_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run have in common."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def once(convert: Asked, folder: Path, standing: Pandoc) -> Asked:
    """As `convert`, but each document is given to pandoc only once in a run; a site has the same ones in many tests.

    It is given to one that stays, but by processes that were forked from this one.
    """
    here = os.getpid()

    def take(pandoc: Pandoc, prose: dict[str, Any]) -> bytes:
        key = sha256(json.dumps(prose).encode()).hexdigest()
        return _kept(folder / key, lambda: convert(standing if os.getpid() == here else pandoc, prose))

    return take


class Drawer(Worker):
    """The process that draws for all sites that this one makes, and those that set their documents."""

    def __init__(self) -> None:
        super().__init__("generator.pictures.vega_worker")
        self._setters: dict[str, Worker] = {}

    def setter(self, worker: Worker, given: dict[str, Any]) -> Worker:
        """One that was begun as `worker` is, with what it was `given`, but for its folder, which is empty as well."""
        key = json.dumps(given)
        if key not in self._setters:
            opening = {**json.loads(worker._opening), "root": str(place_in_run("empty"))}
            self._setters[key] = Worker(worker._module, json.dumps(opening).encode())
        return self._setters[key]

    def close(self) -> None:
        """Ends all of them."""
        for worker in self._setters.values():
            worker.close()
        super().close()


def asked_once(ask: Asking, folder: Path, drawer: Drawer) -> Asking:
    """As `ask` of a `Worker`, but the same picture is drawn, and the same document set, only once in a run.

    With no question left to ask, no process is begun. `drawer` draws the pictures of all sites that this process
    makes, one after the other, and a setter of the same fonts sets their documents: to begin takes longer. What is
    refused is asked again.
    """
    here, one_by_one, setting = os.getpid(), Lock(), Lock()

    def take(worker: Worker, question: bytes) -> bytes:
        if worker._module == drawer._module:
            with one_by_one:
                asked = drawer if os.getpid() == here else worker  # a fork has no process of its own
                return _kept(folder / sha256(question).hexdigest(), lambda: ask(asked, question))
        if worker._module == "generator.documents.typst_worker":
            given = json.loads(worker._opening)
            given["root"] = ""  # an empty folder, of another name each time
            given["files"] = [_files(Path(name)) for name in given["fonts"]]
            key = sha256(b"\0".join((json.dumps(given).encode(), question))).hexdigest()
            with setting:
                setter = drawer.setter(worker, given) if os.getpid() == here else worker
                return _kept(folder / key, lambda: ask(setter, question))
        return ask(worker, question)

    return take


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """The files of a folder, each with its size and time."""
    found = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found]


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What lies at `path`, or what is made and laid there, whole."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        made = make()
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(made)
    part.replace(path)
    return made
