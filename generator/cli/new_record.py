"""One record from flags and answers: what is wrong is asked again, what it does is shown, then it is written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from generator.acts.journal import finish_write
from generator.acts.record_act import Drafts, FilledForm, draft_records, propose_drafts, write_drafts
from generator.acts.record_draft import RecordDraft
from generator.acts.record_kinds import ENTRY, EntryKind
from generator.acts.record_source import MAIN, RecordSource, find_records, open_source
from generator.acts.record_words import default_message, problem_words, tell_drafts, tell_proposed, tell_written
from generator.cli.new_asking import ask_again, ask_fields, ask_record, is_complete
from generator.cli.new_entry import AskedEntry, find_asked, missing_pairs, pairs_given
from generator.cli.new_form import fields_given, fields_in_turn, missing_words
from generator.cli.questions import ask, can_ask, choose, confirm_writing
from generator.git.fast_import import Person
from generator.git.identity import read_identity
from generator.model.place import DATA_FOLDER
from generator.model.problem import UserError, escape_text
from generator.read.layout import is_year

_LONGEST = 2000
_TRIES = 5


def record(root: Path, kind: EntryKind, arguments: argparse.Namespace) -> int:
    """Records one thing; 0 written or only looked at, 1 where something is wrong or a person says no."""
    if said := finish_write(root):
        print(said)
    branch = getattr(arguments, "branch", "")
    source = open_source(root, MAIN if branch else "", _only_year(arguments))
    author = read_identity(root)
    if branch and author is None:
        raise UserError("git 不知道提交人是谁。请先运行 git config user.name 姓名 和 git config user.email 邮箱。")
    if kind == ENTRY:
        asked = _find_entry(source, getattr(arguments, "register", ""))
        kind, path = asked.kind, asked.path
        given = pairs_given(kind, getattr(arguments, "pairs", ()))
    else:
        path = _find_path(source, kind, arguments) if kind.part else ""
        given = fields_given(source, kind, arguments)
    is_whole = bool(path and not kind.part) or is_complete(source, kind, given)
    fields = ask_fields(source, kind, given) if can_ask() and not is_whole else given
    office = source.corpus.committers.office_of(author.email) if author is not None else ""
    register = kind.register.id if kind.register is not None else ""
    entry = FilledForm(kind.name, fields, path, getattr(arguments, "file_name", ""), register)
    drafts = _draw_up(source, kind, entry, office)
    if drafts is None:
        return 1
    return _finish(root, drafts, arguments, author)


def _only_year(arguments: argparse.Namespace) -> int | None:
    """The year that all is about, where the flags say so; on a terminal a person may still think of another."""
    if can_ask():
        return None
    path = PurePosixPath(getattr(arguments, "record", "") or "")
    day = getattr(arguments, "date", "") or ""
    said = path.parts[2] if len(path.parts) > 3 and path.parts[0] == DATA_FOLDER else "" if path.name else day[:4]
    return int(said) if is_year(said) else None


def _find_entry(source: RecordSource, written: str) -> AskedEntry:
    titles = {register.id: register.title for register in source.corpus.registers.values()}
    if not written and can_ask() and titles:
        written = choose("哪本登记簿", titles)
    if not written:
        listed = "、".join(f"{name}（{title}）" for name, title in titles.items())
        raise UserError(f"缺少登记簿。可以写：{listed}。没有写入。" if titles else "这个项目没有登记簿。")
    return find_asked(source, written)


def _find_path(source: RecordSource, kind: EntryKind, arguments: argparse.Namespace) -> str:
    written = getattr(arguments, "record", "")
    if can_ask():
        return ask_record(source, kind, written)
    if not written:
        raise UserError(f"缺少记录：请写明{kind.title}哪一条，写路径或编号。没有写入。")
    found = find_records(source, written)
    if len(found) != 1:
        listed = "、".join(record.path for record in found[:3])
        raise UserError(
            f"“{escape_text(written, 80)}”有 {len(found)} 条记录，请写路径，如 {listed}。没有写入。"
            if found
            else f"没有“{escape_text(written, 80)}”这条记录。没有写入。"
        )
    return found[0].path


def _draw_up(source: RecordSource, kind: EntryKind, entry: FilledForm, office: str) -> Drafts | None:
    """Sound drafts; None where something is wrong that no answer mends."""
    fields: Mapping[str, str] = entry.fields
    for _ in range(_TRIES):
        drafts = draft_records(source, [replace(entry, fields=fields)], office)
        (draft,) = drafts.drafts
        if drafts.is_sound:
            return drafts
        if not can_ask():
            _refuse_missing(kind, draft)
        print("有问题，还没有写入：")
        for found in draft.errors:
            print(f"  {escape_text(problem_words(draft, found), _LONGEST)}", file=sys.stderr)
        for problem in drafts.elsewhere:
            print(
                f"  {escape_text(f'{problem.place.file}：{problem.message}。{problem.hint}', _LONGEST)}",
                file=sys.stderr,
            )
        wrong = {found.field for found in draft.errors}
        again = [field for field in fields_in_turn(kind) if field.name in wrong]
        if not can_ask() or not again:
            return None
        for field in again:
            fields = {**fields, **ask_again(field, source, kind, draft.fields)}
    return None


def _refuse_missing(kind: EntryKind, draft: RecordDraft) -> None:
    """UserError where nothing is wrong but what is missing."""
    missing = [found.field for found in draft.errors if found.problem.code == "KH202"]
    if missing and len(missing) == len(draft.errors):
        raise UserError((missing_pairs if kind.register is not None else missing_words)(kind, missing))


def _finish(root: Path, drafts: Drafts, arguments: argparse.Namespace, author: Person | None) -> int:
    for line in tell_drafts(drafts):
        print(escape_text(line, _LONGEST))
    branch = getattr(arguments, "branch", "")
    if getattr(arguments, "dry_run", False):
        print("只是预览，没有写入。")
        return 0
    if can_ask() and not getattr(arguments, "yes", False) and not confirm_writing("写入"):
        print("没有写入。")
        return 1
    message = getattr(arguments, "message", "") or default_message(drafts)
    if branch and can_ask() and not getattr(arguments, "message", ""):
        message = ask("提交说明", message)
    if branch:
        assert author is not None
        lines = tell_proposed(propose_drafts(drafts, message, author, branch))
    else:
        lines = tell_written(root, write_drafts(drafts, f"kaohe new {drafts.drafts[0].kind.name}"), message)
    for line in lines:
        print(escape_text(line, _LONGEST))
    return 0
