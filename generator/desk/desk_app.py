"""The desk as a web application: each request is judged, its office is found, and then a page answers."""

from __future__ import annotations

import logging

from flask import Flask, Response, abort, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from generator.desk.desk_config import DeskConfig
from generator.desk.desk_guard import HEADERS, KEY_HEADER, Asked, Guard
from generator.desk.desk_page import MOST_BYTES, Desk, go, show_message
from generator.desk.desk_sections import SECTIONS
from generator.desk.desk_sight import Sight
from generator.desk.desk_state import DeskState
from generator.desk.desk_viewer import local_viewer, proxied_viewer
from generator.model.problem import UserError
from generator.read.program import SHIPPED_TEMPLATES

_MOST_PARTS = 1000
_ASSETS = {
    "kaohe.css": ("theme/assets/kaohe.css", "text/css"),
    "desk.css": ("desk/desk.css", "text/css"),
    "favicon.svg": ("theme/assets/favicon.svg", "image/svg+xml"),
}
_SAID = {
    400: "请求的内容不合格。",
    403: "不能这样做。",
    404: "没有这一页，或者它不归您的单位。",
    405: "不支持这种请求。",
    413: "提交的内容太大。请分几次登记；文件不要粘贴进来，只登记名称和存放处。",
}
_LOG = logging.getLogger("kaohe.desk")


def make_app(config: DeskConfig, port: int) -> tuple[Flask, Desk]:
    """The application of a desk that is reached at `port` of this machine, and the desk."""
    desk = Desk(config, Guard(config, port), DeskState(config), SECTIONS)
    app = Flask("kaohe", static_folder=None, template_folder=None)
    app.config |= {"MAX_CONTENT_LENGTH": MOST_BYTES, "MAX_FORM_PARTS": _MOST_PARTS, "TRAP_HTTP_EXCEPTIONS": False}
    app.before_request(lambda: _admit(desk))
    app.after_request(lambda response: _dress(desk, response))
    app.register_error_handler(HTTPException, lambda error: _explain_http(desk, error))
    app.register_error_handler(UserError, lambda error: show_message(desk, str(error), 400))
    app.register_error_handler(Exception, lambda error: _explain_bug(desk, error))
    app.add_url_rule("/assets/<name>", "asset", _send_asset)
    for section in SECTIONS:
        section.add_routes(app, desk)
    return app, desk


def _admit(desk: Desk) -> AnyResponse | None:
    """Judges the request before anything of it is read; finds the office, and what it may see."""
    g.visit, g.viewer, g.expired, g.fresh = "", None, True, False
    headers = request.headers
    asked = Asked(
        request.method, request.remote_addr or "", headers.get("Host", ""), headers.get("Origin", ""),
        headers.get("Referer", ""), headers.get("Sec-Fetch-Site", ""), headers.get(KEY_HEADER, ""),
    )  # fmt: skip
    if refused := desk.guard.refuse(asked):
        return show_message(desk, refused, 403)
    if request.endpoint == "asset":
        return None
    request.max_content_length = max(
        (one.most_bytes for one in desk.sections if one.url != "/" and one.holds(request.path)), default=MOST_BYTES
    )
    visit = request.cookies.get(desk.guard.cookie, "")
    known = desk.guard.knows(visit)
    if desk.config.proxy is None and not known:
        if not desk.guard.opens(request.args.get("key", "")):
            return show_message(desk, "请用启动时显示的地址打开，地址里有这次运行的密钥。", 403)
        g.visit, g.fresh = desk.guard.new_visit(), True
        return go("/")
    g.visit, g.fresh = (visit, False) if known else (desk.guard.new_visit(), True)
    source = desk.state.main()
    g.viewer = (
        local_viewer(desk.config, source.corpus)
        if desk.config.proxy is None
        else proxied_viewer(source.corpus, headers.get(desk.config.proxy.header, ""))
    )
    g.source, g.sight = source, Sight(source.corpus, g.viewer)
    if request.method == "POST":
        if len(request.form) > _MOST_PARTS:  # the setting of Flask counts the parts of uploads alone
            abort(413)
        g.expired = not desk.guard.holds(request.form.get("token", ""), g.visit, g.viewer.office)
    return None


def _dress(desk: Desk, response: Response) -> Response:
    """The response with what every one carries."""
    for name, value in HEADERS.items():
        if name != "Cache-Control" or request.endpoint != "asset":
            response.headers[name] = value
    if getattr(g, "fresh", False):
        response.set_cookie(
            desk.guard.cookie, g.visit, secure=desk.guard.is_secure, httponly=True, samesite="Lax", path="/"
        )
    return response


def _send_asset(name: str) -> Response:
    """One of the few files that pages need, by its name in a table."""
    if name not in _ASSETS:
        abort(404)
    path, kind = _ASSETS[name]
    data = SHIPPED_TEMPLATES.find(path).read_bytes()
    return Response(data, content_type=f"{kind}; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


def _explain_http(desk: Desk, error: HTTPException) -> Response:
    status = error.code or 500
    return show_message(desk, _SAID.get(status, "出了问题，请稍后再试。"), status)


def _explain_bug(desk: Desk, error: Exception) -> Response:
    """The last line of defence: what went wrong is for the log of whoever hosts the desk."""
    _LOG.error("desk: %s %s", request.method, request.path, exc_info=error)
    g.viewer = None
    return show_message(desk, "程序自身出错，没有写入任何内容。请把时间和所做的操作告诉维护人员。", 500)
