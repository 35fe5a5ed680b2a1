"""The desk's own settings: outside the repository, complete, and never open to a network without a proxy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.desk.desk_config import DeskConfig, Proxy, read_config
from generator.git.fast_import import Person
from generator.git.write_branch import SigningKey
from generator.model.problem import UserError

GUIDE = Path(__file__).parents[2] / "content/guide/desk.md"
KEY = "0123456789abcdef" * 4


def write(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    (tmp_path / "project").mkdir(exist_ok=True)
    path = tmp_path / "desk.toml"
    path.write_text(f'project = "{tmp_path}/project"\n{text}', "utf-8")
    path.chmod(mode)
    return path


PROXY = f'[proxy]\naddresses = ["127.0.0.1", "::1"]\nheader = "X-Kaohe-User"\nkey = "{KEY}"\n'
URL = 'url = "https://kaohe.example.gov.cn/"\n'


def test_the_settings_of_the_guide_are_read(tmp_path: Path) -> None:
    [text] = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    key = tmp_path / "key"
    key.write_text("x", "utf-8")
    text = text.replace("/etc/kaohe/desk_ed25519", str(key)).replace("用 openssl rand -hex 32 生成", KEY)
    path = tmp_path / "desk.toml"
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    assert read_config(path) == DeskConfig(
        Path("/srv/kaohe/data"), "127.0.0.1", 8350, "https://kaohe.example.gov.cn", "origin",
        Proxy(("127.0.0.1",), "X-Kaohe-User", KEY), Person("网页登记", "desk@office.invalid"),
        SigningKey(str(key), "ssh"),
    )  # fmt: skip


def test_without_a_proxy_it_is_for_this_machine(tmp_path: Path) -> None:
    assert read_config(write(tmp_path, "")) == DeskConfig(tmp_path / "project")
    assert read_config(write(tmp_path, 'listen = "[::1]:9000"\n')).port == 9000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n", "不是配置项"),
        ("[proxy]\nuser = 1\n", "不是配置项"),
        ("listen = 8350\n", "是一行文字"),
        ('listen = "0.0.0.0:8350"\n', "只能在本机打开"),
        ('listen = "kaohe.example:8350"\n', "地址:端口"),
        ('listen = "127.0.0.1:99999"\n', "地址:端口"),
        ('remote = "https://x.example/y.git"\n', "不写地址"),
        ('remote = "--upload-pack=x"\n', "不写地址"),
        ('url = "https://kaohe.example/desk"\n', "不写路径"),
        (PROXY, "要写 url"),
        (URL + PROXY.replace(KEY, "short"), "太短"),
        (URL + PROXY.replace('["127.0.0.1", "::1"]', "[]"), "addresses"),
        (URL + PROXY.replace('"127.0.0.1"', '"*"'), "addresses"),
        (URL + PROXY.replace('header = "X-Kaohe-User"', 'header = "X Kaohe"'), "header"),
        (URL + PROXY.replace('header = "X-Kaohe-User"\n', ""), "header"),
        ('[committer]\nname = "x"\n', "email"),
        ('[committer]\nname = "x"\nemail = "y"\nsigning_key = "/nowhere/key"\n', "没有签名的密钥"),
        ('[committer]\nname = "x"\nemail = "y"\nsigning_format = "x509"\n', "ssh 或 openpgp"),
        ("proxy = 1\n", "一组设置"),
        ("= 1\n", "TOML"),
    ],
)
def test_what_would_not_be_safe_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_config(write(tmp_path, text))


def test_a_key_that_others_can_read_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="chmod 600"):
        read_config(write(tmp_path, URL + PROXY, 0o644))
    assert read_config(write(tmp_path, URL + PROXY)).proxy is not None


def test_a_proposal_cannot_bring_the_settings(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    inside = project / "desk.toml"
    inside.write_text(f'project = "{project}"\n', "utf-8")
    with pytest.raises(UserError, match="不能放在考核项目的文件夹里"):
        read_config(inside)
    (tmp_path / "link.toml").symlink_to(inside)
    with pytest.raises(UserError, match="不能放在考核项目的文件夹里"):
        read_config(tmp_path / "link.toml")
    with pytest.raises(UserError, match="读不了"):
        read_config(tmp_path / "none.toml")
    (tmp_path / "short.toml").write_text('project = "data"\n', "utf-8")
    with pytest.raises(UserError, match="完整的路径"):
        read_config(tmp_path / "short.toml")
