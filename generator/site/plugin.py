"""The MkDocs plugin: adds the pages made from data to what MkDocs renders from Markdown.

MkDocs sees one page of them, the shell; the others are put into it after the build, so that their number costs
MkDocs nothing. It works within `kaohe build` alone: what MkDocs could build by itself would lack the documents, the
open data and the manifest, and would not be whole or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.load.edition import Edition
from generator.pages.clause_account import clause_accounts
from generator.read.markdown import PlainText
from generator.site.clause_lines import add_accounts
from generator.site.markdown_pages import (
    ASKED,
    SHELL,
    issued_parts,
    lay_out_nav,
    markdown_article,
    name_heading,
    notice_head,
    reading_foot,
    reading_nav,
)
from generator.site.notice_notes import fold_notes
from generator.site.page_files import OFFICE_SHEET, office_sheet
from generator.site.shown_theme import ShownTheme
from generator.words import address
from generator.words.compiled_templates import CompiledTemplates
from generator.words.kept_together import keep_together
from generator.words.page_frame import Article, Framer, Shell, page_templates
from generator.words.site_frame import tells_of_clauses, view_site

_COMPILED = CompiledTemplates()
# What is said to whoever calls MkDocs itself.
_COMMANDS = {
    "build": "请用 kaohe build 生成网站：mkdocs build 生成不全，缺公文、开放数据和网站清单。",
    "serve": "请用 kaohe serve 预览网站。",
    "gh-deploy": "请用 kaohe build 生成网站，再把生成的文件夹发布出去。",
}
# What the theme's skeleton carries for a menu and a search that are not used here: its controls have no labels.
_UNUSED = re.compile(r'<input class="md-toggle".*?(?=<a class="kh-skip"|<!--slot:header-->)', re.DOTALL)
_DIALOG = re.compile(r'<div class="md-dialog".*?</div>\s*</div>', re.DOTALL)
# Where the missing page finds its style as well, if the site is not served from the address that it is made for.
_ELSEWHERE = ("/", "")
# A table of a text, which may be wider than the screen.
_SCROLLED = re.compile(r"<table>.*?</table>", re.DOTALL)
_SCROLLING = r'<div class="kh-scroll" role="group" aria-label="表格" tabindex="0">\g<0></div>'
_SLOTS = ("root", "head", "header", "article", "footer", "printed")


class NoOptions(Config):  # type: ignore[no-untyped-call]  # of MkDocs
    """The plugin has none: what can be set stands in data/."""


class KaohePlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # of MkDocs
    """Renders the shell with MkDocs, and everything else into it."""

    def __init__(self) -> None:
        self._edition: Edition | None = None
        self._shell = Shell(())
        self._framer: Framer | None = None
        self._read: list[Article] = []
        self._printed = ""  # of the page that MkDocs renders now

    def use(self, edition: Edition) -> None:
        """Builds from `edition`."""
        self._edition = edition

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Refuses: MkDocs was called by hand."""
        raise PluginError(_COMMANDS[command])

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The site's name and address are those of data/site.yml, its texts those that were laid out."""
        site = view_site(self._opened)
        self._framer = Framer(page_templates(self._opened), site)
        self._read = []
        config.site_name = site.title
        config.markdown_extensions.append(PlainText())
        # A heading's anchor is its own words: a number would move when another heading comes in before it.
        config.mdx_configs.setdefault("toc", {})["slugify"] = name_heading
        config.site_url = site.base_url or None
        config.nav = lay_out_nav(config.nav or [], self._opened, Path(config.docs_dir))
        for folder in self._opened.folders.folders("theme"):
            if str(folder) not in config.theme.dirs:
                config.theme.dirs.insert(0, str(folder))
        config.theme = ShownTheme.of(config.theme)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the shell; takes out the theme's scripts, icons, search and whole style sheet, which no page uses."""
        for file in list(files):
            if _is_unused(file):
                files.remove(file)
        shell = File.generated(config, f"{SHELL}.md", content="# shell\n", inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(shell)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """The skeleton is the theme's, and the same in every build."""
        env.bytecode_cache = _COMPILED
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Of what a text says of itself only this counts: a template is never chosen by a text."""
        page.meta = {name: page.meta[name] for name in ("title", "description", ASKED) if name in page.meta}
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Lets someone without a mouse scroll what is wider than the screen; adds to a notice what became of it."""
        folded = fold_notes(keep_together(html), page.file.src_uri)
        linked = add_accounts(folded, page.file.src_uri, clause_accounts(self._opened))
        return _SCROLLED.sub(_SCROLLING, linked.replace("<pre>", '<pre tabindex="0">'))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hands the finished head, header and footer to the skeleton."""
        values: Mapping[str, Any]
        if page.file.name == SHELL:
            values = {slot: f"<!--slot:{slot}-->" for slot in _SLOTS}
        else:
            article = markdown_article(page, self._opened)
            self._read.append(article)
            values = {
                **self._values(article),
                "article": "",
                "reading_nav": reading_nav(page, nav, self._opened),
                "reading_foot": reading_foot(page, self._opened),
                "section": article.section,
                "notice_head": notice_head(article.section, self._opened),
                "issued": issued_parts(page.url, self._opened),
                "followed": address.CLAUSES if self._tells_of_clauses else "",
            }
        return self._with_parts(context, values)

    @property
    def _tells_of_clauses(self) -> bool:
        return tells_of_clauses(self._opened.corpus, self._opened.notices)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The page that says that there is no such page."""
        if template_name != "404.html":
            return context
        from generator.pages.overview_source import missing_article

        article = missing_article(self._opened)
        base = str(context["base_url"]).rstrip("/") + "/"
        values = {name: _from_base(value, base) for name, value in self._values(article).items()}
        more = {"root": base, "article": _from_base(article.body, base), "elsewhere": _ELSEWHERE}
        return self._with_parts(context, values | more)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str | None:
        """Leaves out MkDocs's own map of the site, which knows only the Markdown pages."""
        return _tidy(output_content, self._printed) if template_name == "404.html" else ""

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keeps the shell; tidies every page."""
        if page.file.name == SHELL:
            self._shell = Shell.cut(_tidy(output, self._printed))
            return ""
        return _tidy(output, self._printed)

    def rendered(self) -> tuple[Shell, tuple[Article, ...]]:
        """The shell, and the pages that were made of texts."""
        if self._framer is None:
            raise PluginError("the pages were not built")
        return self._shell, tuple(self._read)

    @property
    def _opened(self) -> Edition:
        if self._edition is None:
            raise PluginError("the data were not read")
        return self._edition

    def _values(self, article: Article) -> dict[str, str]:
        if self._framer is None:
            raise PluginError("the data were not read")
        frame = self._framer.frame(article)
        return {slot: getattr(frame, slot) for slot in _SLOTS if slot != "article"}

    def _with_parts(self, context: TemplateContext, values: Mapping[str, Any]) -> TemplateContext:
        parts: Any = context
        self._printed = values["printed"]
        sheet = values["root"] + OFFICE_SHEET if office_sheet(self._opened) is not None else ""
        parts["kaohe"] = {"elsewhere": (), **values, "office_css": sheet}
        return context


def _is_unused(file: File) -> bool:
    unused = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon")
    return file.src_uri.startswith(unused) or file.src_uri.endswith(".map")


def _tidy(page: str, printed: str) -> str:
    """The page without what is not used; `printed` stands where its printed sheets take their foot from."""
    page = _DIALOG.sub("", _UNUSED.sub("", page, count=1))
    opened = f'<html lang="zh-CN" data-printed="{printed}">'
    return page.replace('<html lang="zh" class="no-js">', opened, 1).lstrip()


def _from_base(html: str, base: str) -> str:
    """Addresses of a page that may be shown at any depth, made absolute."""
    return re.sub(r'(href|src|action)="(?![a-z]+:|#|/)', rf'\1="{base}', html)
