"""Promises over every form, for citizens as they come: slips, repeats, pictures in any order, days
of silence, every kind of case, what they told another time, and a release in between.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.teach.noise import variants
from bot.conversations import load
from bot.questions import Name
from bot.shape import DERIVED, SKIPPED, Forms, Question
from bot.talk import Album, HandIn, PictureRead, Routed, Words
from domain.words import _

FORMS = load()
QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"
OTHER_QR = QR.replace("064090001234", "064090009999").replace("H'Nhi", "H'Nhim")
ADDRESS = "12 Lê Lợi, phường Pleiku, Gia Lai"
TOLD_BEFORE = {
    "nothing": {},
    "an earlier dossier": {
        "citizen_id": "064090001234", "full_name": "Nguyễn Thị Mẫu", "birth_date": "1990-03-05",
        "sex": "female", "residence": ADDRESS, "phone": "0905123456", "delivery": "home",
        "address": ADDRESS, "source": "earlier",
    },
    "the profile": {"full_name": "Nguyễn Thị Mẫu", "phone": "0905123456", "source": "profile"},
}  # fmt: skip
ASIDE = ("lệ phí bao nhiêu", "quay lại", "sửa 3", "sửa địa chỉ", "chào em", "giữ nguyên", "english")
NEW = Question(key="nickname", label=_("Tên gọi"), ask=_("Tên gọi ở nhà ạ?"), read=Name())
MAY_GO = ("phone", "residence", "sex", "licence_issued_on", "target_class", "known_right")
OTHER_WAYS = {
    "reason": ("1", "2", "3", "4", "5", "6", "mất rồi"),
    "licence_class": (
        "A1",
        "C, 15/08/2029",
        "B1, không thời hạn",
        "B2, 15/08/2025",
        "B2, 10/11/2026",
        "B2",
        "B2, 15/08/2027, 640123456789, 15/08/2017",
        "A1, 640123456789, 15/08/2017",
        "D 1/1/30",
    ),
    "licence_expires_on": ("15/08/2029", "không thời hạn", "không nhớ", "1/1/2020"),
    "known_right": ("1", "2", "3", "sửa số điện thoại", "sửa tên"),
    "card_right": ("1, 0905123456", "2", "3", "4", "0905123456", "đúng", "sai rồi"),
    "delivery": ("2", "2, 0905123456", "0905123456", "34 Trần Phú, xã Ia Phí, Gia Lai"),
    "licence_number": ("640123456789", "không nhớ"),
    "difference_paper": ("chỉ có căn cước",),
    "target_class": ("2",),
    "slot": ("để bưu cục hẹn giúp", "chiều thứ 3", "ngày khác", "6"),
    "hand_in": ("3", "sửa tên", "7", "ok", "làm cho ba em"),
}
MOST_SAYINGS = 4
ENOUGH = 70

act = st.sampled_from(
    (
        *("answer",) * 4, *("another way",) * 3, *("slip",) * 2,
        "repeat", "picture", "album", "aside", "days", "release",
    )
)  # fmt: skip
acts = st.lists(act, max_size=24)
every_form = pytest.mark.parametrize("form", [form.key for form in FORMS.forms])
bounded = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Citizen:
    """Somebody who fills in a form in their own way; every picture they send is a new one."""

    chat: object
    good: dict
    chance: Random
    last: object = None
    sent: int = 0

    def answers(self):
        asked = self.chat.talk.asked
        said = {**self.good, "address": ADDRESS, "nickname": "Nguyễn Văn Mẫu"}.get(asked, "1")
        self.says(self.picture() if isinstance(said, PictureRead) else Words(said))

    def answers_in_another_way(self):
        ways = OTHER_WAYS.get(self.chat.talk.asked)
        if ways:
            self.says(Words(self.chance.choice(ways)))
        else:
            self.answers()

    def slips(self):
        said = {**self.good, "address": ADDRESS}.get(self.chat.talk.asked, "1")
        typed = said if isinstance(said, str) else "đây em"
        self.says(Words(variants(typed, self.chance, count=1, bare=True)[-1]))

    def picture(self, *codes: str):
        self.sent += 1
        return PictureRead(f"p{self.sent}", self.chance.choice(codes) if codes else None)

    def does(self, what):
        if what == "repeat" and self.last is not None:
            self.says(self.last)
        elif what == "picture":
            self.says(self.picture("", QR, OTHER_QR))
        elif what == "album":
            pictures = [self.picture(), self.picture(), self.picture(QR)]
            self.chance.shuffle(pictures)
            self.says(Album(tuple(pictures)))
        elif what == "aside":
            self.says(Words(self.chance.choice(ASIDE)))
        elif what == "days":
            days = timedelta(days=self.chance.randint(1, 3))
            facts, slots = self.chat.facts, self.chat.later_slots()
            now = facts.now + days
            self.chat.facts = replace(facts, now=now, today=now.date(), free_slots=slots)
        elif what == "release":
            self.chat.forms = released(self.chat.talk.form, self.chance)
        elif what == "slip":
            self.slips()
        elif what == "another way":
            self.answers_in_another_way()
        else:
            self.answers()

    def says(self, said):
        before, done = self.chat.talk, len(self.chat.effects)
        self.last = said
        self.chat.sends(said)
        self.keeps_its_promises(before, done)

    def keeps_its_promises(self, before, done):
        """Hold the promises of one turn; `done` effects had happened before it."""
        chat, now = self.chat, self.chat.talk
        assert chat.heard or len(chat.effects) > done, f"no reply to {self.last}"
        assert len(chat.heard) <= MOST_SAYINGS
        if now.form is None:
            assert before.form is None or chat.heard or len(chat.effects) > done
            return
        form = chat.forms.get(now.form)
        known = now.answers.get(now.asked, SKIPPED) != SKIPPED
        if not now.confirming and form.question(now.asked).kept:
            assert not known or now.asked in now.reopened, f"asks {now.asked} again"
        if before.form == now.form and before.confirming is None:
            lost = told(form, before) - set(now.answers)
            assert lost <= own_past(before, now), f"lost at {before.asked}: {self.last}: {lost}"


def told(form, talk):
    """Return what the citizen told, without what was worked out or only confirmed."""
    kept = {one.key for one in form.questions if one.kept}
    return {key for key in kept & set(talk.answers) if talk.sources.get(key) != DERIVED}


def own_past(before, now):
    """Return what falls when the licence turns out to be another person's: one's own past."""
    other = now.answers.get("for_other") and not before.answers.get("for_other")
    return {key for key, of in before.sources.items() if other and of in {"earlier", "profile"}}


def released(key, chance):
    """Return the forms of a release that drops one question of this form and brings another."""
    form = FORMS.get(key)
    if form is None or form.question("hand_in") is None:
        return FORMS
    gone = chance.choice(MAY_GO)
    kept = [
        replace(one, resets=tuple(name for name in one.resets if name != gone))
        for one in form.questions
        if one.key != gone
    ]
    kept.insert(chance.randrange(1, len(kept)), NEW)
    return Forms(
        tuple(replace(one, questions=tuple(kept)) if one is form else one for one in FORMS.forms)
    )


@every_form
@bounded
@given(
    script=acts,
    before=st.sampled_from(list(TOLD_BEFORE)),
    luck=st.randoms(use_true_random=False),
)
def test_whoever_comes_loses_nothing_and_comes_to_an_end(
    new_chat, good_answers, form, *, script, before, luck
):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True, known=TOLD_BEFORE[before])
    citizen = Citizen(chat, good_answers, luck)
    citizen.says(Words(FORMS.get(form).opened_by[-1]))
    for what in script:
        if chat.talk.form is None:
            break
        citizen.does(what)
    for _step in range(ENOUGH):
        if chat.talk.form is None:
            break
        citizen.answers()

    assert chat.talk.form is None, f"stuck at {chat.talk.asked}: {chat.text}"
    assert chat.did(HandIn) or chat.did(Routed) or chat.heard or FORMS.get(form).for_appointment
