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

from tests.desk.desks import KEY, free_port, tell_district
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
        output, complaints = process.communicate(timeout=30)
        assert (process.returncode, complaints) == (0, "")
        assert "网页登记已结束。" in output


def ask(
    port: int, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
) -> tuple[int, str, str]:
    """Status, cookie and text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
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


def write_config(story: Story, port: int, url: str) -> Path:
    path = story.root.with_name("desk.toml")
    path.write_text(
        f'project = "{story.root}"\nlisten = "127.0.0.1:{port}"\nurl = "{url}"\n[proxy]\n'
        f'addresses = ["127.0.0.1"]\nheader = "X-Kaohe-User"\nkey = "{KEY}"\n',
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


def configure(story: Story, desk: int, port: int) -> Path:
    """The configuration of the guide, with the places and ports of the test in place of the real ones."""
    folder = story.root.with_name("nginx")
    folder.mkdir()
    [server] = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    name = "kaohe.example.gov.cn"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-keyout", str(folder / "kaohe.key"), "-out", str(folder / "kaohe.crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    hashed = subprocess.run(["openssl", "passwd", "-apr1", "secret"], check=True, capture_output=True, text=True)
    (folder / "kaohe.users").write_text("".join(f"{who}:{hashed.stdout}" for who in ("rexian", "kaoheban")), "utf-8")
    changes = {
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/nginx/": f"{folder}/",
        "127.0.0.1:8350": f"127.0.0.1:{desk}",
        "与 desk.toml 里的 key 相同": KEY,
    }
    for old, new in changes.items():
        assert old in server
        server = server.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{server}}}\n",
        "utf-8",
    )
    return path


@pytest.mark.needs("nginx", "openssl")
def test_behind_nginx_as_the_guide_configures_it(story: Story) -> None:
    desk, port = free_port(), free_port()
    name = f"kaohe.example.gov.cn:{port}"
    path = configure(story, desk, port)
    context = ssl.create_default_context(cafile=str(path.with_name("kaohe.crt")))
    context.check_hostname = False

    def through(path: str, user: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        basic = {"Authorization": f"Basic {b64encode(user.encode()).decode()}"} if user else {}
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
        connection.request("GET", path, headers={"Host": name, **basic, **(headers or {})})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    with started("--config", str(write_config(story, desk, f"https://{name}"))):
        nginx = subprocess.Popen(
            ["nginx", "-p", str(path.parent), "-c", str(path), "-e", str(path.with_name("e.log"))]
        )
        try:
            for _ in range(100):
                if nginx.poll() is not None or path.with_name("pid").exists():
                    break
                time.sleep(0.1)
            assert nginx.poll() is None, path.with_name("error.log").read_text("utf-8")
            time.sleep(0.3)
            assert through("/", "")[0] == 401
            assert through("/", "rexian:wrong")[0] == 401
            assert "区热线中心的待办" in through("/", "rexian:secret")[1]
            forged = {"X-Kaohe-User": "kaoheban", "X_Kaohe_User": "kaoheban", "X-Kaohe-Proxy-Key": "x"}
            assert "区热线中心的待办" in through("/", "rexian:secret", forged)[1]
            assert through("/", "rexian:secret", {"Host": "evil.example"})[0] == 403
        finally:
            nginx.terminate()
            nginx.wait(20)
