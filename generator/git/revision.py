"""Names of revisions become commits before anything is done with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from generator.git.branch import commit_of, count_commits, find_main, tip_of
from generator.git.clock import BEIJING_OFFSET
from generator.git.condition import shallow_commits
from generator.git.repository import Repository, ask_git, read_git
from generator.model.problem import UserError, escape_text

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# A name and steps to ancestors. `@{…}` and `:/…` are left out: what they mean depends on the clock and the machine.
_NAME = re.compile(r"(?P<name>@|\w[\w./+-]*)(?P<steps>(?:~[0-9]*|\^[0-9]*)*)\Z")
_SHORT_ID = re.compile(r"[0-9a-fA-F]{4,64}\Z")
_OWN = ("@", "HEAD")  # the repository's own, whatever else bears the name (gitrevisions(7))
_LEFT = re.compile(r"[A-Z]+_HEAD\Z")  # what git leaves behind beside HEAD: FETCH_HEAD, ORIG_HEAD, MERGE_HEAD
_HERE = ("refs/tags/{}", "refs/heads/{}", "refs/{}", "{}")
_ELSEWHERE = ("refs/remotes/{}", "refs/remotes/{}/HEAD", "refs/remotes/origin/{}")


def resolve_revision(repository: Repository, name: str, publications: Mapping[str, str] | None = None) -> str:
    """The id of the commit that `name` means; UserError, in one sentence, where it means none or several.

    `name` is a commit id (or the beginning of one), a tag, a branch, one of these with `~2` or `^` behind it, a day
    (`2015-06-30`: the state of the main branch in the evening of that day, see `resolve_day`), or the id of a
    publication, which `publications` maps to its frozen commit.
    """
    shown = escape_text(name)
    written = _NAME.match(name)
    if written is None or ".." in name:
        raise UserError(f"“{shown}”不是版本的名称。可以写提交编号、标签、分支、日期（如 2015-06-30）或发布的编号。")
    steps = written["steps"]
    found = {
        words + steps: commit if not steps else commit_of(repository, commit + steps)
        for words, commit in _meanings(repository, written["name"], publications or {})
    }
    found = {words: commit for words, commit in found.items() if commit}
    if not found:
        find_main(repository)  # where nothing has been committed at all, that is what to say
        hint = f"可以写提交编号、标签、分支、日期（如 2015-06-30）或发布的编号。{_where_cut(repository)}"
        raise UserError(f"没有名为“{shown}”的版本。{hint}")
    if len(set(found.values())) > 1:
        raise UserError(f"“{shown}”有几种含义（{'、'.join(found)}），指向不同的提交。请写完整的名称或提交编号。")
    return next(iter(found.values()))


def _meanings(repository: Repository, name: str, publications: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every meaning of `name` that has a commit, in words, with the commit."""
    if name in _OWN or _ID.match(name):
        commit = commit_of(repository, name)
        return [(name if name != "@" else "HEAD", commit)] if commit else []
    refs = _refs_named(repository, name, _HERE)
    if _LEFT.match(name):
        refs[name] = ""
    refs = refs or _refs_named(repository, name, _ELSEWHERE)
    found = [(ref, tip_of(repository, ref, commit)) for ref, commit in refs.items()]
    if _SHORT_ID.match(name):
        found += [(f"提交 {commit[:12]}", commit) for commit in _commits_beginning(repository, name.lower())]
    if name in publications:
        found.append((f"发布 {name}", commit_of(repository, publications[name])))
    if _DAY.match(name):
        found.append((f"日期 {name}", resolve_day(repository, name)))
    return [(words, commit) for words, commit in found if commit]


def _commits_beginning(repository: Repository, digits: str) -> list[str]:
    """The ids of all commits that begin with `digits`."""
    asked = ask_git(repository, "rev-parse", f"--disambiguate={digits}")
    given = "".join(f"{name}\n" for name in asked.text.split()).encode()
    listed = read_git(repository, "cat-file", "--batch-check=%(objecttype) %(objectname)", given=given).text
    return sorted(line[7:] for line in listed.splitlines() if line.startswith("commit "))


def _refs_named(repository: Repository, name: str, places: tuple[str, ...]) -> dict[str, str]:
    """The full names of the refs called `name` in one of `places`, with the commit where one names it directly."""
    wanted = {place.format(name): "" for place in places}
    asked = ask_git(repository, "for-each-ref", "--format=%(refname) %(objecttype) %(objectname)", *sorted(wanted))
    if asked.status:  # one of them names what is not there
        asked = read_git(repository, "for-each-ref", "--format=%(refname)", *sorted(wanted))
    rows = [[*line.split(" "), "", ""] for line in asked.text.splitlines()]
    return {ref: commit if kind == "commit" else "" for ref, kind, commit, *_ in rows if ref in wanted}


def resolve_day(repository: Repository, name: str) -> str:
    """The last commit of the main branch's first-parent line that was there in the evening of the day `name`.

    A day ends at midnight in Beijing. A commit's time is its committer's, but never earlier than that of a commit
    before it on the line: a backdated commit counts from when its predecessor was made, so that nobody can put a
    change into a day that has passed. UserError where nothing had been committed by then; empty for no real day.
    """
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return ""
    # In days since 1970: the calendar ends with a day after which it knows no midnight.
    midnight = (day.toordinal() + 1 - date(1970, 1, 1).toordinal()) * 86_400 - BEIJING_OFFSET
    tip = find_main(repository).tip
    listed = read_git(repository, "rev-list", "--first-parent", "--timestamp", "--reverse", tip, "--")
    found = ""
    for line in listed.text.splitlines():
        written, _, commit = line.partition(" ")
        if int(written) >= midnight:
            break
        found = commit
    if not found:
        raise UserError(f"到 {name} 为止，主分支上还没有提交。{_where_cut(repository)}")
    return found


def _where_cut(repository: Repository) -> str:
    """What to say of versions that a shallow clone lacks; empty for a whole one."""
    return (
        "这是浅克隆，较早的版本不在其中，请先用 git fetch --unshallow 补全。" if shallow_commits(repository) else ""
    )


def find_base(repository: Repository, one: str, other: str) -> str | None:
    """The last common ancestor of two commits, None where their histories have nothing in common."""
    if one == other and _ID.match(one):
        return one
    asked = ask_git(repository, "merge-base", one, other)
    return asked.text.split("\n", 1)[0] or None if asked.status == 0 else None


def count_missing(repository: Repository, commit: str) -> int:
    """How many commits of the history of `commit` are not in that of HEAD."""
    return count_commits(repository, commit, commit_of(repository, "HEAD"))
