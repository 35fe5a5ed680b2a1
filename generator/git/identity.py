"""Who commits, as the user's own git settings say; of a repository nothing is read."""

from __future__ import annotations

from generator.git.fast_import import Person
from generator.git.repository import ask_git_alone
from generator.git.tagging import user_files


def read_identity() -> Person | None:
    """The person of `user.name` and `user.email` in the user's settings; None where they name none."""
    name, email = (_setting(f"user.{part}") for part in ("name", "email"))
    return Person(name, email) if name and email else None


def _setting(name: str) -> str:
    for path in user_files():
        answer = ask_git_alone("config", "--file", str(path), "--includes", "--get", name)
        if answer.status == 0 and _is_plain(answer.text):
            return answer.text
    return ""


def _is_plain(value: str) -> bool:
    """Whether git can write `value` into a commit as it is."""
    return bool(value.strip()) and not set(value) & set("<>\n")
