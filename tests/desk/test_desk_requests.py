"""What a desk refuses before it reads anything, and what no request can reach."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping

import pytest

from generator.desk.desk_guard import KEY_HEADER
from tests.desk.desks import FIELDS, KEY, OTHERS, SECRET, UNTOLD, USER, Caller, run_desk, tell_district
from tests.history.scripted import Story

FORM = "/record/2015/hotline"
FOREIGN = ["http://127.0.0.1:1", "https://evil.example", "null", "", "http://localhost"]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return tell_district(tmp_path_factory.mktemp("desk") / "district")


@pytest.fixture(scope="module")
def port(story: Story) -> Iterator[int]:
    with run_desk(story.root) as found:
        yield found


@pytest.fixture
def rexian(port: int) -> Caller:
    return Caller(port, "rexian")


def refs(story: Story) -> str:
    return story.git("for-each-ref")


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Host": "evil.example"}, "地址"),
        ({"Host": "127.0.0.1"}, "地址"),
        ({"Host": "localhost:1"}, "地址"),
        ({KEY_HEADER: None}, "登录入口"),
        ({KEY_HEADER: ""}, "登录入口"),
        ({KEY_HEADER: "K" * 40}, "登录入口"),
        ({USER: None}, "账号没有传过来"),
        ({USER: "rexian, kaoheban"}, "账号没有传过来"),
        ({USER: "x" * 200}, "账号没有传过来"),
        ({USER: "stranger"}, "没有登记到任何单位"),
        ({USER: "desk"}, "没有登记到任何单位"),
        ({USER: "desk@kaohe.example"}, "没有登记到任何单位"),
    ],
)
def test_who_asks_and_where_is_judged_first(rexian: Caller, headers: Mapping[str, str | None], words: str) -> None:
    shown = rexian.ask("/records", headers=headers)
    assert shown.status in (400, 403)
    assert words in shown.page
    assert "推诿" not in shown.page


def test_a_header_with_an_underline_does_not_pass_for_the_proxys(port: int) -> None:
    asked = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX_Kaohe_User: kaoheban\r\n{KEY_HEADER}: {KEY}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=300) as raw:
        raw.sendall(f"{asked}Connection: close\r\n\r\n".encode())
        data = b""
        while part := raw.recv(65536):
            data += part
    assert "账号没有传过来" in data.decode("utf-8")


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_sends_nothing(rexian: Caller, story: Story, origin: str) -> None:
    before = refs(story)
    token = rexian.ask(FORM).token
    given = {**FIELDS, "token": token, "step": "save"}
    shown = rexian.ask(FORM, given, headers={"Origin": origin or None, "Sec-Fetch-Site": None})
    assert shown.status == 403
    assert refs(story) == before


def test_a_request_that_a_browser_calls_foreign_is_refused_whatever_its_origin(rexian: Caller) -> None:
    for site in ("cross-site", "same-site", "none"):
        assert rexian.ask(FORM, FIELDS, headers={"Sec-Fetch-Site": site}).status == 403
    referred = {"Origin": None, "Referer": f"http://127.0.0.1:{rexian.port}{FORM}"}
    assert rexian.ask(FORM, FIELDS, headers=referred).status == 200  # an old browser names the page alone


def test_only_three_methods_are_known(rexian: Caller) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert rexian.ask("/", method=method, headers={"Origin": f"http://127.0.0.1:{rexian.port}"}).status in (
            403,
            405,
        )
    assert rexian.ask("/", method="HEAD").status == 200


@pytest.mark.parametrize("token", ["", "0" * 64, "…"])
def test_a_form_without_its_token_changes_nothing_and_keeps_what_was_typed(
    rexian: Caller, story: Story, token: str
) -> None:
    before = refs(story)
    rexian.ask(FORM)
    shown = rexian.ask(FORM, {**FIELDS, "token": token, "step": "save"})
    assert shown.status == 200
    assert "放得太久" in shown.page
    assert "12345 工单逾期 2 个工作日办结" in shown.page
    assert refs(story) == before


def test_a_token_is_worth_nothing_to_another_visit_or_office(port: int, rexian: Caller) -> None:
    token = rexian.ask(FORM).token
    other = Caller(port, "rexian")
    other.ask(FORM)
    assert "放得太久" in other.ask(FORM, {**FIELDS, "token": token, "step": "check"}).page
    lead = Caller(port, "kaoheban", rexian.cookie)
    assert "放得太久" in lead.ask(FORM, {**FIELDS, "token": token, "step": "check"}).page
    made_up = Caller(port, "rexian", "kaohe-desk=abc.def")
    assert made_up.ask(FORM).token != token
    assert made_up.cookie != "kaohe-desk=abc.def"


def test_a_page_that_acts_is_refused_without_its_token(rexian: Caller) -> None:
    made = rexian.record(FIELDS)
    url = made.headers["location"].partition("?")[0]
    for act in ("send", "withdraw"):
        assert rexian.ask(f"{url}/{act}", {"token": "0" * 64}).status == 403
    assert rexian.ask(f"{url}/send").status == 405  # nothing acts on a plain request


def test_every_answer_carries_its_policy(rexian: Caller) -> None:
    for path, status in (("/", 200), ("/nowhere", 404), ("/assets/desk.css", 200), (FORM, 200)):
        shown = rexian.ask(path)
        assert shown.status == status
        policy = shown.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
        assert shown.headers["x-frame-options"] == "DENY"
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert "waitress" not in shown.headers.get("server", "")
        if "assets" not in path:
            assert shown.headers["cache-control"] == "no-store"
            assert "<script" not in shown.page
            assert "style=" not in shown.page


def test_the_cookie_is_for_the_desk_alone(port: int) -> None:
    sent = Caller(port, "rexian").ask("/").headers["set-cookie"]
    assert "HttpOnly" in sent
    assert "SameSite=Lax" in sent


def test_what_is_too_large_is_refused(rexian: Caller) -> None:
    token = rexian.ask(FORM).token
    long = {**FIELDS, "token": token, "reason": "长" * 40_000, "step": "check"}
    assert rexian.ask(FORM, long).status == 413
    assert rexian.ask(FORM, b"a=" + b"x" * 300_000).status == 413
    assert rexian.ask(FORM, b"&".join(b"a%d=1" % number for number in range(3000))).status == 413
    assert rexian.ask("/", headers={"X-Long": "x" * 40_000}).status == 431


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../desk_app.py", "/assets/%2e%2e/%2e%2e/pyproject.toml", "/assets/desk.css%00",
        "/assets//etc/passwd", "/records/2015/hotline/..%2f..%2fsite", "/records/2015/../units/caizheng",
        "/records/2015/hotline/HEAD", "/proposals/rexian/../../main", "/proposals/rexian/--all",
        "/proposals/rexian/HEAD", "/record/2015/..", "/record/9999/hotline", "/record/-1/hotline",
        "/appraisals/2015/caizheng", "/data/site.yml", "/.git/config",
    ],
)  # fmt: skip
def test_no_path_and_no_revision_comes_from_an_address(rexian: Caller, path: str) -> None:
    assert rexian.ask(path).status == 404


def test_a_form_sets_no_field_but_its_own(rexian: Caller, story: Story) -> None:
    """Neither the path, nor parts of others, nor the target of a commit are a form's to say."""
    more = {
        "path": "data/site.yml", "item": "meetings", "year": "2014", "id": "x", "sample": "true",
        "revoked/date": "2015-05-01", "appeal/decision": "revoked", "reply/text": "已阅", "name": "../../x",
        "branch": "main", "office": "kaoheban",
    }  # fmt: skip
    made = rexian.record({**FIELDS, "date": "2015-04-09", **more})
    name = made.headers["location"].partition("?")[0].rpartition("/")[2]
    branch = f"desk/rexian/{name}"
    [path] = story.git("diff", "--name-only", f"{branch}~1", branch).splitlines()
    assert path == "data/deductions/2015/hotline/2015-0409-jiaoyu-1.yml"
    assert story.git("show", f"{branch}:{path}") == (
        "unit: jiaoyu\ndate: 2015-04-09\nstandard: overdue\npoints: 0.5\nmethod: spot-check\nsource: hotline\n"
        "reason: 12345 工单逾期 2 个工作日办结\nevidence:\n  - {title: 工单流转记录, held_at: 热线平台}"
    )
    for into in ("main", "../main", "HEAD", "desk/rexian/x"):
        first = rexian.ask(FORM)
        shown = rexian.ask(FORM, {**FIELDS, "token": first.token, "step": "check", "into": into})
        assert shown.status == 400
        assert "另选一份" in shown.page


