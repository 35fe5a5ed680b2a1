"""The whole output in one folder, whole or not at all: built aside, then put in place in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.git.worktree import disk_commit
from generator.load.edition import Edition, open_edition
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem, UserError
from generator.model.system import explain_refusal, list_files
from generator.pages.public_source import remark_on_history
from generator.pictures.drawing import remark_on_pictures
from generator.public.periods import Audience
from generator.read.program import SHIPPED_TEMPLATES, Templates
from generator.read.tree import Tree
from generator.site.folder import (
    discard,
    open_to_all,
    put_in_place,
    refuse_foreign,
    restore,
    settle,
    write_files,
)
from generator.site.lock import hold_lock
from generator.site.page_files import page_files
from generator.site.producers import PRODUCERS, SitePart
from generator.site.rendered_texts import framer_of, render_texts
from generator.site.site_manifest import MANIFEST, manifest_text

_PAGES = "网页"
Say = Callable[[str, int | None], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made: the number of files, or the errors in the data that kept it from beginning."""

    files: int = 0
    problems: tuple[Problem, ...] = ()


def build_site(
    root: Path,
    out: Path,
    audience: Audience = "public",
    tree: Tree | None = None,
    commit: str | None = None,
    say: Say = lambda words, count: None,
    folders: Templates = SHIPPED_TEMPLATES,
    pictures: bool = True,
) -> Built:
    """Builds everything for `audience` into `out`, which is then the old folder or the new one, never a mixture.

    `tree` is where data come from (the files on the disk unless given), `commit` its id; for the disk it is found
    out, where nothing differs from the last commit. `say` is told what is being done, `folders` hold the templates.
    Without `pictures` none are drawn.
    Raises UserError where the folder is not one that a build has made, or cannot be written.
    """
    refuse_place(out)
    say("检查数据", None)
    if tree is None:
        commit = commit or disk_commit(root)
    edition = open_edition(root, audience, tree, commit, folders, pictures=pictures)
    if not isinstance(edition, Edition):
        return Built(problems=tuple(edition))
    return build_output(edition, out, say)


def refuse_place(out: Path) -> None:
    """Raises UserError where the site cannot be put at `out`, before anything was done for it."""
    if not out.absolute().name:
        raise UserError(f"“{out}”不能用来放网站，没有生成。请另选一个位置（--out）。")
    refuse_foreign(out, MANIFEST)


def build_output(edition: Edition, out: Path, say: Say) -> Built:
    """Builds everything from `edition` into `out`."""
    return put_whole(out, lambda new: _fill(edition, new, say), say)


def put_whole(out: Path, fill: Callable[[Path], int], say: Say) -> Built:
    """Lets `fill` make a new folder with so many files, and puts it at `out`, whole or not at all."""
    out = out.absolute()
    refuse_place(out)
    new, old = (out.with_name(f".{out.name}.{part}") for part in ("new", "old"))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with hold_lock(out.parent, say):
            restore(out, old)
            discard(old)
            discard(new)
            refuse_foreign(out, MANIFEST)
            try:
                count = fill(new)
                put_in_place(new, out, old)
            finally:
                discard(new)
                discard(old)
    except OSError as error:
        raise UserError(f"写入“{out}”时出错：{explain_refusal(error)}。原有的网站没有改动。") from error
    return Built(files=count)


def gather_remarks(edition: Edition) -> list[str]:
    """What a person should know of what is built from `edition`, a sentence each that begins with its subject."""
    found = [
        *(f"{_PAGES}：{words}" for words in remark_on_pictures()),
        *(f"历史：{words}" for words in remark_on_history(edition)),
        *part_remarks(edition),
    ]
    return [words.rstrip("。") for words in found]


def part_remarks(edition: Edition) -> list[str]:
    """The same of what is built besides the pages: fonts that are not at hand, forms that cannot be made."""
    return [f"{part.name}：{words}" for part in PRODUCERS for words in part.remark(edition)]


def _fill(edition: Edition, folder: Path, say: Say) -> int:
    say("生成网页", None)
    pages = render_pages(edition, folder)
    seen = {path.casefold() for path in list_files(folder)}
    for part in (SitePart(_PAGES, "", lambda _: pages), *PRODUCERS):
        write_files(folder, _counted(part, edition, say), seen)
    edition.give_back(results=edition.years)
    say("登记文件", None)
    count = write_manifest(edition, folder)
    open_to_all(folder)
    settle(folder)
    return count


def render_pages(edition: Edition, folder: Path) -> Iterable[tuple[str, bytes]]:
    """Renders the texts and the shell into the new folder `folder`; path and bytes of all other pages."""
    texts = render_texts(edition, folder)
    return page_files(edition, texts.shell, framer_of(edition), texts.read)


def write_manifest(edition: Edition, folder: Path) -> int:
    """Writes the manifest of what is in `folder`; the number of files with it."""
    paths = list_files(folder)
    write_files(folder, [(MANIFEST, manifest_text(edition, folder, paths))])
    return len(paths) + 1


def _counted(part: SitePart, edition: Edition, say: Say) -> Iterator[tuple[str, bytes]]:
    count = 0
    for count, file in enumerate(part.produce(edition), start=1):
        if count % part.step == 0:
            say(f"生成{part.name}", count)
        yield file
    say(f"生成{part.name}", count)
