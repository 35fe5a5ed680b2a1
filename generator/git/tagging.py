"""Setting the tag of a publication: the one thing that is written into the user's repository."""

from __future__ import annotations

import os
from pathlib import Path

from generator.git.repository import Repository, ask_git
from generator.git.tags import Tag, read_tags
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text


@dataclass(frozen=True, slots=True)
class Tagger:
    """Who sets a tag, and with which key: `format` is openpgp or ssh, `key` empty where none is configured."""

    name: str
    email: str
    key: str
    format: str


def read_tagger(repository: Repository) -> Tagger:
    """The person that git's settings name; UserError where they name none.

    Only these four settings are read, of the repository and of the user. Programs that settings name are not run: a
    key is used with the system's own `gpg` or `ssh-keygen`.
    """
    name, email = (_setting(repository, f"user.{part}") for part in ("name", "email"))
    if not name or not email:
        raise UserError("git 不知道由谁打标签。请先运行 git config user.name 姓名 和 git config user.email 邮箱。")
    return Tagger(
        name, email, _setting(repository, "user.signingkey"), _setting(repository, "gpg.format") or "openpgp"
    )


def set_tag(repository: Repository, name: str, target: str, message: str, tagger: Tagger) -> Tag:
    """Sets the annotated tag `name` on the commit `target`, signed where a key is configured; returns it.

    Raises UserError where the tag is there already, or the key cannot sign.
    """
    settings = (f"user.name={tagger.name}", f"user.email={tagger.email}", f"gpg.format={tagger.format}")
    sign = ("--local-user", tagger.key) if tagger.key else ("--no-sign",)
    answer = ask_git(
        repository,
        *(word for setting in settings for word in ("-c", setting)),
        *("tag", "--annotate", *sign, "--cleanup=verbatim", "--file=-", "--", name, target),
        given=message.encode(),
    )
    tag = read_tags(repository, name).get(name)
    if answer.status != 0 and tag is not None:
        raise UserError(f"标签 {name} 已经有了，没有改动它。")
    if tag is not None and (tag.signature or not tagger.key):
        return tag
    if tag is not None:  # some versions of git set the tag although the key could not sign
        ask_git(repository, "update-ref", "-d", f"refs/tags/{name}", tag.id)
    said = escape_text(" ".join(answer.complaint.split()), 160)
    what = "用配置的密钥（user.signingkey）签名没有成功，没有加标签" if tagger.key else "标签没有写成"
    raise UserError(f"{what}。（git：{said}）")


def _setting(repository: Repository, name: str) -> str:
    """A setting of the repository, else of the user; empty where it is not set."""
    for place in (("--local",), *(("--file", str(path)) for path in user_files())):
        answer = ask_git(repository, "config", *place, "--includes", "--get", name)
        if answer.status == 0:
            return answer.text
    return ""


def user_files() -> list[Path]:
    """Where git keeps the user's settings, the nearest first."""
    named = os.environ.get("GIT_CONFIG_GLOBAL")
    if named is not None:
        return [Path(named)] if named else []
    home = Path(os.path.expanduser("~"))
    further = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return [path for path in (home / ".gitconfig", further / "git/config") if path.is_file()]
