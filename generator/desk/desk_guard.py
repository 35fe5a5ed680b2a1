"""What a request must show before anything of it is read: where it comes from, and that a page of ours sent it.

A browser sends cookies and reaches the loopback address from any page. So the name in `Host` must be the desk's own
(against rebinding of names), what changes something must come from the desk's own origin, and a form carries a token
that only a page of the desk can know.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import field
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from urllib.parse import urlsplit

from generator.desk.desk_config import DeskConfig
from generator.model.lazy_dataclass import dataclass

COOKIE = "kaohe-desk"
KEY_HEADER = "X-Kaohe-Proxy-Key"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not `no-referrer`: with it a browser sends `Origin: null` along with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_SAFE_METHODS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Asked:
    """Of a request what is looked at: its method, the address that it comes from, and some of its headers."""

    method: str
    peer: str
    host: str
    origin: str
    referrer: str
    site: str
    proxy_key: str


@dataclass(frozen=True)
class Guard:
    """Judges requests for one desk. `secret` makes its tokens, `key` opens a desk that is not behind a proxy."""

    config: DeskConfig
    port: int
    secret: str = field(default_factory=lambda: token_hex(32), repr=False)
    key: str = field(default_factory=lambda: token_urlsafe(18), repr=False)

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins at which browsers reach the desk."""
        if self.config.url:
            return (self.config.url,)
        return tuple(f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the desk over https."""
        return self.config.url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie; a name that no other host may set where the address is secure."""
        return f"__Host-{COOKIE}" if self.is_secure else COOKIE

    def refuse(self, asked: Asked) -> str:
        """Why the request is refused, in a sentence; empty where it is not."""
        if asked.host.lower() not in {urlsplit(origin).netloc for origin in self.origins}:
            return "请求的地址不是登记网页的地址。"
        proxy = self.config.proxy
        if proxy is not None and (
            asked.peer not in proxy.addresses or not hmac.compare_digest(asked.proxy_key.encode(), proxy.key.encode())
        ):
            return "请求没有经过单位的登录入口。"
        if asked.method in _SAFE_METHODS:
            return ""
        if asked.method != "POST":
            return "不支持这种请求。"
        if asked.site not in ("", "same-origin"):
            return "请求来自别的网站。"
        sent_from = asked.origin or _origin_of(asked.referrer)
        return "" if sent_from in self.origins else "请求来自别的网站，或浏览器没有说明来源。"

    def token(self, visit: str, office: str) -> str:
        """The token of a form for the visit that the cookie names."""
        return hmac.new(self.secret.encode(), f"form|{visit}|{office}".encode(), sha256).hexdigest()

    def holds(self, token: str, visit: str, office: str) -> bool:
        """Whether `token` is that of a form that the desk gave to this visit."""
        return self.knows(visit) and hmac.compare_digest(token.encode(), self.token(visit, office).encode())

    def new_visit(self) -> str:
        """The value of the cookie for a visit that begins."""
        name = token_urlsafe(24)
        return f"{name}.{self._seal(name)}"

    def knows(self, visit: str) -> bool:
        """Whether the desk itself gave this cookie since it was started."""
        name, _, seal = visit.partition(".")
        return bool(name) and hmac.compare_digest(seal.encode(), self._seal(name).encode())

    def _seal(self, name: str) -> str:
        return hmac.new(self.secret.encode(), f"visit|{name}".encode(), sha256).hexdigest()

    def opens(self, key: str) -> bool:
        """Whether `key` is the one in the address that the desk printed when it was started."""
        return hmac.compare_digest(key.encode(), self.key.encode())


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
