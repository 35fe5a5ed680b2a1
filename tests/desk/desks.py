"""A desk that runs: the small district, its offices behind a proxy that names them, and requests of browsers."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

from generator.desk.desk_config import DeskConfig, Proxy
from generator.desk.desk_guard import KEY_HEADER
from generator.desk.desk_server import DeskServer, open_desk
from generator.git.fast_import import Person
from tests.history.scripted import HOTLINE, Story, begin, deduction
from tests.shown import unmarked

Visit = Callable[..., Any]  # opens a page of a browser as an office: playwright's Page
KEY = "k" * 40
USER = "X-Kaohe-User"
OFFICES = ("rexian", "kaoheban", "caizheng", "jiaoyu", "minzheng", "shuiwu")
REGISTER = (
    "committers:\n"
    + "".join(f"  - {{email: {name}@kaohe.example, login: {name}, office: {name}}}\n" for name in OFFICES)
    + "  - {email: desk@kaohe.example, login: desk, office: kaoheban, desk: true}\n"
)
APPEALS = "appeals: {file_within: 10, decide_within: 10, kind: calendar}\n"
SECRET = "内部备注：来电人是老住户"
TOLD = f"{HOTLINE}/2015-0212-caizheng-1.yml"
UNTOLD = f"{HOTLINE}/2015-0305-caizheng-1.yml"
OTHERS = f"{HOTLINE}/2015-0306-jiaoyu-1.yml"
COUNCIL = "data/deductions/2015/meetings/2015-0320-caizheng-1.yml"  # of the leading office


def tell_district(root: Path) -> Story:
    """The small district with a record that its unit knows, one that it does not, and others'."""
    story = begin(root)
    scheme = (root / "data/schemes/2015.yml").read_text("utf-8") + APPEALS
    files: dict[str, str | None] = {"data/committers.yml": REGISTER, "data/schemes/2015.yml": scheme}
    story.commit("offices", "登记各单位", "2015-01-06", files, who="kaoheban")
    inner = f"internal_note: {SECRET}\n"
    told = deduction("caizheng", "2015-02-12", "1", f"notified: 2015-02-20\n{inner}", "推诿一次，已告知")
    late = deduction("caizheng", "2015-03-20", "0.2", inner, "迟到一次").replace("refused", "late")
    story.commit(
        "records", "登记", "2015-03-20",
        {
            TOLD: told,
            UNTOLD: deduction("caizheng", "2015-03-05", "2", inner, "推诿两次，还没有告知"),
            OTHERS: deduction("jiaoyu", "2015-03-06", "1", f"notified: 2015-03-10\n{inner}", "推诿群众来电"),
            COUNCIL: late.replace("source: hotline", "source: review"),
        },
        who="kaoheban",
    )  # fmt: skip
    return story


@dataclass(frozen=True, slots=True)
class Shown:
    """What a desk answered: status, page and headers, a name as often as it was sent."""

    status: int
    page: str
    headers: Mapping[str, str]

    @property
    def words(self) -> str:
        """The page without the marks that keep numbers and their units on one line."""
        return unmarked(self.page)

    @property
    def token(self) -> str:
        """The token of the page's form."""
        return self.hidden("token")

    def hidden(self, name: str) -> str:
        """A hidden field of the page's form; empty where there is none."""
        found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', self.page)
        return found[1] if found else ""


@dataclass(slots=True)
class Caller:
    """One office that asks a desk over plain HTTP; it keeps its cookie as a browser does."""

    port: int
    office: str
    cookie: str = ""

    def ask(
        self,
        path: str,
        form: Mapping[str, str] | bytes | None = None,
        headers: Mapping[str, str | None] | None = None,
        method: str = "",
    ) -> Shown:
        """The answer to a request; a header that is given as None is not sent."""
        origin = f"http://127.0.0.1:{self.port}"
        sent: dict[str, str | None] = {KEY_HEADER: KEY, USER: self.office, "Cookie": self.cookie or None}
        body = urlencode(form).encode() if isinstance(form, Mapping) else form
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            given = {name: value for name, value in sent.items() if value is not None}
            connection.request(method or ("GET" if body is None else "POST"), path, body, given)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        found = {name.lower(): value for name, value in answer.getheaders()}
        if "set-cookie" in found:
            self.cookie = found["set-cookie"].partition(";")[0]
        return Shown(answer.status, text, found)

    def record(self, fields: Mapping[str, str], url: str = "/record/2015/hotline") -> Shown:
        """Opens the form, has it checked and confirms it: where that leads, or the page that says what is wrong."""
        first = self.ask(url)
        asked = {**fields, "token": first.token, "once": first.hidden("once"), "step": "check"}
        checked = self.ask(url, asked)
        if not checked.hidden("seen"):
            return checked
        return self.ask(
            url, {**asked, "seen": checked.hidden("seen"), "into": checked.hidden("into"), "step": "save"}
        )


FIELDS = {
    "unit": "区教育局", "date": "2015-04-02", "standard": "overdue", "points": "", "method": "spot-check",
    "source": "hotline", "reason": "12345 工单逾期 2 个工作日办结", "evidence/0/title": "工单流转记录",
    "evidence/0/held_at": "热线平台",
}  # fmt: skip


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def config_for(root: Path, port: int, **more: object) -> DeskConfig:
    """Settings of a desk behind a proxy on this machine."""
    proxy = Proxy(("127.0.0.1",), USER, KEY)
    committer = Person("网页登记", "desk@kaohe.example")
    given: dict[str, object] = {"url": f"http://127.0.0.1:{port}", "proxy": proxy, "committer": committer, **more}
    return DeskConfig(root, port=port, **given)  # type: ignore[arg-type]


@contextmanager
def run_desk(root: Path, **more: object) -> Iterator[int]:
    """A desk for the project at `root` while the block lasts: the port at which it listens."""
    port = free_port()
    ended = Event()

    def serve(desk: DeskServer) -> None:
        try:
            desk.run()
        except OSError:  # its sockets were closed while it waited for them
            if not ended.is_set():
                raise

    with open_desk(config_for(root, port, **more)) as desk:
        Thread(target=serve, args=(desk,), daemon=True).start()
        yield port
        ended.set()
