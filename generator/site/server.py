"""The preview over HTTP, for the browser of this machine alone."""

from __future__ import annotations

import json
import mimetypes
import re
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from generator.model.problem import Problem
from generator.site.preview import Preview
from generator.words.problem_text import format_problem

LOOPBACK = "127.0.0.1"
OWN = ".kaohe/"  # no file of a site begins with a point
_SHOWN = 5
_VERSION = re.compile("[0-9]{1,9}")
_PATIENCE = 20.0  # seconds that a question may wait for its answer
_BODY = re.compile(rb"<body[^>]*>")
_STYLE = """.kaohe-preview { position: sticky; top: 0; z-index: 9; margin: 0; padding: .7rem 1rem; max-height: 60vh;
  overflow: auto; background: #7a1212; color: #fff; font: 16px/1.6 sans-serif; }
.kaohe-preview pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 monospace; }
.kaohe-preview strong { font-weight: 700; }
"""
# Asks whether another version is there; where no script runs, the page is reloaded by hand. Whoever looks at the page
# waits for the answer and so sees a change at once; a page in the background asks now and then, because a browser has
# few connections to one machine.
_SCRIPT = """(function () {
  var shown = document.currentScript.getAttribute("data-version"), asked, timer;
  function ask() {
    var mine = asked = new AbortController(), hidden = document.hidden;
    clearTimeout(timer);
    function again(pause) { if (mine === asked) { timer = setTimeout(ask, pause); } }
    fetch("/.kaohe/state" + (hidden ? "" : "?after=" + shown), {signal: mine.signal}).then(function (answer) {
      return answer.json();
    }).then(function (state) {
      if (String(state.version) !== shown) { location.reload(); } else { again(hidden ? 2000 : 0); }
    }).catch(function () { again(2000); });
  }
  document.addEventListener("visibilitychange", function () { asked.abort(); ask(); });
  ask();
})();
"""
_EMPTY = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title></head><body></body></html>\n'
)


def open_server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of `preview` on this machine's own address; OSError where the port is taken. 0 is any free port."""
    return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, preview))


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD. A name that leads here from elsewhere (DNS rebinding) is refused by its Host."""

    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *given: object) -> None:
        self._preview = preview
        super().__init__(*given)  # type: ignore[arg-type]  # what the server hands on

    def do_GET(self) -> None:  # the library's name
        """Answers with the file, or with what stands for it."""
        if not self._is_from_here():
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", "只能从本机打开。\n".encode())
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path).lstrip("/")
        if path.startswith(OWN):
            self._send_own(path.removeprefix(OWN), parse_qs(asked.query).get("after", [""])[0])
            return
        path += "index.html" if not path or path.endswith("/") else ""
        found = self._preview.read(path)
        if found is not None:
            kind = _kind_of(path)
            self._send(HTTPStatus.OK, kind, self._dress(found) if kind.startswith("text/html") else found)
        elif self._preview.is_there:
            missing = self._preview.read("404.html") or b""
            self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", self._dress(missing))
        else:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", self._dress(_EMPTY.encode()))

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what matters is told by the preview."""

    def _is_from_here(self) -> bool:
        name, _, port = self.headers.get("Host", "").rpartition(":")
        return name in (LOOPBACK, "localhost") and port == str(self.connection.getsockname()[1])

    def _send_own(self, name: str, after: str = "") -> None:
        """What only a preview has; the state as soon as its version is another than `after`, or after some time."""
        if name == "state" and _VERSION.fullmatch(after):
            self._preview.wait_for_change(int(after), _PATIENCE)
        condition = self._preview.condition
        state = json.dumps({"version": condition.version, "holds": condition.holds})
        self._preview.note_question()
        own = {"state": ("application/json", state), "preview.js": ("text/javascript", _SCRIPT)}
        own["preview.css"] = ("text/css", _STYLE)
        kind, text = own.get(name, ("text/plain", ""))
        self._send(HTTPStatus.OK if name in own else HTTPStatus.NOT_FOUND, f"{kind}; charset=utf-8", text.encode())

    def _dress(self, page: bytes) -> bytes:
        """The page with what only a preview has: the banner where something is wrong, and what reloads it."""
        condition = self._preview.condition
        words = "" if condition.holds else _banner(condition.problems, condition.fault, self._preview)
        style = '<link rel="stylesheet" href="/.kaohe/preview.css">' if words else ""
        script = f'<script src="/.kaohe/preview.js" data-version="{condition.version}"></script>'
        added = f"{style}{words}{script}".encode()
        return _BODY.sub(lambda found: found[0] + added, page, count=1)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _kind_of(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return (
        f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")) else kind
    )


def _banner(problems: tuple[Problem, ...], fault: str, preview: Preview) -> str:
    kept = "下面仍是改动之前的网页。" if preview.is_there else "改正之后，网页会自动出现。"
    head = f"数据有 {len(problems)} 处问题，{kept}" if problems else f"{fault}{kept}"
    texts = [format_problem(problem, preview.lines(problem)) for problem in problems[:_SHOWN]]
    more = [f"等 {len(problems)} 处，全部见 kaohe check。"] if len(problems) > _SHOWN else []
    listed = "".join(f"<pre>{escape(text)}</pre>" for text in [*texts, *more])
    return f'<div class="kaohe-preview" role="alert"><strong>{escape(head)}</strong>{listed}</div>'
