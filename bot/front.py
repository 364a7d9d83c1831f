"""The front door: the page that names the service, the proof that the domain is ours, the consent.

For whoever is neither Zalo's webhook nor staff. No rules and no queries live here.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    render_template_string,
    request,
    url_for,
)

from bot.ground import Ground
from bot.handlers.calendar_link import file_for
from bot.handlers.connect import UnknownConsent, finish
from bot.logs import log
from bot.zalo.errors import ZaloError
from domain.words import Text, _

front = Blueprint("front", __name__)

CODE = re.compile(r"[A-Za-z0-9_-]{1,120}")
PAGE = """<!doctype html>
<html lang="vi">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  {% if code %}<meta name="zalo-platform-site-verification" content="{{ code }}">{% endif %}
  <title>{{ title }}</title>
  <link rel="icon" href="{{ url_for("desk.static", filename="icon.svg") }}" type="image/svg+xml">
  <link rel="stylesheet" href="{{ url_for("desk.static", filename="desk.css") }}">
</head>
<body>
  <main class="lone">
    <header>
      <h1 class="brand">{{ title }}</h1>
      <p>{{ words }}</p>
    </header>
    {% if way %}<p><a class="button primary" href="{{ way }}">{{ way_words }}</a></p>{% endif %}
  </main>
</body>
</html>
"""


@front.get("/")
def home() -> Response:
    """Name the service and lead staff to their desk; Zalo finds the domain's proof in the head."""
    return _page(
        _("Đổi Bằng"),
        _("Dịch vụ tiếp nhận đổi giấy phép lái xe qua Zalo của bưu điện."),
        way=url_for("desk.queue"),
    )


@front.get("/zalo_verifier<code>.html")
def zalo_verifier(code: str) -> Response:
    """Give the file that Zalo's console gave us, as it is; else a page with the same proof."""
    ground = _ground()
    if not CODE.fullmatch(code):
        abort(404)
    file = ground.settings.data_dir / f"zalo_verifier{code}.html"
    if file.is_file():
        return Response(file.read_bytes(), content_type="text/html; charset=utf-8")
    if code != ground.settings.zalo.site_verification:
        abort(404)
    return _page(_("Đổi Bằng"), _("Tên miền này thuộc về dịch vụ Đổi Bằng."))


@front.get("/zalo/callback")
def zalo_callback() -> Response:
    """Finish a consent that `doibang zalo connect` asked for."""
    asked = request.args
    try:
        finish(
            _ground(),
            code=asked.get("code", ""),
            state=asked.get("state", ""),
            oa_id=asked.get("oa_id", ""),
        )
    except UnknownConsent as error:
        return _refused(error.text, HTTPStatus.BAD_REQUEST)
    except ZaloError as error:
        log.warning("zalo_not_connected", error=type(error).__name__, code=error.code)
        return _refused(error.show, HTTPStatus.BAD_GATEWAY)
    words = _("Đã nối với Official Account. Tin đang chờ sẽ được gửi ngay; có thể đóng trang này.")
    return _page(_("Đã nối với Zalo"), words)


@front.get("/calendar/<token>.ics")
def calendar(token: str) -> Response:
    """Give the calendar file of an appointment to whoever has its address, until its day ends."""
    ground = _ground()
    with ground.database.reading() as store:
        file = file_for(store, token, ground.links, now=ground.clock())
    if file is None:
        abort(404)
    answer = Response(file, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=chup-anh.ics"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _refused(words: Text, status: HTTPStatus) -> Response:
    return _page(_("Chưa nối được với Zalo"), words, status=status)


def _page(
    title: Text, words: Text, *, status: HTTPStatus = HTTPStatus.OK, way: str = ""
) -> Response:
    told = {"title": title, "words": words, "way": way, "way_words": _("Bàn làm việc")}
    code = _ground().settings.zalo.site_verification
    answer = make_response(render_template_string(PAGE, code=code, **told), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _ground() -> Ground:
    ground: Ground = current_app.extensions["doibang"]
    return ground
