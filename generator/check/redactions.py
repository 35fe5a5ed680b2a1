"""Whether redactions name texts that can be redacted, and whether what was redacted is gone from the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model.field import COMMIT
from generator.model.place import FileKind, find_place
from generator.model.problem import Location, Problem
from generator.model.redaction import MESSAGE, REDACTED, Redaction
from generator.read.masking import find_texts, redactable_fields
from generator.read.record import record_type
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.read.tree import Tree
from generator.rules.corpus import Corpus

# Files of acts keep their bytes, which others are held against: what leaves of them is masked, and that is all.
ACTS: frozenset[FileKind] = frozenset({"publication", "correction", "withdrawal", "redaction"})


def check_redactions(corpus: Corpus, tree: Tree) -> Iterator[Problem]:
    """KH640 for each redacted text that the data still hold, or hold otherwise; KH641 for what cannot be redacted."""
    paths = {entry.path for entry in tree.entries() if entry.kind == "file"} if corpus.redactions else set()
    for record in corpus.redactions.values():
        free = _free_fields(record, corpus)
        yield from _check_target(record, free)
        placed = find_place(record.file)
        if placed is not None and placed.kind not in ACTS and record.file in paths:
            fields = [field for field in record.fields if field in free]
            yield from _check_text(record, fields, tree.read(record.file))


def _free_fields(record: Redaction, corpus: Corpus) -> dict[str, str]:
    """The texts of what a redaction names that can be redacted, with their Chinese names."""
    if record.is_message:
        return {MESSAGE: "提交说明"}
    placed = find_place(record.file)
    declared = None if placed is None or placed.kind == "signers" else record_type(placed, corpus.registers)
    return {} if placed is None or declared is None else redactable_fields(placed.kind, declared)


def _check_target(record: Redaction, free: Mapping[str, str]) -> Iterator[Problem]:
    if record.is_message and not COMMIT.match(record.message_of):
        words = f"“{record.file}”不是完整的提交编号"
        yield Problem(record.origin.place("file"), "KH641", words, "提交编号写 40 位；请用 kaohe redact 写出。")
    if not free:
        words = f"“{record.file}”里没有可以遮盖的文字"
        hint = "只遮盖记录里的文字，办法、标准、日期和数字不遮盖；写错了的，按更正办理。"
        yield Problem(record.origin.place("file"), "KH641", words, hint)
        return
    for number, field in enumerate(record.fields):
        if field not in free:
            hint = f"只遮盖文字，这里可以写：{'、'.join(free)}。"
            yield Problem(record.origin.place("fields", number), "KH641", f"“{field}”不能遮盖", hint)


def _check_text(record: Redaction, fields: Sequence[str], data: bytes) -> Iterator[Problem]:
    """KH640; the other text itself is told nowhere."""
    text = read_text(record.file, data)
    node = parse_yaml(record.file, text) if isinstance(text, str) else text
    if isinstance(node, Problem):
        return
    for field in fields:
        for found in find_texts(node, field):
            if found.value != REDACTED:
                words = f"这处文字（{field}）已于 {record.decided} 遮盖，又写有别的内容"
                hint = f"请恢复为 {REDACTED}；原因见 {record.origin.file}。要说明的，写在更正里。"
                yield Problem(Location(record.file, found.line, found.column), "KH640", words, hint)
