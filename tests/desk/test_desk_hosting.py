"""The command that hosts a desk: on one's own machine, and behind nginx as the guide configures it."""

from __future__ import annotations

import http.client
import re
import signal
import ssl
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator import __version__
from tests.desk.desks import KEY, free_port, tell_district
from tests.desk.registers import confidential_of, with_registers
from tests.history.scripted import Story

GUIDE = Path(__file__).parents[2] / "content/guide/desk.md"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return tell_district(tmp_path / "district")


@contextmanager
def started(*arguments: str) -> Iterator[str]:
    """`kaohe desk` in a process of its own: the address that it prints."""
    command = [sys.executable, "-m", "generator", "desk", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "网页登记：" in line, process.stderr.read() if process.stderr else ""
        yield re.sub(r"^网页登记：|（.*$", "", line.strip())
    finally:
        process.send_signal(signal.SIGTERM)
        output, complaints = process.communicate(timeout=300)
        assert (process.returncode, complaints) == (0, "")
        assert "网页登记已结束。" in output


def ask(
    port: int, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
) -> tuple[int, str, str]:
    """Status, cookie and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    given = {**(headers or {})}
    if body is not None:
        given["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if body is None else "POST", path, body, given)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0], text


def test_on_ones_own_machine_it_needs_the_key_and_the_settings_of_git(story: Story) -> None:
    port = free_port()
    story.git("config", "user.name", "王 录入")
    story.git("config", "user.email", "rexian@kaohe.example")
    with started("-C", str(story.root), "--port", str(port)) as address:
        found = re.fullmatch(rf"http://127\.0\.0\.1:{port}/\?key=([\w-]{{24}})", address)
        assert found
        assert ask(port, "/")[0] == 403
        assert ask(port, "/?key=wrong")[0] == 403
        assert "区热线中心" not in ask(port, "/records", {"X-Kaohe-User": "kaoheban"})[2]
        status, cookie, _ = ask(port, f"/?key={found[1]}")
        assert (status, cookie.partition("=")[0]) == (303, "kaohe-desk")
        assert "区热线中心的待办" in ask(port, "/", {"Cookie": cookie})[2]
        assert "区热线中心的待办" in ask(port, "/", {"Cookie": cookie, "X-Kaohe-User": "kaoheban"})[2]
        assert ask(port, "/", {"Cookie": cookie, "Host": "evil.example"})[0] == 403
        story.git("config", "user.email", "nobody@kaohe.example")
        assert "没有登记到任何单位" in ask(port, "/", {"Cookie": cookie})[2]
        refused = subprocess.run(
            [sys.executable, "-m", "generator", "desk", "-C", str(story.root), "--port", str(port)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (refused.returncode, "正被占用" in refused.stderr) == (2, True)


def test_a_trial_as_the_guide_says_it(tmp_path: Path) -> None:
    part = GUIDE.read_text("utf-8").split("\n### 在自己的电脑上试用\n", 1)[1].split("\n### ", 1)[0]
    install, prepare, run = re.findall(r"```text\n(.*?)```", part, re.DOTALL)
    assert install == f'pip install "kaohe-{__version__}-py3-none-any.whl[desk]"\n', "a given file, no name"
    program = f'kaohe() {{ "{sys.executable}" -m generator "$@"; }}\n'
    subprocess.run(["sh", "-ec", program + prepare], cwd=tmp_path, check=True, capture_output=True)
    assert run == "kaohe desk -C 演示 --remote origin\n"
    port = free_port()
    with started("-C", str(tmp_path / "演示"), "--remote", "origin", "--port", str(port)) as address:
        _, cookie, _ = ask(port, address.partition(str(port))[2])
        assert "空表" in ask(port, "/batch", {"Cookie": cookie})[2], "the office has items under which it enters"


def write_config(story: Story, port: int, url: str, key: str = KEY, name: str = "desk.toml") -> Path:
    path = story.root.with_name(name)
    path.write_text(
        f'project = "{story.root}"\nlisten = "127.0.0.1:{port}"\nurl = "{url}"\n[proxy]\n'
        f'addresses = ["127.0.0.1"]\nheader = "X-Kaohe-User"\nkey = "{key}"\n',
        "utf-8",
    )
    path.chmod(0o600)
    return path


def test_behind_a_proxy_nobody_gets_past_it(story: Story) -> None:
    port = free_port()
    config = write_config(story, port, "https://kaohe.example.gov.cn")
    with started("--config", str(config)) as address:
        assert address == "https://kaohe.example.gov.cn/"
        headers = {"Host": "kaohe.example.gov.cn", "X-Kaohe-User": "kaoheban"}
        assert ask(port, "/", headers)[0] == 403
        status, cookie, text = ask(port, "/", {**headers, "X-Kaohe-Proxy-Key": KEY})
        assert (status, cookie.partition("=")[0]) == (200, "__Host-kaohe-desk")
        assert "区考核办的待办" in text


MAIN_NAME, OTHER_NAME, OTHER_KEY = "kaohe.example.gov.cn", "leads.example.gov.cn", "m" * 40
OTHER = {"kaohe.example.gov.cn": OTHER_NAME, "zone=kaohe": "zone=leads", "kaohe.users": "leads.users", KEY: OTHER_KEY}


def nginx_block(page: str) -> str:
    """The one configuration of nginx that a page of the guide has."""
    [block] = re.findall(r"```nginx\n(.*?)```", GUIDE.with_name(page).read_text("utf-8"), re.DOTALL)
    return str(block)


def changed(text: str, changes: Mapping[str, str]) -> str:
    """A configuration with other places, names and ports, each of which it has."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def configure(folder: Path, servers: str) -> Path:
    """What nginx is started with, as this user and in this folder."""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{servers}}}\n",
        "utf-8",
    )
    return path


