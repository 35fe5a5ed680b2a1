"""Sending commits to a remote of the repository: the one command that runs in the host's own git configuration.

Credentials, proxies and certificates are the host's. Hooks are not run, protocols are https, ssh and file, and what
is pushed, to where and with which options is given here: neither is read from files that a proposal can change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.git.repository import Repository, ask_as_host
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

REMOTE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_PROTOCOLS = ("https", "ssh", "file")
_SECONDS = 90  # a push of a few files that takes longer does not come to an end
_UNSUPPORTED = re.compile("does(?: not|n't) support push options")
_REPORT = re.compile(r"^([ +\-*=!])\t([^\t]*)\t(.*)$", re.MULTILINE)
_SAID = re.compile(r"^remote: ?(.*?)\s*$", re.MULTILINE)
Outcome = Literal["sent", "no-options", "refused", "unreachable"]


@dataclass(frozen=True, slots=True)
class Push:
    """What came of a push. `ref` is the name under which the remote says it has taken the commit.

    `said` are the lines that the remote wrote to whoever pushes; `why` what was wrong, in git's words.
    """

    outcome: Outcome
    ref: str = ""
    said: tuple[str, ...] = ()
    why: str = ""


def require_remote(repository: Repository, name: str) -> str:
    """The address of the remote `name` of `.git/config`; UserError where there is none of this name."""
    if REMOTE_NAME.match(name):
        answer = ask_as_host(repository, "config", "--local", "--get", f"remote.{name}.url")
        if answer.status == 0 and answer.text:
            return answer.text
    raise UserError(
        f"仓库里没有名为“{escape_text(name, 60)}”的远程仓库。请用 git remote add 加上，或改正配置里的名称。"
    )


def push_commit(
    repository: Repository, remote: str, commit: str, ref: str, options: Sequence[str] = (), expected: str = ""
) -> Push:
    """Pushes `commit` (empty: deletes) to the full name `ref` of the remote, with push options.

    Nothing there is overwritten: what is not a continuation is refused, and a deletion only succeeds where the ref
    still holds `expected`. Options that the remote does not take end as `no-options`, with nothing sent.
    """
    require_remote(repository, remote)
    settings = [f"protocol.{name}.allow=always" for name in _PROTOCOLS]
    lease = () if commit else (f"--force-with-lease={ref}:{expected}",)
    answer = ask_as_host(
        repository,
        *(word for setting in ("protocol.allow=never", *settings, "push.gpgSign=false") for word in ("-c", setting)),
        *("push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", *lease),
        *(word for option in options for word in ("-o", option)),
        *("--", remote, f"{commit}:{ref}"),
        seconds=_SECONDS,
    )
    said = tuple(line for line in _SAID.findall(answer.complaint) if line)
    if answer.status == 0:
        taken = _REPORT.search(answer.text)
        return Push("sent", taken[2].partition(":")[2] if taken else ref, said)
    why = escape_text(" ".join(answer.complaint.split()), 300)
    if _UNSUPPORTED.search(answer.complaint):
        return Push("no-options", why=why)
    refused = _REPORT.search(answer.text)
    return Push("refused" if refused else "unreachable", said=said, why=why)
