"""Building the site of an index from what it has gathered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.acts.gather_act import open_index
from generator.acts.site_built import SiteBuilt
from generator.gather.kept_state import read_kept
from generator.gather.seen_folder import recall_all, seen_files
from generator.gather.table_package import PACKAGE, TABLES
from generator.gather.table_query import Tables
from generator.git.worktree import disk_commit
from generator.index_site.gathered import IndexEdition
from generator.index_site.index_build import fill_index_site
from generator.site.site_build import put_whole


def build_index(
    root: Path, out: Path, say: Callable[[str, int | None], None], as_of: date | None = None
) -> SiteBuilt:
    """Builds the site of the index at `root` into `out`, whole or not at all; late is what is late on `as_of`."""
    say("读取见到的", None)
    opened = open_index(root)
    if isinstance(opened, list):
        return SiteBuilt(problems=tuple(opened))
    corpus, index = opened
    there = (root / TABLES / PACKAGE).is_file()
    tables = Tables(root, corpus.districts, corpus.counterparts) if there else None
    try:
        edition = IndexEdition(
            corpus,
            index,
            recall_all(seen_files(root), corpus.districts),
            read_kept(root),
            tables,
            as_of,
            disk_commit(root) or "",
        )
        built = put_whole(out, lambda new: fill_index_site(edition, new, say), say)
    finally:
        if tables is not None:
            tables.close()
    return SiteBuilt(built.files)
