"""What a forge is asked over HTTP to put a comment on a proposal: GitHub, Gitea and Forgejo understand the same.

The token comes from the environment of the run and is kept nowhere; it goes to the one address that the forge itself
named, never to where an answer points.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text

_SECONDS = 30
_LARGEST = 32 << 20  # bytes of an answer: a log may be long
_REPOSITORY = re.compile(r"(?!\.)[\w.-]+/(?!\.)[\w.-]+\Z")
_PAGES = 20


@dataclass(frozen=True, slots=True)
class ForgeApi:
    """A repository on a forge: the address of its API, its name (`owner/name`), the token of the run."""

    address: str
    repository: str
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in ("https", "http") or not _REPOSITORY.match(self.repository):
            raise UserError("没有写明平台的接口地址（GITHUB_API_URL）或仓库（GITHUB_REPOSITORY），没有写评论。")

    def get(self, path: str) -> Any:
        """The answer to a question, as JSON."""
        return self._read_json(self.ask("GET", path))

    def pages(self, path: str) -> list[Any]:
        """All entries of a list that comes in pages."""
        found: list[Any] = []
        joint = "&" if "?" in path else "?"
        for page in range(1, _PAGES + 1):
            listed = self.get(f"{path}{joint}page={page}&per_page=50&limit=50")
            if not isinstance(listed, list) or not listed:
                break
            found += listed
        return found

    def send(self, method: str, path: str, body: dict[str, str]) -> Any:
        """Writes something; the answer as JSON."""
        return self._read_json(self.ask(method, path, json.dumps(body).encode()))

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """The bytes of an answer; UserError, in one sentence, where there is none."""
        url = f"{self.address.rstrip('/')}/repos/{self.repository}/{path}"
        request = urllib.request.Request(url, body, method=method)
        request.add_unredirected_header("Authorization", f"token {self.token}")  # never to where a redirect leads
        request.add_header("Accept", "application/json")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                data: bytes = answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            raise UserError(
                f"平台没有答应（{method} {escape_text(path, 80)}：{error.code}），没有写评论。"
            ) from error
        except (urllib.error.URLError, TimeoutError, OSError) as error:
            raise UserError(f"连不上平台的接口（{escape_text(url, 120)}），没有写评论。") from error
        if len(data) > _LARGEST:
            raise UserError("平台的回答太长，没有写评论。")
        return data

    @staticmethod
    def _read_json(data: bytes) -> Any:
        try:
            return json.loads(data)
        except ValueError as error:
            raise UserError("平台的回答读不懂，没有写评论。") from error
