"""What MkDocs renders of a project, by itself: its texts, the shell of all other pages, and what the theme brings."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.kept.kept_store import digest_of
from generator.load.edition import Edition, per_edition
from generator.model.lazy_dataclass import dataclass
from generator.model.system import list_files
from generator.pages.clause_account import clause_accounts
from generator.pages.overview_source import missing_article
from generator.read.program import PROGRAM
from generator.site.folder import discard, write_files
from generator.site.laid_out_content import laid_out, lay_out_content
from generator.words.article_row import article_rows, articles_of
from generator.words.page_frame import Article, Framer, Shell, page_templates
from generator.words.site_frame import view_site

# The packages whose work the rendered texts are.
_TOOLS = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions")


@dataclass(frozen=True, slots=True)
class RenderedTexts:
    """The shell into which the pages made from data are put, and the pages that were made of texts."""

    shell: Shell
    read: tuple[Article, ...]


def framer_of(edition: Edition) -> Framer:
    """What makes the frame of every page of an edition."""
    return Framer(page_templates(edition), view_site(edition))


@per_edition
def texts_key(edition: Edition) -> str:
    """A digest of all that the rendered texts of `edition` follow from: editions that agree in it have the same."""
    said = [missing_article(edition).body, *(str(part) for part in (clause_accounts(edition), edition.corpus.site))]
    return digest_of([shell_key(edition), str(view_site(edition)), str(edition.updated), *said])


@per_edition
def shell_key(edition: Edition) -> str:
    """The same of the shell alone, which says less."""
    site = view_site(edition)
    office = edition.corpus.site.colour if edition.corpus.site is not None else None
    texts = [f"{path} {data!r}" for path, data in sorted(edition.texts.items())]
    templates = (edition.folders.digest_of(part) for part in ("pages", "theme"))
    return digest_of([site.title, site.base_url, str(office), *templates, *texts])


def render_texts(edition: Edition, folder: Path) -> RenderedTexts:
    """Renders the texts and the shell into the new folder `folder`, or puts there what was kept of them."""
    store = edition.store
    if not store.is_there:
        return _render(edition, folder)
    made: list[RenderedTexts] = []

    def render() -> dict[str, Any]:
        made.append(_render(edition, folder))
        return _row(made[0], folder)

    row = store.derive(["rendered texts", *_decides(edition)], render)
    if made:
        return made[0]
    folder.mkdir(parents=True)
    write_files(folder, ((path, _bytes_of(said)) for path, said in row["files"].items()))
    return RenderedTexts(Shell(tuple(row["shell"])), tuple(articles_of(row["read"])))


def _decides(edition: Edition) -> Iterator[str]:
    """All that the rendered texts follow from, in whatever run."""
    yield texts_key(edition)
    yield repr([(name, version(name)) for name in _TOOLS])
    yield sha256((PROGRAM / "mkdocs.yml").read_bytes()).hexdigest()
    for path, data in sorted(laid_out(edition.texts).items()):
        yield f"{path} {sha256(data).hexdigest()}"


def _row(made: RenderedTexts, folder: Path) -> dict[str, Any]:
    """The texts in plain JSON values: what is not text as a list of its Base64."""
    files = {path: _plain((folder / path).read_bytes()) for path in list_files(folder)}
    return {"files": files, "shell": made.shell.parts, "read": [*article_rows(made.read)]}


def _plain(data: bytes) -> str | list[str]:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return [b64encode(data).decode()]


def _bytes_of(said: str | list[str]) -> bytes:
    return said.encode() if isinstance(said, str) else b64decode(said[0])


def _render(edition: Edition, folder: Path) -> RenderedTexts:
    content = folder.with_name(f"{folder.name}.content")
    discard(content)
    try:
        lay_out_content(edition.texts, content)
        return _run_mkdocs(edition, folder, content)
    finally:
        discard(content)


def _run_mkdocs(edition: Edition, folder: Path, content: Path) -> RenderedTexts:
    """Renders the texts in `content`.

    Settings, theme and templates are those of the program; of the project only the texts in `content/` are used, so a
    project cannot run code of its own here.
    """
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    from generator.site.plugin import KaohePlugin

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(
        config_file=str(PROGRAM / "mkdocs.yml"),
        site_dir=str(folder),
        docs_dir=str(content),
    )
    plugin = config.plugins["kaohe"]
    if not isinstance(plugin, KaohePlugin):
        raise TypeError("mkdocs.yml names another plugin kaohe")
    plugin.use(edition)
    build(config)
    return RenderedTexts(*plugin.rendered())
