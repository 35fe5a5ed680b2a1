"""A repository made from a bundle, as anyone makes it who has nothing but the bundle."""

from __future__ import annotations

from pathlib import Path

from generator.history.git import Repository, ask_git, open_repository
from generator.model.problem import Broken, escape_text


def clone_bundle(bundle: Path, folder: Path, prefix: str = "") -> Repository:
    """A clone of `bundle` in the new folder `folder`, its files checked out; Broken where git refuses.

    `prefix` is the folder in it in which the project lies: empty, or ending in `/`. No hook, filter or template takes
    part: a bundle carries no settings, and the user's own are not read.
    """
    answer = ask_git(
        Repository(folder.parent, folder / ".git", ""),
        *("clone", "--quiet", "--template=", "--", str(bundle), str(folder)),
        environment={"GIT_ALLOW_PROTOCOL": "file"},
    )
    if answer.status:
        said = escape_text(" ".join(answer.complaint.split()), 160)
        raise Broken(f"“{bundle.name}”不能还原成仓库。（git：{said}）")
    return open_repository(folder / prefix)


def find_project(folder: Path) -> str:
    """The folder below `folder`, empty or ending in `/`, in which the project lies; Broken where nobody can tell.

    A project may be a folder of a larger repository, which holds whatever else its owner keeps there.
    """
    if (folder / "mkdocs.yml").is_file():
        return ""
    found = sorted(path.parent for path in folder.rglob("mkdocs.yml") if (path.parent / "data/site.yml").is_file())
    if len(found) != 1:
        raise Broken(f"“{folder.name}”里有 {len(found)} 个考核项目，不知道是哪一个。请在项目文件夹里运行。")
    return f"{found[0].relative_to(folder).as_posix()}/"
