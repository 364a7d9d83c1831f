"""A form of two questions whose first one breaks as long as a story wants it to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.shape import Answer, Asked, Form, Forms, Question
from bot.talk import HandIn, PictureRead, Unclear, Words
from domain.words import Text

EXAMPLE = Text("Ví dụ: nâu.")


@dataclass
class Fragile:
    """Reads any words; breaks on a picture or on words that begin with «nổ» until it is mended."""

    broken: bool = True
    free: bool = True
    example: Text = EXAMPLE

    def claims(self, _text):
        return True

    def read(self, said, at):
        if self.broken and (isinstance(said, PictureRead) or said.text.startswith("nổ")):
            raise ZeroDivisionError(said)
        if not isinstance(said, Words):
            return Answer({at.key: said.picture})
        if said.text == "sai":
            raise Unclear(Text("Chưa đúng."))
        return Answer({at.key: said.text})

    def asked(self, _at):
        return Asked()

    def shown(self, value, _answers):
        return str(value)


def trial(office) -> Fragile:
    """Let this office have one form more, opened by «thử»; return the question that may break."""
    fragile = Fragile()
    form = Form(
        "trial",
        Text("Thử"),
        ("thử",),
        (
            Question("colour", Text("Màu"), Text("Màu gì ạ?"), fragile),
            Question("pet", Text("Con vật"), Text("Con gì ạ?"), Fragile(broken=False)),
        ),
        lambda _talk, answers, sources: (HandIn("trial", answers, sources),),
    )
    office.ground = replace(office.ground, forms=Forms((*office.ground.forms.forms, form)))
    return fragile
