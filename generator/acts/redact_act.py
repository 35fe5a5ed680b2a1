"""Redacting: texts of a file, or the message of a commit, are taken out of everything that leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.acts.give_way import drawn_redactions, tell_give_way
from generator.acts.plan import (
    Plan,
    Refusal,
    emit_checked,
    lines_with,
    plan_files,
    refuse,
    refuse_day,
    refuse_problems,
    tell_behind,
    tell_commit,
    tell_undo,
    today,
)
from generator.acts.redact_words import tell_redaction
from generator.acts.workspace import Workspace, require_clear
from generator.acts.would_be import check_would_be, new_errors
from generator.check.redactions import ACTS
from generator.git.former_text import last_with_text, texts_at
from generator.git.log import read_commits
from generator.git.revision import resolve_revision
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.origin import Node
from generator.model.place import FileKind, Place, find_place, register_file, spoken_path
from generator.model.problem import Problem, UserError
from generator.model.redaction import MESSAGE, Redaction, commit_file
from generator.model.register_rule import RegisterRule
from generator.read.masking import mask_text, redactable_fields
from generator.read.personal import repeats_personal
from generator.read.record import read_record, record_type
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text

_COMMIT = "commit:"


@dataclass(frozen=True, slots=True)
class RedactRequest:
    """What a person asks for: a data file's path, or `commit:ID`, which has one text; and why, in public words."""

    file: str
    fields: tuple[str, ...]
    reason: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to be redacted: `labels` are the fields with their Chinese names, `after` the file's new bytes.

    `commit` is the last that holds the `texts` to be hidden. `after` is None where no file is changed.
    """

    file: str
    labels: dict[str, str]
    commit: str
    texts: tuple[str, ...]
    after: bytes | None = None


def plan_redaction(workspace: Workspace, request: RedactRequest) -> Plan | Refusal:
    """What `kaohe redact` would write, or why it does not."""
    require_clear(workspace)
    day = request.date or today()
    if reason := refuse_day(day, "遮盖"):
        return refuse(reason)
    fields = tuple(dict.fromkeys(request.fields))
    is_message = request.file.startswith(_COMMIT)
    target = _find_message(workspace, request.file, fields) if is_message else _find_texts(workspace, request, fields)
    if isinstance(target, Refusal):
        return target
    if any(repeats_personal(request.reason, text) for text in target.texts):
        return refuse(
            "--reason 会公开，这里写的理由重复了被遮盖的内容。请只写是哪一类内容，如：事由里写有来电人的联系方式。"
        )
    record = _draw(workspace, target, request.reason, day)
    act = Act("redact", record.id)
    text, problems = emit_checked(act.path, record)
    if problems:
        return refuse_problems(problems, "没有遮盖")
    records = {act.path: text} if target.after is None else {act.path: text, target.file: target.after}
    before = check_would_be(workspace, {})
    files = plan_files(workspace, records, lines_with(workspace, [act]))
    found = check_would_be(workspace, {write.path: write.after for write in files})
    if errors := new_errors(before, found):
        return refuse_problems(errors, "没有遮盖", act)
    return Plan(
        preview=tuple(tell_redaction(record, target.labels, target.after is not None)),
        questions=("遮盖以后不能撤销。遮盖这些文字？",),
        afterwards=(
            tell_undo(workspace, files),
            "接下来：",
            *(f"  {line}" for line in tell_behind(workspace)),
            f"  1. 提交并合并到主分支：{tell_commit(files, f'遮盖 {record.id}')}",
            "  2. 重新生成并发布网站（kaohe build）；网站上原来的文件由新的代替",
            "  3. 按上面所列，处理遮盖管不到的原文",
        ),
        files=files,
        command=f"kaohe redact {request.file} {' '.join(fields)} --reason …".replace("  ", " "),
    )


def _draw(workspace: Workspace, target: _Target, reason: str, day: date) -> Redaction:
    """The record: the one that was drawn up here before for the same texts, or one with the next free number."""
    mine = [act for act in workspace.pending if act.verb == "redact" and act not in workspace.taken]
    for act in mine:
        data = workspace.on_disk(act.path)
        known = _read(act.path, data) if data is not None else None
        if isinstance(known, Redaction) and (known.file, known.fields) == (target.file, tuple(target.labels)):
            return Redaction(act.id, target.file, known.fields, reason, day, target.commit)
    used = {act.id for act in (*workspace.main_acts, *workspace.pending, *workspace.taken) if act.verb == "redact"}
    numbers = (f"{day.year}-{day:%m%d}-{number}" for number in range(1, len(used) + 2))
    name = next(name for name in numbers if name not in used)
    return Redaction(name, target.file, tuple(target.labels), reason, day, target.commit)


def _read(path: str, data: bytes) -> object:
    placed = find_place(path)
    return None if placed is None else read_record(path, placed, data).record


def _registers_for(workspace: Workspace, placed: Place) -> dict[str, RegisterRule]:
    """The register by whose declaration an entry is read, as it lies on the disk; none for any other file."""
    path = register_file(placed.register)
    data = workspace.on_disk(path) if placed.kind == "entry" else None
    record = None if data is None else _read(path, data)
    return {record.id: record} if isinstance(record, RegisterRule) else {}


def _find_message(workspace: Workspace, given: str, fields: Sequence[str]) -> _Target | Refusal:
    if set(fields) - {MESSAGE}:
        return refuse(f"提交只有提交说明可以遮盖：kaohe redact {given} {MESSAGE} --reason …")
    commit = resolve_revision(workspace.repository, given.removeprefix(_COMMIT))
    known = read_commits(workspace.repository, workspace.line.tip)
    if commit not in known:
        return refuse(f"提交 {commit[:12]} 还没有进主分支。请先改好提交说明（git commit --amend），再合并。")
    file = commit_file(commit)
    if reason := _refuse_again(workspace, file, (MESSAGE,)):
        return refuse(reason)
    return _Target(file, {MESSAGE: "提交说明"}, commit, (known[commit].message,))


def _find_texts(workspace: Workspace, request: RedactRequest, fields: Sequence[str]) -> _Target | Refusal:
    path = request.file
    placed = find_place(path)
    if placed is None or placed.kind == "signers":
        example = spoken_path("deduction", "2015", "…", "…")
        return refuse(f"“{path}”不是数据文件。请写从项目文件夹算起的路径，如 {example}。")
    kind = placed.kind
    declared = record_type(placed, _registers_for(workspace, placed))
    free = {} if declared is None else redactable_fields(kind, declared)
    if reasons := list(_refuse_fields(path, kind, fields, free)):
        return Refusal(tuple(reasons))
    labels = {field: free[field] for field in fields}
    here = _text_and_node(path, workspace.on_disk(path))
    if isinstance(here, Problem):
        return Refusal((f"{path} 有问题，改正之前不遮盖。",), (here,))
    if here is not None and (reason := _refuse_unmerged(workspace, path, here, fields)):
        return refuse(reason)
    if reason := _refuse_again(workspace, path, fields):
        return refuse(reason)
    last = {field: last_with_text(workspace.repository, workspace.line.tip, path, field) for field in fields}
    if absent := [field for field in fields if not last[field]]:
        told = "、".join(f"{field}（{labels[field]}）" for field in absent)
        return refuse(f"主分支的历史里，{path} 没有 {told}，没有可以遮盖的。还没有合并的，直接改写即可。")
    commit = next(name for name in reversed(list(workspace.line.ledger.days)) if name in last.values())
    texts = tuple(text for field in fields for text in texts_at(workspace.repository, last[field], path, field))
    if here is None or kind in ACTS:
        return _Target(path, labels, commit, texts)
    after = mask_text(*here, fields).encode()
    return _Target(path, labels, commit, texts, None if after == workspace.on_disk(path) else after)


def _refuse_again(workspace: Workspace, file: str, fields: Sequence[str]) -> str:
    """A sentence where the main branch has redacted any of it, and how a second one drawn up here is dropped."""
    made = [
        entry for entry in workspace.line.ledger.redactions.values() if entry.record and entry.record.file == file
    ]
    again = [(field, entry) for entry in made for field in fields if entry.record and field in entry.record.fields]
    if not again:
        return ""
    told = f"{file} 的 {'、'.join(field for field, _ in again)} 已经遮盖（{again[0][1].id}）。"
    way = tell_give_way(workspace, drawn_redactions(workspace))
    return f"{told}{way}还有别的字段要遮盖的，再写那些字段。" if way else told


def _refuse_fields(path: str, kind: FileKind, fields: Sequence[str], free: dict[str, str]) -> Iterator[str]:
    """Why these fields cannot be redacted."""
    told = "、".join(f"{field}（{label}）" for field, label in free.items())
    if not free:
        yield f"{path} 里没有可以遮盖的文字：办法、标准、节假日和登记表写错了的，按更正办理。"
        return
    if not fields:
        yield f"请写明遮盖哪些文字。{path} 里可以遮盖的：{told}。"
    for field in fields:
        if field not in free:
            yield f"“{field}”不能遮盖：只遮盖文字，数字、日期、编号和标准不遮盖。可以遮盖的：{told}。"


def _text_and_node(path: str, data: bytes | None) -> tuple[str, Node] | Problem | None:
    if data is None:
        return None
    text = read_text(path, data)
    if isinstance(text, Problem):
        return text
    node = parse_yaml(path, text)
    # The bytes as they are: lines that end with CRLF are read as if they did not, and their columns are the same.
    return node if isinstance(node, Problem) else (data.decode(), node)


def _refuse_unmerged(workspace: Workspace, path: str, here: tuple[str, Node], fields: Sequence[str]) -> str:
    """A sentence where the file has changes of its own besides: a redaction goes with nothing else."""
    main = workspace.line
    known = workspace.main_bytes(path)
    if known is None:
        return f"{path} 还没有进主分支，直接改写文字即可，不用遮盖。"
    there = _text_and_node(path, known)
    if isinstance(there, Problem) or there is None:
        raise UserError(f"主分支（{main.name}）上的 {path} 读不出来，请先改正。")
    mine, main_text = (mask_text(*side, fields).replace("\r\n", "\n") for side in (here, there))
    if mine != main_text:
        return f"{path} 还有没有合并的改动。请先提交并合并到主分支，或还原，再遮盖：遮盖不与别的改动一起进行。"
    return ""
