"""The language of the desk's pages: a cookie of the browser says which one.

Only what staff read on a page is spoken here. Letters go out in the citizen's own language, and
what is kept or copied into the portal stays Vietnamese.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import has_request_context, redirect, request
from flask.typing import ResponseReturnValue
from jinja2 import Environment
from markupsafe import Markup

from desk.ground import ground
from desk.pages import A_YEAR, inside, pages
from domain.words import SOURCE_LANGUAGE, Text, catalogue

COOKIE = "language"
# Each language is called what its own speakers call it.
NAMES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}


def language() -> str:
    """Return the language of the page that is being made; Vietnamese where none was chosen."""
    chosen = request.cookies.get(COOKIE, "") if has_request_context() else ""
    return chosen if chosen in NAMES else SOURCE_LANGUAGE


def spoken(words: Text | str) -> str:
    """Return words in the language of the page, for a message that outlives it."""
    return words.in_language(language()) if isinstance(words, Text) else words


def other_languages() -> Mapping[str, str]:
    """Return what the menu offers: every language but the present one, with its name."""
    return {key: name for key, name in NAMES.items() if key != language()}


@pages.post("/language")
def speak() -> ResponseReturnValue:
    """Speak another language from now on, and show the same page again."""
    response = redirect(inside(request.form.get("back", "")))
    wanted = request.form.get("language", "")
    if wanted in NAMES:
        secure = ground().settings.secure_cookies
        response.set_cookie(
            COOKIE, wanted, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response


def speak_through(templates: Environment) -> None:
    """Make these templates speak the language of the request, also where a Text is shown as is."""
    templates.add_extension("jinja2.ext.i18n")
    templates.newstyle_gettext = True  # type: ignore[attr-defined]
    templates.globals.update(_=_said, gettext=_said, ngettext=_counted)
    templates.finalize = _shown


def _said(sentence: str, /, **values: Any) -> Markup:
    return _filled(catalogue(language()).gettext(sentence), values)


def _counted(one: str, many: str, number: int, /, **values: Any) -> Markup:
    return _filled(catalogue(language()).ngettext(one, many, number), {"num": number, **values})


def _filled(sentence: str, values: Mapping[str, Any]) -> Markup:
    """Fill in the values, escaped; a sentence of ours may hold no markup, so it is safe."""
    return Markup(sentence) % {name: _shown(value) for name, value in values.items()}  # noqa: S704


def _shown(value: Any) -> Any:
    return spoken(value) if isinstance(value, Text) else value
