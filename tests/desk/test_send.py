"""Sending to real repositories: plain, with and without push options, and one that takes `refs/for/`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.acts.desk_proposals import DeskProposal, begin_draft, find_proposal, withdraw_draft
from generator.acts.send_act import SentProposal, send_proposal, take_back
from generator.model.problem import UserError
from tests.desk.test_desk_proposals import CLERK, FILES
from tests.history.scripted import Story, begin

# What Gitea does with `refs/for/main`: it makes a request of it, and says under which name (git's proc-receive hook).
AGIT = r"""
import sys

def read():
    lines = []
    while True:
        size = int(sys.stdin.buffer.read(4) or b"0000", 16)
        if size == 0:
            return lines
        lines.append(sys.stdin.buffer.read(size - 4).rstrip(b"\n"))

def write(text):
    data = text if isinstance(text, bytes) else text.encode()
    sys.stdout.buffer.write(b"%04x" % (len(data) + 4) + data)

version = read()
write("version=1\0push-options\n")
sys.stdout.buffer.write(b"0000")
sys.stdout.buffer.flush()
commands = read()
options = read()
with open("{log}", "ab") as log:
    log.write(b"\n".join([*commands, *options]) + b"\n")
sys.stderr.write("Create a new pull request:\n  https://git.example/kaohe/pulls/7\n")
sys.stderr.flush()
for command in commands:
    name = command.split(b" ")[2].decode()
    write(f"ok {{name}}\n")
    write("option refname refs/pull/7/head\n")
    write("option new-oid " + command.split(b" ")[1].decode() + "\n")
sys.stdout.buffer.write(b"0000")
sys.stdout.buffer.flush()
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = begin(tmp_path / "district")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(tmp_path / "hub.git")], check=True)
    if "origin" in made.git("remote").split():
        made.git("remote", "remove", "origin")
    made.git("remote", "add", "origin", (tmp_path / "hub.git").as_uri())
    made.git("push", "-q", "origin", "main")
    return made


@pytest.fixture
def draft(story: Story) -> DeskProposal:
    return begin_draft(story.root, "rexian", "a", FILES, "登记热线扣分", CLERK)


def hub(story: Story, *arguments: str) -> str:
    """What git answers in the remote repository."""
    folder = story.root.with_name("hub.git")
    ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    return ran.stdout.strip()


def put_hook(story: Story, name: str, text: str) -> None:
    hook = story.root.with_name("hub.git") / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(text, "utf-8")
    hook.chmod(0o755)


def found_again(story: Story, draft: DeskProposal) -> DeskProposal:
    found = find_proposal(story.root, draft.office, draft.name)
    assert found is not None
    return found


