"""The desk's own settings: a TOML file outside the repository, so that no proposal can say who somebody is."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.git.fast_import import Person
from generator.git.push import REMOTE_NAME
from generator.git.write_branch import SigningKey
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

PORT = 8350
LOOPBACK = "127.0.0.1"
_KEYS = {
    "": ("project", "listen", "url", "remote", "proxy", "committer"),
    "proxy": ("addresses", "header", "key"),
    "committer": ("name", "email", "signing_key", "signing_format"),
}
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?\Z")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")
_LISTEN = re.compile(r"(.+):([0-9]{1,5})\Z")
_SHORTEST_KEY = 32  # characters


@dataclass(frozen=True, slots=True)
class Proxy:
    """The reverse proxy that says who somebody is: where it asks from, in which header, and the key that it shows."""

    addresses: tuple[str, ...]
    header: str
    key: str


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """How a desk is run. `url` is the origin at which browsers reach it, without a path.

    Without a `proxy` whoever runs it is who git's settings say, and it listens on this machine alone.
    """

    project: Path
    host: str = LOOPBACK
    port: int = PORT
    url: str = ""
    remote: str = ""
    proxy: Proxy | None = None
    committer: Person | None = None
    key: SigningKey | None = None


def read_config(path: Path) -> DeskConfig:
    """The settings in the file at `path`; UserError where they do not make a safe desk, with what to do."""
    try:
        text = path.read_text("utf-8")
        found = tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        raise UserError(f"读不了配置文件“{escape_text(str(path), 200)}”。") from None
    except tomllib.TOMLDecodeError as broken:
        raise UserError(f"配置文件不是合格的 TOML：{escape_text(str(broken), 160)}。") from None
    _refuse_unknown("", found)
    project = Path(_text(found, "project", required=True))
    if not project.is_absolute():
        raise UserError("配置文件里的 project 要写完整的路径，以 / 开头。")
    if path.resolve().is_relative_to(project.resolve()):
        raise UserError("配置文件不能放在考核项目的文件夹里，合并请求能改动那里的文件。请放到别处，如 /etc/kaohe/。")
    host, port = _read_listen(_text(found, "listen"))
    proxy = _read_proxy(found, path)
    url = _text(found, "url").rstrip("/")
    if url and not _ORIGIN.match(url):
        raise UserError("配置文件里的 url 写网站的来源，例如 https://kaohe.example.gov.cn，不写路径。")
    if proxy is not None and not url:
        raise UserError("由反向代理认人的，配置文件里要写 url：浏览器里看到的地址。")
    if proxy is None and not _is_loopback(host):
        raise UserError("没有配置反向代理（[proxy]）的，只能在本机打开：listen 请写 127.0.0.1:端口。")
    remote = _text(found, "remote")
    if remote and not REMOTE_NAME.match(remote):
        raise UserError("配置文件里的 remote 写远程仓库的名称，例如 origin，不写地址。")
    return DeskConfig(project, host, port, url, remote, proxy, *_read_committer(found))


def _read_listen(text: str) -> tuple[str, int]:
    if not text:
        return LOOPBACK, PORT
    found = _LISTEN.match(text)
    if found is None or int(found[2]) > 65535 or not _is_address(found[1]):
        raise UserError("配置文件里的 listen 写“地址:端口”，例如 127.0.0.1:8350。")
    return found[1], int(found[2])


def _read_proxy(found: Mapping[str, Any], path: Path) -> Proxy | None:
    given = _table(found, "proxy")
    if given is None:
        return None
    addresses = given.get("addresses", [])
    if not isinstance(addresses, list) or not addresses or not all(_is_address(one) for one in addresses):
        raise UserError('配置文件里的 [proxy] 要写 addresses：反向代理的地址，例如 ["127.0.0.1"]。')
    header, key = _text(given, "header", required=True), _text(given, "key", required=True)
    if not _HEADER.match(header):
        raise UserError("配置文件里的 header 写请求头的名称，例如 X-Kaohe-User。")
    if len(key) < _SHORTEST_KEY:
        raise UserError(
            f"配置文件里的 [proxy] key 太短，至少 {_SHORTEST_KEY} 个字符。"
            "它证明请求来自反向代理，可以用 openssl rand -hex 32 生成。"
        )
    if path.stat().st_mode & 0o007:
        raise UserError(f"配置文件里有密钥，不能让别的用户读到。请运行 chmod 600 {escape_text(str(path), 200)}。")
    return Proxy(tuple(addresses), header, key)


def _read_committer(found: Mapping[str, Any]) -> tuple[Person | None, SigningKey | None]:
    given = _table(found, "committer")
    if given is None:
        return None, None
    person = Person(_text(given, "name", required=True), _text(given, "email", required=True))
    key, form = _text(given, "signing_key"), _text(given, "signing_format") or "ssh"
    if form not in ("ssh", "openpgp"):
        raise UserError("配置文件里的 signing_format 写 ssh 或 openpgp。")
    if key and form == "ssh" and not Path(key).is_file():
        raise UserError(f"没有签名的密钥“{escape_text(key, 200)}”。")
    return person, SigningKey(key, form) if key else None


def _refuse_unknown(where: str, found: Mapping[str, Any]) -> None:
    strange = sorted(found.keys() - set(_KEYS[where]))
    if strange:
        named = f"[{where}] " if where else ""
        listed = "、".join(_KEYS[where])
        raise UserError(f"配置文件里的 {named}{escape_text(strange[0], 40)} 不是配置项。可以写：{listed}。")


def _table(found: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    given = found.get(name)
    if given is None:
        return None
    if not isinstance(given, dict):
        raise UserError(f"配置文件里的 {name} 应是一组设置，以 [{name}] 开头。")
    _refuse_unknown(name, given)
    return given


def _text(found: Mapping[str, Any], name: str, required: bool = False) -> str:
    value = found.get(name, "")
    if not isinstance(value, str) or "\n" in value or (required and not value.strip()):
        raise UserError(f"配置文件里要写 {name}，是一行文字。")
    return value.strip()


def _is_address(text: object) -> bool:
    try:
        ipaddress.ip_address(str(text).strip("[]"))
    except ValueError:
        return False
    return isinstance(text, str)


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host.strip("[]")).is_loopback
