"""A letter of which we are unsure is found however much the citizen wrote since."""

from bot.handlers.deliver import claim_letters, deliver, settle


def test_a_letter_is_found_below_what_the_citizen_wrote_since(office_on_zalo, platform):
    office = office_on_zalo
    alice = platform.new_citizen(office)
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", [])], at=office.now)
    platform.fails("reset", times=1)
    [letter] = claim_letters(office.ground, 16)
    deliver(office.ground, letter)
    for number in range(23):
        said = {"text": f"alo {number}"}
        platform.control("POST", f"/citizens/{alice.id}/say", json=said)

    office.later(seconds=20)
    settle(office.ground)

    assert [letter.state for letter in alice.letters] == ["sent"]
    assert platform.phone(alice) == ["một"]