def test_a_plain_remote_gets_the_branch(story: Story, draft: DeskProposal) -> None:
    sent = send_proposal(story.root, draft, "plain", "origin")
    assert sent == SentProposal(True, "已发送到分支 desk/rexian/a。请通知审核的人合并。")
    assert hub(story, "rev-parse", "desk/rexian/a") == draft.tip
    assert hub(story, "for-each-ref", "--format=%(refname)") == "refs/heads/desk/rexian/a\nrefs/heads/main"
    after = found_again(story, draft)
    assert (after.state, after.sent) == ("sent", draft.tip)
    withdraw_draft(story.root, after)
    assert take_back(story.root, after, "plain", "origin").done
    assert hub(story, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_options_open_the_request_where_the_remote_takes_them(
    story: Story, draft: DeskProposal, tmp_path: Path
) -> None:
    hub(story, "config", "receive.advertisePushOptions", "true")
    put_hook(
        story, "pre-receive",
        f'#!/bin/sh\ni=0\nwhile [ $i -lt "$GIT_PUSH_OPTION_COUNT" ]; do\n'
        f'eval "printf \'%s\\\\n\' \\"\\$GIT_PUSH_OPTION_$i\\"" >> {tmp_path}/options\ni=$((i + 1))\ndone\n'
        "echo 'View merge request for desk/rexian/a:' >&2\n"
        "echo '  https://git.example/kaohe/-/merge_requests/3' >&2\n",
    )  # fmt: skip
    sent = send_proposal(story.root, draft, "gitlab", "origin")
    assert sent.done
    assert sent.address == "https://git.example/kaohe/-/merge_requests/3"
    assert (tmp_path / "options").read_text("utf-8") == (
        "merge_request.create\nmerge_request.target=main\nmerge_request.title=登记热线扣分\n"
    )
    assert found_again(story, draft).forge == sent.address


def test_a_remote_that_refuses_options_gets_the_branch_alone(story: Story, draft: DeskProposal) -> None:
    sent = send_proposal(story.root, draft, "gitlab", "origin")
    assert sent.done
    assert "不收推送选项" in sent.words
    assert hub(story, "rev-parse", "desk/rexian/a") == draft.tip


def test_a_forge_with_requests_of_its_own_takes_the_topic(story: Story, draft: DeskProposal, tmp_path: Path) -> None:
    hub(story, "config", "receive.advertisePushOptions", "true")
    hub(story, "config", "receive.procReceiveRefs", "refs/for")
    # By way of the shell: a line that names the interpreter itself takes no folder with a blank in it.
    (tmp_path / "agit.py").write_text(AGIT.format(log=tmp_path / "log"), "utf-8")
    put_hook(story, "proc-receive", f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path / "agit.py"}"\n')
    sent = send_proposal(story.root, draft, "gitea", "origin")
    assert sent == SentProposal(True, "已发送，合并请求已建立，等待审核。", "https://git.example/kaohe/pulls/7")
    assert (tmp_path / "log").read_text("utf-8").splitlines() == [
        f"{'0' * 40} {draft.tip} refs/for/main", "topic=desk-rexian-a", "title=登记热线扣分",
    ]  # fmt: skip
    assert hub(story, "for-each-ref", "--format=%(refname)") == "refs/heads/main"
    told = take_back(story.root, found_again(story, draft), "gitea", "origin")
    assert not told.done
    assert told.address == "https://git.example/kaohe/pulls/7"


def test_a_plain_remote_that_is_called_gitea_is_noticed(story: Story, draft: DeskProposal) -> None:
    """Without push options nothing is sent; the draft stays a draft."""
    sent = send_proposal(story.root, draft, "gitea", "origin")
    assert not sent.done
    assert "forge" in sent.words
    assert found_again(story, draft).state == "draft"
    assert hub(story, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_github_is_compared_at_its_address(story: Story, draft: DeskProposal) -> None:
    hubs = story.root.with_name("hub.git").as_uri()
    for url in (
        "https://github.com/xiaohe/kaohe.git",
        "git@github.com:xiaohe/kaohe",
        "ssh://git@github.com/xiaohe/kaohe.git",
    ):
        story.git("config", "remote.origin.url", url)
        story.git("config", f"url.{hubs}.insteadOf", url)
        sent = send_proposal(story.root, found_again(story, draft), "github", "origin")
        assert sent.address == "https://github.com/xiaohe/kaohe/compare/main...desk/rexian/a?expand=1"


def test_what_the_remote_refuses_or_cannot_be_reached_is_said_and_the_draft_stays(
    story: Story, draft: DeskProposal
) -> None:
    put_hook(story, "pre-receive", "#!/bin/sh\necho '分支受到保护' >&2\nexit 1\n")
    refused = send_proposal(story.root, draft, "plain", "origin")
    assert not refused.done
    assert "没有接受" in refused.words
    assert "分支受到保护" in refused.words
    story.git("config", "remote.origin.url", str(story.root.with_name("nowhere.git")))
    lost = send_proposal(story.root, draft, "plain", "origin")
    assert not lost.done
    assert "没有连上" in lost.words
    assert found_again(story, draft).state == "draft"
    for name in ("other", "--upload-pack=touch x", "../hub.git", str(story.root.with_name("hub.git"))):
        with pytest.raises(UserError, match="没有名为"):
            send_proposal(story.root, draft, "plain", name)


def test_nothing_on_the_remote_is_overwritten(story: Story, draft: DeskProposal) -> None:
    send_proposal(story.root, draft, "plain", "origin")
    ran = subprocess.run(
        ["git", "-C", str(story.root.with_name("hub.git")), "-c", "user.name=x", "-c", "user.email=x@x",
         "commit-tree", "main^{tree}", "-p", "main", "-m", "x"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = ran.stdout.strip()
    hub(story, "update-ref", "refs/heads/desk/rexian/a", theirs)
    again = send_proposal(story.root, found_again(story, draft), "plain", "origin")
    assert not again.done
    assert hub(story, "rev-parse", "desk/rexian/a") == theirs
    assert not take_back(story.root, found_again(story, draft), "plain", "origin").done
    assert hub(story, "rev-parse", "desk/rexian/a") == theirs


def test_no_hook_and_no_protocol_but_three_is_used(story: Story, draft: DeskProposal, tmp_path: Path) -> None:
    hook = story.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", "utf-8")
    hook.chmod(0o755)
    send_proposal(story.root, draft, "plain", "origin")
    for url in (f"ext::sh -c 'touch {tmp_path}/ran'", "http://127.0.0.1:9/x.git", "git://127.0.0.1/x.git"):
        story.git("config", "remote.origin.url", url)
        assert not send_proposal(story.root, found_again(story, draft), "plain", "origin").done
    assert not (tmp_path / "ran").exists()


def test_the_host_says_how_to_connect(
    story: Story, draft: DeskProposal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings and the program for ssh are those of whoever hosts the desk; GIT_DIR and its like do not pass."""
    ssh = tmp_path / "ssh"
    ssh.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/asked\nshift $(($# - 1))\nexec sh -c "$1"\n', "utf-8"
    )
    ssh.chmod(0o755)
    settings = tmp_path / "gitconfig"
    settings.write_text(f'[core]\n\tsshCommand = {ssh}\n[url "ssh://hub.example/"]\n\tinsteadOf = hub:\n', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    story.git("config", "remote.origin.url", f"hub:{story.root.with_name('hub.git')}".replace("hub:/", "hub:"))
    sent = send_proposal(story.root, draft, "plain", "origin")
    assert sent.done, sent.words
    assert "hub.example" in (tmp_path / "asked").read_text("utf-8")
    assert os.environ["GIT_DIR"] == str(tmp_path / "elsewhere")
