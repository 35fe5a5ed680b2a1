"""Sending a proposal to where the data are kept, in the way that the forge there understands.

Which kind of forge it is, `data/site.yml` of the main branch says; the remote is named by whoever hosts the desk, and
its address, like every credential, stands in the host's own git settings. Nothing of a proposal becomes a name or an
option but its title, as one line of text.

- Gitea, Forgejo: AGit, `refs/for/<branch>` with the topic as an option (docs of Gitea: “Agit Setup”). Gitee has the
  same form without options, the topic behind the branch.
- GitLab: a branch, and push options that open the merge request (docs of GitLab: “Push options”).
- GitHub: a branch, and the address at which it is compared and a request opened.
- Without a forge: a branch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.acts.desk_proposals import DeskProposal, mark_sent
from generator.git.branch import find_main, short_ref
from generator.git.push import Push, push_commit, require_remote
from generator.git.repository import Repository, open_repository
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SITE_FILE

_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"'\\]+")
_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)([A-Za-z0-9.-]+)[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?\Z")


@dataclass(frozen=True, slots=True)
class SentProposal:
    """What came of sending: whether the remote has it, a sentence for the clerk, and an address to go on at."""

    done: bool
    words: str
    address: str = ""


def send_proposal(root: Path, proposal: DeskProposal, forge: str, remote: str) -> SentProposal:
    """Sends the last commit of a proposal to the remote; raises UserError where there is no remote of this name."""
    repository = open_repository(root)
    url = require_remote(repository, remote)
    main = short_ref(find_main(repository).ref).rpartition("/")[2]
    pushed, told = _push(repository, proposal, forge, remote, main)
    if pushed.outcome != "sent":
        return SentProposal(done=False, words=_say_refusal(pushed))
    address = _address_in(pushed.said) or _compare_address(forge, url, main, proposal.branch)
    sent = SentProposal(True, told, address)
    mark_sent(root, proposal, sent.address or sent.words)
    return sent


def take_back(root: Path, proposal: DeskProposal, forge: str, remote: str) -> SentProposal:
    """Deletes the branch of a proposal that was sent; a request without a branch of its own is closed there."""
    if forge in ("gitea", "gitee"):
        words = "合并请求还在平台上，请到平台上关闭它；关闭以前不会被合并的，也请告诉审核的人。"
        return SentProposal(False, words, proposal.forge if _ADDRESS.fullmatch(proposal.forge) else "")
    pushed = push_commit(open_repository(root), remote, "", _branch_ref(proposal), expected=proposal.sent)
    if pushed.outcome == "sent":
        return SentProposal(True, "已发送的分支也已从远程仓库删去。")
    return SentProposal(False, f"远程仓库里的分支没有删去，请维护人员处理。（git：{pushed.why}）")


def _push(repository: Repository, proposal: DeskProposal, forge: str, remote: str, main: str) -> tuple[Push, str]:
    """The push, and what to say if it succeeds."""
    opened = "已发送，合并请求已建立，等待审核。"
    if forge in ("gitea", "gitee"):
        topic = proposal.branch.replace("/", "-")
        options = (f"topic={topic}", f"title={proposal.title}") if forge == "gitea" else ()
        ref = f"refs/for/{main}" if forge == "gitea" else f"refs/for/{main}/{topic}"
        return push_commit(repository, remote, proposal.tip, ref, options), opened
    ref = _branch_ref(proposal)
    if forge == "gitlab":
        wanted = ("merge_request.create", f"merge_request.target={main}", f"merge_request.title={proposal.title}")
        pushed = push_commit(repository, remote, proposal.tip, ref, wanted)
        if pushed.outcome != "no-options":
            return pushed, opened
    told = f"已发送到分支 {proposal.branch}。" + {
        "github": "请打开下面的地址建立合并请求。",
        "gitlab": "远程仓库不收推送选项，请在平台上从这个分支建立合并请求。",
    }.get(forge, "请通知审核的人合并。")
    return push_commit(repository, remote, proposal.tip, ref), told


def _branch_ref(proposal: DeskProposal) -> str:
    return f"refs/heads/{proposal.branch}"


def _say_refusal(pushed: Push) -> str:
    """Why nothing was sent, and what helps."""
    if pushed.outcome == "no-options":
        words = f"远程仓库不收推送选项，没有发送。请考核办核对 {SITE_FILE} 的 forge 是否与平台相符"
    elif pushed.outcome == "refused":
        words = "远程仓库没有接受，草稿还在。请维护人员核对账号的权限和分支的保护规则"
    else:
        words = "没有连上远程仓库，草稿还在，可以稍后再发送；一直不行的，请维护人员查看网络和账号"
    return f"{words}。（git：{pushed.why}）"


def _address_in(said: Sequence[str]) -> str:
    """The address that the remote tells whoever pushes, in whatever words."""
    return next((found[0].rstrip(".,;") for line in said if (found := _ADDRESS.search(line))), "")


def _compare_address(forge: str, url: str, main: str, branch: str) -> str:
    """Where GitHub compares a branch with the main one and offers to open a request."""
    found = _GITHUB.match(url) if forge == "github" else None
    return f"https://{found[1]}/{found[2]}/compare/{main}...{branch}?expand=1" if found else ""
