"""Writing a record into `data/`: a new file that is there whole or not at all, and never in place of another."""

from __future__ import annotations

import os
from pathlib import Path

from generator.model.problem import Broken
from generator.model.system import explain_refusal


def write_record(root: Path, path: str, text: str) -> None:
    """Writes the file `path` below `root`; Broken where it is there already or cannot be written."""
    target = root / path
    aside = root / f".{target.name}.new"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        _move_new(aside, target)
    except FileExistsError:
        raise Broken(f"{path} 已经有了，没有改动它。") from None
    except OSError as error:
        raise Broken(f"{path} 没有写成：{explain_refusal(error)}。其他文件没有改动。") from None
    finally:
        aside.unlink(missing_ok=True)


def _move_new(aside: Path, target: Path) -> None:
    """A link fails where the name is taken, which a rename does not; not every disk has links."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError from None
        os.rename(aside, target)
