"""What the names of publications remember of a history, held against the line: rewritten, or a tag that was moved.

Only a memory can show that history was rewritten. A publication's record remembers the commit that it froze, its tag
the commit that wrote the record. Whoever can rewrite the whole repository can rewrite both; against that only what is
kept elsewhere helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.git.condition import shallow_commits
from generator.git.repository import Repository, ask_git
from generator.git.tags import Tag
from generator.history.mainline import ChangeLog
from generator.history.remark import Remark
from generator.history.trail import Trail
from generator.model.place import find_place, publication_file
from generator.model.problem import escape_text


def find_rewritten(repository: Repository, log: ChangeLog, remembered: Sequence[tuple[str, str]]) -> Iterator[Remark]:
    """A remark for each remembered commit that the end of the line does not reach: what a force push leaves behind.

    Each is given with the words for what remembers it. What lies behind the end of a shallow clone nobody can tell,
    so there nothing is said.
    """
    line = {step.commit.id for step in log.steps}
    doubtful = [(words, commit) for words, commit in remembered if commit not in line]
    if not doubtful or shallow_commits(repository):
        return
    reached = set(ask_git(repository, "rev-list", log.tip, "--").text.splitlines())
    for words, commit in doubtful:
        if commit not in reached:
            sentence = f"{words}记下的提交 {commit} 不在当前历史（{log.tip}）之中：历史被改写过。"
            yield Remark("rewritten", commit, "", sentence)


def find_moved_tags(trails: Mapping[str, Trail], tags: Mapping[str, Tag]) -> Iterator[Remark]:
    """A remark for each tag, given by its publication's id, that stands on another commit than wrote the record."""
    for name, tag in sorted(tags.items()):
        trail = trails.get(publication_file(name))
        recorded = trail.events[0].step.id if trail is not None and not trail.events[0].earlier else ""
        if recorded and tag.target != recorded:
            shown = escape_text(tag.name, 80)
            sentence = f"标签 {shown} 指向提交 {tag.target[:12]}，记录是由提交 {recorded[:12]} 写入的：标签被移动过。"
            yield Remark("tag", tag.target, publication_file(name), sentence)


def remembered_commits(trails: Mapping[str, Trail], tags: Mapping[str, Tag]) -> list[tuple[str, str]]:
    """The commits that publications froze, as the line last says, and those that their tags mark."""
    found = [(f"标签 {escape_text(tag.name, 80)} ", tag.target) for _, tag in sorted(tags.items())]
    for path, trail in sorted(trails.items()):
        placed = find_place(path)
        if placed is not None and placed.kind == "publication" and trail.plain is not None:
            found.append((f"发布 {placed.id} ", str(trail.plain["commit"])))
    return found
