"""Who commits, as git's settings say: those of the clone that is there, else the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.git.fast_import import Person
from generator.git.repository import ask_git_alone
from generator.git.tagging import user_files


def read_identity(folder: Path) -> Person | None:
    """The person of `user.name` and `user.email` for a repository in `folder`; None where the settings name none.

    Each is that of the repository, where there is one, else that of the user, as git itself takes them.
    """
    own = folder / ".git" / "config"
    files = [*([own] if own.is_file() else []), *user_files()]
    name, email = (_setting(f"user.{part}", files) for part in ("name", "email"))
    return Person(name, email) if name and email else None


def _setting(name: str, files: Iterable[Path]) -> str:
    for path in files:
        answer = ask_git_alone("config", "--file", str(path), "--includes", "--get", name)
        if answer.status == 0 and _is_plain(answer.text):
            return answer.text
    return ""


def _is_plain(value: str) -> bool:
    """Whether git can write `value` into a commit as it is."""
    return bool(value.strip()) and not set(value) & set("<>\n")
