"""A browser without a window: cookies, redirects, and forms as they stand on the page."""

import html
import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser

TIMEOUT = 30


class NoSuchForm(LookupError):
    """The page has no form that goes there."""


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Reads the forms of a page, with what a browser would send of each."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside: Form | None = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._inside)
        elif self._inside is None:
            return
        elif tag == "input" and given.get("name") and _is_sent(given):
            self._inside.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = None


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    if kind in ("checkbox", "radio"):
        return "checked" in given
    return kind not in ("submit", "button", "file")


@dataclass(frozen=True)
class Page:
    """What came back: where from, with which status, and the page."""

    url: str
    status: int
    html: str
    headers: dict[str, str]

    @property
    def text(self) -> str:
        bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", self.html, flags=re.DOTALL)
        return " ".join(html.unescape(bare).split())

    @property
    def forms(self) -> list[Form]:
        reader = Forms()
        reader.feed(self.html)
        return reader.forms

    def form(self, action: str) -> Form:
        for one in self.forms:
            if one.action.split("?")[0].endswith(action):
                return one
        raise NoSuchForm(f"{action} on {self.url}: {[one.action for one in self.forms]}")


class Browser:
    """One person's browser on one program."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )

    def open(self, path: str) -> Page:
        return self._ask(_request(urllib.parse.urljoin(self.base, path)))

    def send(self, page: Page, form: Form, typed: list[tuple[str, str]]) -> Page:
        """Send a form as it stands, with what was typed in place of what stood there."""
        names = {name for name, _ in typed}
        fields = [one for one in form.fields if one[0] not in names] + typed
        target = urllib.parse.urljoin(page.url, form.action or page.url)
        body = urllib.parse.urlencode(fields).encode()
        return self._ask(_request(target, body, {"Referer": page.url}))

    def json(self, path: str, wish=None, *, method: str | None = None):
        """Return the JSON at `path`, after sending a wish if there is one."""
        body = None if wish is None else json.dumps(wish).encode()
        kind = {"Content-Type": "application/json"}
        page = self._ask(_request(self.base + path, body, kind, method=method))
        assert page.status < 300, f"{path}: {page.status} {page.html[:300]}"
        return json.loads(page.html)

    def _ask(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return _page(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return _page(refused)


def _request(url, body=None, headers=None, *, method=None) -> urllib.request.Request:
    return urllib.request.Request(url, body, headers or {}, method=method)  # noqa: S310 - http


def _page(answer) -> Page:
    content = answer.read().decode("utf-8", "replace")
    return Page(answer.geturl(), answer.status, content, dict(answer.headers.items()))
