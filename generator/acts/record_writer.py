"""The one writer of records: each becomes its canonical file, and what people noted in an existing one stays.

Canonical is the order of the fields as they are declared, fields at their default left out, and quotes only where
another YAML tool would read something else than this text. Files are written all or none, through the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.acts.journal import FileWrite, finish_write, write_files
from generator.model.place import find_place
from generator.model.problem import Problem, UserError
from generator.read.comments import find_comments, keep_comments
from generator.read.record import Registers, read_record
from generator.read.strict_yaml import parse_yaml
from generator.read.text import read_text
from generator.read.yaml_writer import emit_record


def canonical_bytes(
    path: str, record: Any, existing: bytes | None = None, registers: Registers | None = None
) -> bytes:
    """The bytes of the file of `record` at `path`, with the comments and blank lines of the `existing` file; an
    entry is read back by its declaration in `registers`.

    Raises UserError if no record lies at `path`, if reading the bytes does not give the same record back without a
    problem, or if a comment would be lost.
    """
    made = emit_record(record)
    if existing is not None and not isinstance(old := read_text(path, existing), Problem):
        made = _with_comments(path, old, made)
    placed = find_place(path)
    if placed is None:
        raise UserError(f"{path} 不是记录的位置，没有写入。")
    read, problems, _ = read_record(path, placed, made.encode(), registers=registers)
    if problems:
        raise UserError(f"{path}：{problems[0].message}。{problems[0].hint}没有写入。")
    if read != record:
        raise UserError(f"{path} 整理以后与原来的意思不同，没有写入。请告诉维护人员。")
    return made.encode()


def write_records(root: Path, records: Mapping[str, Any], command: str) -> tuple[str, ...]:
    """Writes the records (path -> record) below `root`, all or none; the paths whose files have changed.

    `command` is named if the write is broken off. Raises UserError as `canonical_bytes` does, and writes nothing.
    """
    finish_write(root)
    writes = plan_writes(records, lambda path: bytes_on_disk(root, path))
    if writes:
        write_files(root, writes, command)
    return tuple(write.path for write in writes)


def plan_writes(
    records: Mapping[str, Any], existing: Callable[[str], bytes | None], are_read: bool = False
) -> tuple[FileWrite, ...]:
    """The writes that the records (path -> record) need; `existing` gives the bytes that a file has, None for none.

    `are_read` says that whoever asks reads what comes of it himself, and compares it with the records: then new files
    are not read here as well. Raises UserError as `canonical_bytes` does.
    """
    writes = []
    for path, record in sorted(records.items()):
        before = existing(path)
        is_new = before is None and are_read
        after = emit_record(record).encode() if is_new else canonical_bytes(path, record, before)
        if before is None or before.replace(b"\r\n", b"\n") != after:
            writes.append(FileWrite(path, before, after))
    return tuple(writes)


def bytes_on_disk(root: Path, path: str) -> bytes | None:
    """The bytes of a file as it lies on the disk; None where no plain file does."""
    place = root / path
    return place.read_bytes() if place.is_file() and not place.is_symlink() else None


def _with_comments(path: str, old: str, made: str) -> str:
    """The text `made` with the comments of `old`; as it is if `old` is no YAML, of which nothing can be kept."""
    old_node, new_node = parse_yaml(path, old), parse_yaml(path, made)
    if isinstance(old_node, Problem) or isinstance(new_node, Problem):
        return made
    woven = keep_comments(old, old_node, made, new_node)
    again = parse_yaml(path, woven)
    wanted = sorted(found.text for found in find_comments(old, old_node) if found.text)
    if isinstance(again, Problem) or sorted(f.text for f in find_comments(woven, again) if f.text) != wanted:
        raise UserError(f"{path} 的注释写在特殊的位置，整理会丢失，没有写入。请先把注释移到单独的行。")
    return woven
