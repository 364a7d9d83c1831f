"""The promises of every form, through the signed door, the handlers and the database.

Few random citizens: each event may come twice, days pass, a release comes in between, a picture
lies unfetched. The many run on the engine alone, in `tests/bot/forms`.
"""

from dataclasses import dataclass, replace
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.commands.teach.noise import variants
from bot.conversations import load
from domain.dossier import DossierState
from domain.events import Kind
from tests.bot.forms.conftest import TYPED
from tests.bot.forms.test_random_citizens import ASIDE, released, told
from tests.office import MONDAY, Citizen, event, new_message_id

FORMS = load()
SAYS = {
    **TYPED,
    "licence_class": "A1",
    "address": "12 Lê Lợi, phường Pleiku, Gia Lai",
    "nickname": "Nguyễn Văn Mẫu",
}
ENOUGH = 60
NEW_IDS = count(300000000000000001)
"""Each example is somebody new, in the same office."""


acts = st.lists(
    st.sampled_from(
        (
            *("answer",) * 5, *("slip",) * 2, *("twice",) * 2,
            "aside", "sticker", "picture", "days", "release",
        )
    ),
    max_size=12,
)  # fmt: skip


@dataclass
class Someone:
    """A citizen who fills in a form in their own way, by the door."""

    citizen: Citizen
    chance: Random | None = None

    @property
    def office(self):
        return self.citizen.office

    @property
    def newest(self):
        return max((letter.id for letter in self.citizen.letters), default=0)

    def says(self, text, *, times=1):
        message = {"msg_id": new_message_id(), "text": text}
        self.arrives("user_send_text", message, times=times)

    def arrives(self, name, message, *, times=1, reply=True):
        before = self.citizen.talk, self.newest
        raw = event(name, self.citizen.id, self.office.now, message=message)
        self.office.arrives(raw)
        after = self.citizen.talk, self.newest
        for _again in range(times - 1):
            self.office.arrives(raw)
        assert (self.citizen.talk, self.newest) == after, "answered twice"
        assert after[1] > before[1] or not reply, f"no reply to {message}"
        self.loses_nothing(before[0], after[0], message)
        self.office.later(seconds=5)

    def loses_nothing(self, before, after, message):
        form = self.office.ground.forms.get(after.form)
        if form is None or before.form != after.form or before.confirming:
            return
        lost = told(form, before) - set(after.answers)
        assert not lost, f"lost at {before.asked}: {message}: {lost}"

    def answers(self, *, times=1):
        said = SAYS.get(self.citizen.talk.asked, "1")
        self.says(said if isinstance(said, str) else "chưa có ảnh", times=times)

    def does(self, what):
        if what == "slip":
            said = SAYS.get(self.citizen.talk.asked, "1")
            typed = said if isinstance(said, str) else "đây em"
            self.says(variants(typed, self.chance, count=1, bare=True)[-1])
        elif what == "aside":
            self.says(self.chance.choice(ASIDE))
        elif what == "sticker":
            sticker = [{"type": "sticker", "payload": {"id": "1", "url": "https://zalo.me/1"}}]
            message = {"msg_id": new_message_id(), "attachments": sticker}
            self.arrives("user_send_sticker", message)
        elif what == "picture":
            picture = [{"type": "image", "payload": {"url": "https://f1.zdn.vn/1.jpg"}}]
            message = {"msg_id": new_message_id(), "attachments": picture}
            self.arrives("user_send_image", message, reply=False)
        elif what == "days":
            self.office.later(days=self.chance.randint(1, 3))
        elif what == "release":
            forms = released(self.citizen.talk.form, self.chance)
            self.office.ground = replace(self.office.ground, forms=forms)
        else:
            self.answers(times=2 if what == "twice" else 1)


@pytest.fixture
def new_to(office):
    """Bring somebody new to the office, on a Monday and with the forms of today."""

    def new(luck):
        office.ground, office.now = replace(office.ground, forms=FORMS), MONDAY
        return Someone(office.another_citizen(str(next(NEW_IDS))), luck)

    return new


@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(script=acts, luck=st.randoms(use_true_random=False))
def test_whoever_comes_by_the_door_loses_nothing_and_hands_in_once(new_to, script, luck):
    someone = new_to(luck)
    someone.says("bằng bị mất")
    for what in script:
        someone.does(what)
    for _step in range(ENOUGH):
        if someone.citizen.dossiers:
            break
        if someone.citizen.talk.form is None:
            someone.says("bằng bị mất")
        someone.answers(times=2)

    assert someone.citizen.dossiers, f"stuck at {someone.citizen.talk.asked}"
    [dossier] = someone.citizen.dossiers
    assert dossier.state is DossierState.HANDED_IN
    assert dossier.procedure == "lost_licence"
    assert len(someone.office.events(Kind.DOSSIER_RECEIVED, dossier=dossier.code)) == 1
    assert {"consent", "full_name", "licence_class", "delivery"} <= set(dossier.answers)


@pytest.mark.parametrize("gone", ["phone", "residence"])
def test_a_talk_of_an_older_release_goes_on_by_the_door_where_it_stood(office, gone):
    someone = Someone(office.citizen)
    someone.says("bằng bị mất")
    for _step in range(ENOUGH):
        if someone.citizen.talk.asked == gone:
            break
        someone.answers()
    before = someone.citizen.talk.answers
    office.ground = replace(office.ground, forms=without("lost_licence", gone))
    office.later(days=2)

    someone.says("chào em")

    after = someone.citizen.talk
    assert after.asked != gone
    assert before.items() <= after.answers.items()


def without(key, gone):
    """Return the forms of a release in which one form lacks a question."""
    form = FORMS.get(key)
    kept = tuple(
        replace(one, resets=tuple(name for name in one.resets if name != gone))
        for one in form.questions
        if one.key != gone
    )
    other = replace(form, questions=kept)
    return replace(FORMS, forms=tuple(other if one is form else one for one in FORMS.forms))
