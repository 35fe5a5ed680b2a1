"""A repository made from a bundle, as anyone makes it who has nothing but the bundle."""

from __future__ import annotations

from pathlib import Path

from generator.history.git import Repository, ask_git, open_repository
from generator.model.problem import Broken, escape_text


def clone_bundle(bundle: Path, folder: Path) -> Repository:
    """A clone of `bundle` in the new folder `folder`, its files checked out; Broken where git refuses.

    No hook, filter or template takes part: a bundle carries no settings, and the user's own are not read.
    """
    answer = ask_git(
        Repository(folder.parent, folder / ".git", ""),
        *("clone", "--quiet", "--template=", "--", str(bundle), str(folder)),
        environment={"GIT_ALLOW_PROTOCOL": "file"},
    )
    if answer.status:
        said = escape_text(" ".join(answer.complaint.split()), 160)
        raise Broken(f"“{bundle.name}”不能还原成仓库。（git：{said}）")
    return open_repository(folder)
