"""One file per procedure, found by looking; each declares its FORM. Pure."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from bot import faq
from bot.shape import BadForm, Form, Forms
from domain.rules import DatedSettings


def load(rules: DatedSettings | None = None) -> Forms:
    """Return every form of this package, checked; raise BadForm where one breaks a rule.

    What people ask between the questions is checked along. `rules` are the office's own dated
    rules, where it has some. Files whose name begins with «_» hold parts of forms and declare none.
    """
    faq.topics()
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    forms = tuple(form_of(import_module(f"{__name__}.{name}")) for name in names)
    return Forms(forms, rules)


def form_of(module: ModuleType) -> Form:
    """Return the form that a module declares; raise BadForm where it declares none."""
    form = getattr(module, "FORM", None)
    if not isinstance(form, Form):
        raise BadForm(f"{module.__name__}: declares no FORM")
    return form