def desk_server(folder: Path, desk: int, port: int) -> str:
    """The server of the guide for a desk; its certificate and its password file lie in the folder."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={MAIN_NAME}",
         "-keyout", str(folder / "kaohe.key"), "-out", str(folder / "kaohe.crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    hashed = subprocess.run(["openssl", "passwd", "-apr1", "secret"], check=True, capture_output=True, text=True)
    for name, users in (("kaohe", ("rexian", "kaoheban")), ("leads", ("jiaoyu", "shuiwu"))):
        (folder / f"{name}.users").write_text("".join(f"{who}:{hashed.stdout}" for who in users), "utf-8")
    return changed(
        nginx_block("desk.md"),
        {
            "listen 443": f"listen 127.0.0.1:{port}",
            "/etc/nginx/": f"{folder}/",
            "127.0.0.1:8350": f"127.0.0.1:{desk}",
            "与 desk.toml 里的 key 相同": KEY,
        },
    )


@contextmanager
def served(path: Path) -> Iterator[None]:
    """nginx with a configuration, while the block lasts."""
    nginx = subprocess.Popen(["nginx", "-p", str(path.parent), "-c", str(path), "-e", str(path.with_name("e.log"))])
    try:
        for _ in range(3000):
            if nginx.poll() is not None or path.with_name("pid").exists():
                break
            time.sleep(0.1)
        assert nginx.poll() is None, path.with_name("error.log").read_text("utf-8")
        time.sleep(0.3)
        yield
    finally:
        nginx.terminate()
        nginx.wait(300)


def through(
    folder: Path, port: int, path: str, user: str, headers: Mapping[str, str] | None = None, name: str = MAIN_NAME
) -> tuple[int, str]:
    """What a browser gets that comes by way of nginx."""
    context = ssl.create_default_context(cafile=str(folder / "kaohe.crt"))
    context.check_hostname = False
    basic = {"Authorization": f"Basic {b64encode(user.encode()).decode()}"} if user else {}
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=300, context=context)
    connection.request("GET", path, headers={"Host": f"{name}:{port}", **basic, **(headers or {})})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


@pytest.mark.needs("nginx", "openssl")
def test_behind_nginx_as_the_guide_configures_it(story: Story, tmp_path: Path) -> None:
    desk, port = free_port(), free_port()
    path = configure(tmp_path, desk_server(tmp_path, desk, port))
    config = write_config(story, desk, f"https://{MAIN_NAME}:{port}")
    with started("--config", str(config)), served(path):
        assert through(tmp_path, port, "/", "")[0] == 401
        assert through(tmp_path, port, "/", "rexian:wrong")[0] == 401
        assert "区热线中心的待办" in through(tmp_path, port, "/", "rexian:secret")[1]
        forged = {"X-Kaohe-User": "kaoheban", "X_Kaohe_User": "kaoheban", "X-Kaohe-Proxy-Key": "x"}
        assert "区热线中心的待办" in through(tmp_path, port, "/", "rexian:secret", forged)[1]
        assert through(tmp_path, port, "/", "rexian:secret", {"Host": "evil.example"})[0] == 403


@pytest.mark.needs("nginx", "openssl")
def test_a_confidential_desk_beside_the_other(tmp_path: Path) -> None:
    """Both behind one nginx, the second changed as the administrator's page says: neither sees the other's."""
    page = GUIDE.with_name("admin.md").read_text("utf-8")
    for told in ("leads.example.gov.cn", "leads.users", "127.0.0.1:8351", "`leads`", "另一个密钥"):
        assert told in page
    story = with_registers(tell_district(tmp_path / "district"))
    (tmp_path / "there").mkdir()
    there = confidential_of(story.root, tmp_path / "there/leads")
    desk, other, port = free_port(), free_port(), free_port()
    server = desk_server(tmp_path, desk, port)
    second = changed(server, {**OTHER, f"127.0.0.1:{desk}": f"127.0.0.1:{other}"})
    path = configure(tmp_path, server + second)
    first = write_config(story, desk, f"https://{MAIN_NAME}:{port}")
    leads = write_config(there, other, f"https://{OTHER_NAME}:{port}", OTHER_KEY)
    with started("--config", str(first)), started("--config", str(leads)), served(path):
        assert through(tmp_path, port, "/", "rexian:secret", name=OTHER_NAME)[0] == 401
        assert through(tmp_path, port, "/", "jiaoyu:secret")[0] == 401
        status, text = through(tmp_path, port, "/registers", "jiaoyu:secret", name=OTHER_NAME)
        assert (status, "/registers/leads" in text) == (200, True)
        status, text = through(tmp_path, port, "/registers", "kaoheban:secret")
        assert (status, "/registers/leads" in text) == (200, False)


@pytest.mark.needs("nginx")
def test_the_public_site_as_the_guide_configures_it(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    for name, text in (("index.html", "公开网站"), ("404.html", "没有这一页")):
        (tmp_path / "www" / name).write_text(text, "utf-8")
    port = free_port()
    server = changed(
        nginx_block("admin.md"), {"listen 80": f"listen 127.0.0.1:{port}", "/srv/www/kaohe": str(tmp_path / "www")}
    )
    with served(configure(tmp_path, server)):
        for asked, status, text in (("/", 200, "公开网站"), ("/nothing/", 404, "没有这一页"), ("/../e.log", 400, "")):
            found = ask(port, asked, {"Host": MAIN_NAME})
            assert (found[0], text in found[2]) == (status, True), asked


def test_the_service_starts_what_the_bundle_installs() -> None:
    """The program of the guide's unit is where the installer puts the present version."""
    installer = (Path(__file__).parents[2] / "tools/bundle/install.sh").read_text("utf-8")
    assert "target=${1:-/opt/kaohe}" in installer
    assert 'ln -sfn "$version" "$target/current"' in installer
    [start] = re.findall(r"^ExecStart=(\S+)", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert start == "/opt/kaohe/current/bin/kaohe"
