"""Opening a file of tables in a process of its own, so that no file stops or fills the program."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

from generator.model.problem import UserError, escape_text
from generator.model.system import explain_refusal
from generator.model.worker import child_command, child_environment
from generator.sheets.raw_sheet import FAULTS, MAX_FILE, RawBook, SheetFault, unpack_book

SECONDS = 60  # that reading one file may take
_ANSWER = 300_000_000  # bytes of an answer


def open_book(path: Path) -> RawBook:
    """The cells of the file at `path`.

    Raises SheetFault with the reason where they cannot be read, and UserError where the file is not there.
    """
    return read_apart(read_file(path))


def read_file(path: Path) -> bytes:
    """The bytes of a plain file; UserError where it is none or cannot be read, SheetFault where it is too large."""
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UserError(f"“{escape_text(str(path), 200)}”不是文件。")
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise UserError(f"“{escape_text(str(path), 200)}”：{explain_refusal(error)}。") from None
    if len(data) > MAX_FILE:
        raise SheetFault("large")
    return data


def read_apart(data: bytes, seconds: int = SECONDS) -> RawBook:
    """The cells of a file with these bytes, read by a child process; SheetFault where they cannot be read."""
    command, clean = child_command("generator.sheets.reading_child"), child_environment()
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=clean)
    except subprocess.TimeoutExpired:
        raise SheetFault("slow") from None
    if done.returncode or len(done.stdout) > _ANSWER:
        raise SheetFault("slow" if done.returncode in (-24, -9) else "damaged")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise SheetFault("damaged") from None
    if "book" not in answer:
        fault = answer.get("fault")
        raise SheetFault(fault if fault in FAULTS else "damaged")
    return unpack_book(answer["book"])
