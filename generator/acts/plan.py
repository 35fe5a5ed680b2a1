"""What an act would do, as a value: shown first, then written whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any

from generator.acts.journal import FileWrite, write_files
from generator.acts.tie_question import TieQuestion
from generator.acts.workspace import Workspace, chain_text
from generator.check.act_problems import mend_act
from generator.git.clock import BEIJING
from generator.git.git_tree import find_objects
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE, DATA_FOLDER, find_place
from generator.model.problem import Problem, escape_text
from generator.read.record import read_record
from generator.read.yaml_writer import emit_record

LATE = timedelta(60)  # after the end of its period a publication is unusual


@dataclass(frozen=True, slots=True)
class Plan:
    """An act that can be carried out.

    `preview` says what it will do, `questions` what a person confirms, `afterwards` how it is taken back and what
    comes next. `files` are written together; an act that writes elsewhere has none.
    """

    preview: tuple[str, ...]
    questions: tuple[str, ...]
    afterwards: tuple[str, ...]
    files: tuple[FileWrite, ...] = ()
    command: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is not carried out: sentences, and problems of the data as they are or would be.

    `ties` are those that are to be decided first; what the command says of them stands in `reasons` as well.
    """

    reasons: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    ties: tuple[TieQuestion, ...] = ()


def carry_out(workspace: Workspace, plan: Plan) -> None:
    """Writes the files of a plan, all or none; UserError where one of them has changed since it was planned."""
    write_files(workspace.root, plan.files, plan.command)


def today() -> date:
    """The day in Beijing on which a person publishes, corrects or withdraws; written down, never asked for again."""
    return datetime.now(BEIJING).date()


def refuse(*reasons: str) -> Refusal:
    """A refusal with these reasons."""
    return Refusal(reasons)


def refuse_ties(ties: Sequence[TieQuestion], *before: str) -> Refusal:
    """A refusal until these ties are decided; `before` are other reasons."""
    return Refusal((*before, *(line for tie in ties for line in tie.told)), ties=tuple(ties))


def refuse_problems(problems: Iterable[Problem], what: str, *drawn: Act) -> Refusal:
    """A refusal because of what `kaohe check` would say afterwards. To draw up `drawn` anew would be no help."""
    told = [
        replace(problem, hint=reduce(lambda hint, act: hint.replace(mend_act(act, None), ""), drawn, problem.hint))
        for problem in problems
    ]
    return Refusal((f"{what}：写出以后检查会指出以上问题，所以没有写。",), tuple(told))


def refuse_day(day: date, what: str) -> str:
    """A sentence where `day` lies in the future; empty where it does not."""
    return f"{what}日期 {day} 晚于今天（{today()}）。" if day > today() else ""


def emit_checked(path: str, record: Any) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a record's file, and the problems that reading them would meet."""
    text = emit_record(record)
    placed = find_place(path)
    assert placed is not None
    read, problems, _ = read_record(path, placed, text.encode())
    if not problems and read != record:
        raise ValueError(f"{path} does not read as it was written")
    return text.encode(), problems


def lines_with(workspace: Workspace, acts: Iterable[Act]) -> list[str]:
    """The lines of chain.yml: the main branch's, those that are pending here in their order, and then new `acts`."""
    lines = [*workspace.line.ledger.lines, *(act.line for act in workspace.pending), *(act.line for act in acts)]
    return list(dict.fromkeys(lines))


def plan_files(
    workspace: Workspace, records: Mapping[str, bytes], lines: Iterable[str], gone: Iterable[str] = ()
) -> tuple[FileWrite, ...]:
    """The files to be written: the records, chain.yml with `lines`, and what the main branch has of acts taken.

    `gone` are the paths of drafts that are no longer wanted.
    """
    files: dict[str, bytes | None] = {act.path: workspace.merged.read(act.path) for act in workspace.taken}
    files |= dict.fromkeys(gone)
    files |= records
    files[CHAIN_FILE] = chain_text(list(lines)) or b""
    return tuple(FileWrite(path, workspace.on_disk(path), data) for path, data in sorted(files.items()))


def tell_undo(workspace: Workspace, files: Iterable[FileWrite]) -> str:
    """How what was written is taken back before it is committed."""
    paths = [write.path for write in files]
    known = find_objects(workspace.repository, [(workspace.head, path) for path in paths])
    committed = [path for path in paths if (workspace.head, path) in known]
    fresh = [path for path in paths if path not in committed]
    ways = [f"git checkout HEAD -- {' '.join(committed)}"] if committed else []
    ways += [f"删除 {'、'.join(fresh)}"] if fresh else []
    return f"提交之前要收回：{'；'.join(ways)}"


def tell_commit(files: Iterable[FileWrite], message: str) -> str:
    """The command that commits what was written."""
    return _tell_commit(" ".join(write.path for write in files), message)


def tell_commit_all(message: str) -> str:
    """The command that commits what was written with all that lies in data/, from which a correction follows."""
    return _tell_commit(DATA_FOLDER, message)


def _tell_commit(paths: str, message: str) -> str:
    return f'git add {paths} && git commit -m "{escape_text(message, 60)}"'


def tell_behind(workspace: Workspace) -> list[str]:
    """What comes first where the main branch has data or acts that this checkout does not know yet."""
    line = workspace.line
    missing = len(line.ledger.lines) - len(line.fork_lines)
    if line.joined:
        return []
    if missing <= 0:
        return [f"主分支（{line.name}）有这里没有的提交，请先合入再提交：git merge {line.name}"]
    return [
        f"主分支（{line.name}）上另有 {missing} 件这里没有的发布、更正或撤回，已按主分支写出。"
        f"提交以后请 git merge {line.name}；chain.yml 有冲突的，再运行一次这个命令，然后 git add 并完成合并。"
    ]
