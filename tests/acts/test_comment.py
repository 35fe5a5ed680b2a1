"""The second run: one comment, on the right proposal, with nothing in it that a stranger could do harm by."""

from __future__ import annotations

import base64
import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.acts.comment_act import BEGIN, END, MARK, comment_on_proposal, unpack_text
from generator.acts.forge_api import ForgeApi
from generator.cli import main
from generator.model.problem import UserError

HEAD = "a" * 40


@dataclass
class Forge:
    """What the documented API of GitHub and Gitea answers of one repository, and what was written to it."""

    log: str = ""
    event: str = "pull_request"
    proposals: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, str]) -> tuple[int, Any]:
        page = int(query.get("page", ["1"])[0])
        match method, path.removeprefix("/repos/office/kaohe/").split("/"):
            case "GET", ["actions", "runs", "5"]:
                found = {"event": self.event, "head_sha": HEAD, "head_repository": {"full_name": "office/kaohe"}}
                return 200, found
            case "GET", ["actions", "runs", "5", "jobs"]:
                return 200, {"jobs": [{"id": 1}, {"id": 2}]}
            case "GET", ["actions", "jobs", number, "logs"]:
                return 200, self.log if number == "2" else "nothing\n"
            case "GET", ["pulls"]:
                return 200, self.proposals[(page - 1) * 50 : page * 50]
            case "GET", ["issues", _, "comments"]:
                return 200, self.comments[(page - 1) * 50 : page * 50]
            case "POST", ["issues", number, "comments"]:
                self.comments.append({"id": 90, "on": number, "user": {"login": "github-actions[bot]"}, **body})
                return 201, self.comments[-1]
            case "PATCH", ["issues", "comments", number]:
                found = next(comment for comment in self.comments if str(comment["id"]) == number)
                found |= body
                return 200, found
        return 404, {}


