"""The way out where an act that was drawn up here is no longer possible: its file goes, the main branch's stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from generator.acts.plan import Refusal
from generator.acts.workspace import Workspace
from generator.git.repository import ask_git
from generator.model.act import Act
from generator.model.place import CHAIN_FILE


def drawn_here(workspace: Workspace, acts: Collection[Act]) -> list[Act]:
    """Those of `acts` that were drawn up here: not on the main branch, or there by somebody else."""
    return [act for act in (*workspace.pending, *workspace.taken) if act in acts]


def drawn_corrections(workspace: Workspace, publication: str) -> list[Act]:
    """The corrections of a publication that were drawn up here; of all for an empty id."""
    drawn = [act for act in (*workspace.pending, *workspace.taken) if act.verb == "correct"]
    return [act for act in drawn if publication in ("", act.id.rpartition("-c")[0])]


def drawn_redactions(workspace: Workspace) -> list[Act]:
    """The redactions that were drawn up here."""
    return [act for act in (*workspace.pending, *workspace.taken) if act.verb == "redact"]


def tell_give_way(workspace: Workspace, acts: Collection[Act]) -> str:
    """The commands by which `acts`, drawn up here, are given up; empty where none of them was.

    What else was drawn up here loses its line in chain.yml for a moment, so it is drawn up anew afterwards.
    """
    dropped = drawn_here(workspace, acts)
    if not dropped:
        return ""
    own = [act.path for act in dropped if act in workspace.pending]
    tracked = [path for path in own if _is_tracked(workspace, path)]
    steps = [f"git rm -f {' '.join(tracked)}"] if tracked else []
    steps += [f"删除 {'、'.join(path for path in own if path not in tracked)}"] if set(own) - set(tracked) else []
    taken = [act.path for act in dropped if act in workspace.taken]
    steps.append(f"git checkout {workspace.line.name} -- {' '.join([*taken, CHAIN_FILE])}")
    others = [act for act in (*workspace.pending, *workspace.taken) if act not in dropped]
    steps += [f"再运行一次 {command}" for command in dict.fromkeys(act.command for act in others)]
    end = "git commit 完成合并" if workspace.merging else "提交"
    return f"要放弃这里写的 {'、'.join(act.line for act in dropped)}：{'；'.join(steps)}；然后 {end}。"


def with_way_out(workspace: Workspace, refusal: Refusal, acts: Collection[Act]) -> Refusal:
    """A refusal because of what `kaohe check` would say, with the way to give up `acts` where main has moved on."""
    moved_on = workspace.merging or workspace.taken or not workspace.line.joined
    way = tell_give_way(workspace, acts) if refusal.problems and moved_on else ""
    return replace(refusal, reasons=(*refusal.reasons, way)) if way else refusal


def _is_tracked(workspace: Workspace, path: str) -> bool:
    """Whether git's index has a file, so that `git rm` can take it away."""
    place = f"{workspace.repository.prefix}{path}"
    asked = ask_git(workspace.repository, "ls-files", "--error-unmatch", "--", place)
    return asked.status == 0
