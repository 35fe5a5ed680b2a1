"""Building: the whole output of a project into one folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.acts.site_built import SiteBuilt
from generator.acts.verify_with_index import is_index
from generator.git.worktree import disk_commit
from generator.kept.kept_store import open_store
from generator.load.edition import Edition, open_edition
from generator.load.project import open_tree
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError
from generator.public.periods import Audience
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.site.site_build import build_output, gather_remarks, part_remarks, refuse_place

_SOURCES = (DATA_FOLDER, "content", ".git")  # where no output may be put
Say = Callable[[str, int | None], None]


def build(
    root: Path,
    out: Path | None = None,
    at: str | None = None,
    audience: Audience = "public",
    templates: Templates = SHIPPED_TEMPLATES,
    strict_fonts: bool = False,
    say: Say = lambda words, count: None,
) -> SiteBuilt:
    """Builds the site of the project at `root` into `out` (else its folder `site`), whole or not at all.

    `at` is a version of the history, None for the files on the disk; `say` is told what is being done. With
    `strict_fonts` nothing is built if fonts are missing. Raises UserError if `out` is no place for a site.
    """
    out = out if out is not None else root / "site"
    if any(out.resolve().is_relative_to((root / source).resolve()) for source in _SOURCES):
        raise UserError(f"“{out}”在项目的数据或文本里面，没有生成网站。请另选一个位置（--out）。")
    refuse_place(out)
    if is_index(root):
        if at or audience != "public":
            raise UserError("索引的网站由现在汇集的内容生成，只有公开版：请不写 --at 和 --audience。")
        from generator.acts.build_index import build_index  # brings all of the index's site

        return build_index(root, out, say)
    say("检查数据", None)
    tree, commit = open_tree(root, at)
    edition = open_edition(root, audience, tree, commit or disk_commit(root), templates, store=open_store(root))
    if not isinstance(edition, Edition):
        return SiteBuilt(problems=tuple(edition))
    if strict_fonts:
        say("核对字体", None)
        remarks = part_remarks(edition)
        if remarks:
            return SiteBuilt(remarks=tuple(remarks))
    built = build_output(edition, out, say)
    return SiteBuilt(built.files, tuple(gather_remarks(edition)))
