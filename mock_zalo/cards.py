"""Sample papers that the program draws: invented people, marked «MẪU»."""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

CARDS = ("citizen_id", "licence_front", "licence_back", "health_certificate", "blurred")


class UnknownCard(LookupError):
    """There is no sample card of that name."""


def draw(card: str, person: dict[str, str]) -> bytes:
    """Return a sample card as JPEG bytes."""
    if card not in CARDS:
        raise UnknownCard(f"there is no card {card!r}: {list(CARDS)}")
    image = Image.new("RGB", (1200, 760), "white")
    ImageDraw.Draw(image).text(
        (60, 60), f"{card} {person['full_name']}", "black", ImageFont.load_default(30)
    )
    if card in ("citizen_id", "blurred"):
        stream = BytesIO()
        segno.make(qr_text(person), error="m").save(stream, kind="png", scale=5)
        image.paste(Image.open(stream), (900, 60))
    if card == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(7))
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def qr_text(person: dict[str, str]) -> str:
    """Return the seven fields of a citizen card's QR (domain reference section 12.2)."""
    return "|".join(
        (
            person["citizen_id"],
            person["old_citizen_id"],
            person["full_name"],
            person["birth_date"].replace("/", ""),
            person["sex"],
            person["address"],
            person["citizen_id_issued_on"].replace("/", ""),
        )
    )