@contextmanager
def serving(forge: Forge) -> Iterator[ForgeApi]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            forge.tokens.add(self.headers["Authorization"])
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            parts = urlsplit(self.path)
            status, found = forge.answer(self.command, parts.path, parse_qs(parts.query), body)
            data = (found if isinstance(found, str) else json.dumps(found)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield ForgeApi(f"http://127.0.0.1:{server.server_port}", "office/kaohe", "token-of-this-run")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def packed(text: str, time: str = "2026-03-01T08:00:00.1234567Z ") -> str:
    """A log with a text in it, as `gzip | base64` of the script puts it there, a time before each line."""
    lines = base64.encodebytes(gzip.compress(text.encode(), mtime=0)).decode().splitlines()
    return "".join(f"{time}{line}\n" for line in ("检查通过。", BEGIN, *lines, END, "余下"))


def proposal(number: int, head: str = HEAD) -> dict[str, Any]:
    return {"number": number, "head": {"sha": head, "repo": {"full_name": "office/kaohe"}}}


TEXT = "### 检查通过\n\n| 单位 | 得分 |\n|---|---:|\n| 区财政局 | 1 → 2 |\n"


def test_it_is_written_once_and_then_updated() -> None:
    forge = Forge(packed(TEXT), proposals=[proposal(6, "b" * 40), proposal(7)])
    with serving(forge) as api:
        first = comment_on_proposal(api, 5)
        forge.log = packed(TEXT.replace("2 |", "3 |"))
        second = comment_on_proposal(api, 5)
    assert (first.number, first.new, second.number, second.new) == (7, True, 7, False)
    [comment] = forge.comments
    assert (comment["on"], comment["body"]) == ("7", f"{MARK}\n{TEXT.replace('2 |', '3 |')}")
    assert forge.tokens == {"token token-of-this-run"}


def test_the_command_says_what_it_wrote_and_how_that_is_taken_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(Forge(packed(TEXT), proposals=[proposal(7)])) as api:
        given = {"GITHUB_API_URL": api.address, "GITHUB_REPOSITORY": api.repository, "KAOHE_TOKEN": api.token}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        assert main(["comment", "--run", "5"]) == 0
    assert capsys.readouterr().out == ("已写评论：合并请求 7。\n要收回：在平台上删除这条评论；下一次检查会再写。\n")


def test_a_comment_of_somebody_who_copied_the_mark_is_left_alone() -> None:
    forge = Forge(packed(TEXT), proposals=[proposal(7)])
    forge.comments.append({"id": 1, "user": {"login": "stranger"}, "body": f"{MARK}\n假的"})
    with serving(forge) as api:
        assert comment_on_proposal(api, 5).new
    assert forge.comments[0]["body"] == f"{MARK}\n假的"


@pytest.mark.parametrize("forge", [Forge(packed(TEXT), proposals=[]), Forge(packed(TEXT), "push", [proposal(7)])])
def test_where_the_proposal_has_gone_on_nothing_is_written(forge: Forge) -> None:
    with serving(forge) as api:
        assert comment_on_proposal(api, 5).number == 0
    assert forge.comments == []


def test_another_proposal_with_the_same_commit_is_not_taken_for_it() -> None:
    other = {"number": 6, "head": {"sha": HEAD, "repo": {"full_name": "stranger/kaohe"}}}
    forge = Forge(packed(TEXT), proposals=[other, proposal(7)])
    with serving(forge) as api:
        assert comment_on_proposal(api, 5).number == 7


def test_many_proposals_come_in_pages() -> None:
    forge = Forge(packed(TEXT), proposals=[*(proposal(n, "b" * 40) for n in range(60)), proposal(70)])
    with serving(forge) as api:
        assert comment_on_proposal(api, 5).number == 70


def test_what_is_handed_over_is_made_harmless() -> None:
    forge = Forge(packed("@all ![x](https://evil.example/p.png) <script>x</script>\n"), proposals=[proposal(7)])
    with serving(forge) as api:
        comment_on_proposal(api, 5)
    body = forge.comments[0]["body"].removeprefix(MARK)
    assert "@" not in body
    assert "<" not in body
    assert "](" not in body.replace("\\](", "")


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("nothing\n", "没有留下评论的文字"),
        (f"{BEGIN}\nAAAA\n{END}\n", "读不出来"),
        (f"{BEGIN}\n{END}\n", "读不出来"),
        (f"{BEGIN}\nH4sIAAAA!\n{END}\n", "读不出来"),
    ],
)
def test_a_log_without_a_text_is_told(log: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        unpack_text(log)


def test_a_text_that_data_print_is_not_taken_for_the_comment() -> None:
    """A quoted line of a file, and of the next one, between marks: the program prints them before its own."""
    forged = "".join(f"   {number} | {line}\n" for number, line in enumerate(packed("### 检查通过", "").splitlines()))
    assert unpack_text(forged + packed(TEXT)) == TEXT


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed("甲" * 50_000_000)
    assert len(unpack_text(bomb)) <= 8 * 60_000


@pytest.mark.parametrize("time", ["", "2026-03-01T08:00:00.1234567Z ", "\x1b[36m2026-03-01 08:00:00 \x1b[0m"])
def test_a_time_before_each_line_does_not_matter(time: str) -> None:
    assert unpack_text(packed(TEXT, time)) == TEXT


def test_a_forge_that_refuses_is_told_in_a_sentence() -> None:
    with serving(Forge()) as api, pytest.raises(UserError, match=r"平台没有答应（GET actions/runs/9：404）"):
        comment_on_proposal(api, 9)
    with pytest.raises(UserError, match="连不上平台的接口"):
        comment_on_proposal(ForgeApi("http://127.0.0.1:1", "office/kaohe", "t"), 5)
    for given in (("file:///etc", "a/b"), ("http://x", "../secrets")):
        with pytest.raises(UserError, match="没有写明平台的接口地址"):
            ForgeApi(*given, "t")