def test_hostile_text_is_only_text(rexian: Caller) -> None:
    poison = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(2)>"
    shown = rexian.record({**FIELDS, "date": "2015-04-10", "reason": poison, "unit": "<b>外星局"})
    assert "<script>alert" not in shown.page
    assert "<b>" not in shown.page
    assert "{{ 7*7 }}" in shown.page
    made = rexian.record({**FIELDS, "date": "2015-04-10", "reason": poison})
    page = rexian.ask(made.headers["location"]).page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_an_office_finds_nothing_that_is_not_its_own(port: int, rexian: Caller) -> None:
    caizheng, lead = Caller(port, "caizheng"), Caller(port, "kaoheban")
    urls = {
        path: "/records/" + path.removeprefix("data/deductions/").removesuffix(".yml") for path in (UNTOLD, OTHERS)
    }
    for path, url in urls.items():
        assert caizheng.ask(url).status == 404, path
        for task in ("amend", "reply", "appeal", "revocation", "decision", "notified", "rectification"):
            assert caizheng.ask(f"{url}/{task}").status == 404
        assert SECRET in rexian.ask(url).page
        assert SECRET in lead.ask(url).page
    told = "/records/2015/hotline/2015-0212-caizheng-1"
    assert SECRET not in caizheng.ask(told).page
    assert caizheng.ask(f"{told}/amend").status == 404
    assert caizheng.ask("/record").status == 404
    assert rexian.ask("/record/2015/meetings").status == 404
    assert rexian.ask("/records/2015/meetings/2015-0320-caizheng-1").status == 404
    for page in ("/", "/records", told, f"{told}/reply", f"{told}/appeal"):
        text = caizheng.ask(page).page
        assert SECRET not in text
        assert "还没有告知" not in text
        assert "推诿群众来电" not in text
