"""What citizens think, in their own words: a page for administrators."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from desk.ground import ground
from desk.pages import administrators_only, pages


@pages.get("/ratings")
@administrators_only
def ratings() -> ResponseReturnValue:
    """Show the newest ratings with the words beside them."""
    with ground().database.reading() as store:
        given = store.ratings.newest()
        offices = {office.key: office.name for office in store.offices.all()}
    return render_template("desk/ratings.html", ratings=given, offices=offices)
