"""Comparing: two versions with each other, or the files as they lie here with a version."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.git.condition import lasting_store
from generator.git.masks import disk_tree, masks_of
from generator.git.repository import Repository, open_repository
from generator.git.revision import resolve_revision
from generator.kept.kept_store import open_store
from generator.model.place import PUBLIC_STATE, folder_of

if TYPE_CHECKING:  # what is kept needs none of it
    from generator.compare.comparison import Comparison
    from generator.model.publication import Publication

TextForm = Literal["json", "markdown", "short", "all"]
_MOST = 1 << 24  # characters of a text that is kept


def compare_versions(root: Path, old: str, new: str) -> Comparison:
    """The comparison of two versions: a commit, tag, branch, day or publication each.

    Two publications are compared as they were published, the data of their periods alone; other versions whole.
    Raises UserError for a version that is not known.
    """
    repository = open_repository(root)
    return _compare(repository, old, new, _published(root))


def compared_text(root: Path, old: str, new: str, form: TextForm) -> str:
    """The comparison of two versions as text; `short` leaves out what comes after the first of many.

    Two commits never change, so of a whole clone the text is kept by them and the redactions that are known.
    """
    repository = open_repository(root)
    published = _published(root)
    if old in published and new in published:
        return comparison_as_text(_compare(repository, old, new, published), form)
    commits = _resolve(repository, (old, new), published)
    store = lasting_store(repository, open_store(root))
    masks = masks_of(repository)
    decides = ["comparison", form, *commits, repository.prefix, repr((masks.redactions, masks.names))]
    try:
        kept = store.find_bytes(decides)
        if kept is not None:
            return kept.decode("utf-8", "surrogatepass")
        from generator.compare.comparison import compare_revisions

        text = comparison_as_text(compare_revisions(repository, *commits), form)
        if len(text) < _MOST:
            store.keep_bytes(decides, text.encode("utf-8", "surrogatepass"))
        return text
    finally:
        store.close()


def comparison_as_text(comparison: Comparison, form: TextForm) -> str:
    """A comparison as the office may see it."""
    from generator.public.redact import shown_comparison

    shown = shown_comparison(comparison, "internal")
    if form == "json":
        from generator.words.comparison_json import comparison_json
        from generator.words.json_text import indented_json

        return indented_json(comparison_json(shown)) + "\n"
    from generator.words.comparison_words import comparison_text, view_comparison

    if form == "markdown":
        from generator.words.comparison_markdown import comparison_markdown

        return comparison_markdown(view_comparison(shown))
    from generator.words.problem_list import LIMIT

    return comparison_text(view_comparison(shown), None if form == "all" else LIMIT)


def _published(root: Path) -> Mapping[str, Publication]:
    """The publications of the project on the disk, by id; where there is no folder for them, none is read."""
    if not os.path.lexists(root / folder_of("publication")) and not (root / PUBLIC_STATE).is_file():
        return {}
    from generator.load.project import published_records

    return published_records(root)


def _resolve(repository: Repository, names: tuple[str, str], published: Mapping[str, Publication]) -> tuple[str, str]:
    known = {name: record.commit for name, record in published.items()}
    first, second = (resolve_revision(repository, name, known) for name in names)
    return first, second


def _compare(repository: Repository, old: str, new: str, published: Mapping[str, Publication]) -> Comparison:
    if old in published and new in published:
        from generator.release.causes import compare_publications

        return compare_publications(repository, published[old], published[new])
    from generator.compare.comparison import compare_revisions

    return compare_revisions(repository, *_resolve(repository, (old, new), published))


def find_impact(root: Path, base: str = "HEAD") -> Comparison:
    """The effect of the files as they lie in `root` on scores, ranks and outcomes, beside the version `base`."""
    from generator.compare.comparison import compare_files
    from generator.load.project import published_commits

    repository = open_repository(root)
    commit = resolve_revision(repository, base, published_commits(root))
    return compare_files(repository, commit, disk_tree(root))
