"""The people of the journeys: a citizen with a phone, and staff at the desk. No back doors."""

import re
import time
import urllib.error

from tests.journeys.pages import Browser, Page

PATIENCE = 20.0


class NotHeard(AssertionError):
    """The citizen waited in vain; the text is the end of the talk."""


class Citizen:
    """Somebody with a phone: what they say goes the way of every message of Zalo."""

    def __init__(self, zalo: Browser, made: dict) -> None:
        self._zalo = zalo
        self.user_id: str = made["user_id"]
        self.name: str = made["name"]
        self.person: dict[str, str] = made["person"]
        self._heard = 0

    def says(self, text: str) -> None:
        self._zalo.json(f"{self._at}/say", {"text": text})

    def sends(self, card: str, **person: str) -> None:
        self._zalo.json(f"{self._at}/picture", {"card": card, "person": person})

    def taps(self, title: str) -> None:
        """Tap a button, or a row of a list, of the newest letter that has one of this title."""
        for letter in reversed(self.letters()):
            rows = [{**row, **row.get("default_action", {})} for row in letter["elements"]]
            for one in [*letter["buttons"], *rows]:
                if one["title"] == title:
                    wish = {"text": one["payload"], "shown": False}
                    self._zalo.json(f"{self._at}/say", wish)
                    return
        raise NotHeard(f"no button {title!r}: {self.tail()}")

    def hears(self, words: str, *, within: float = PATIENCE) -> str:
        """Wait for a letter, after the last that was heard, with these words (a pattern)."""
        ends = time.monotonic() + within
        while True:
            for letter in self.letters(after=self._heard):
                if re.search(words, letter["reads"]):
                    self._heard = letter["n"]
                    return letter["reads"]
            if time.monotonic() > ends:
                raise NotHeard(f"{words!r} not within {within} s: {self.tail()}")
            time.sleep(0.03)

    def letters(self, after: int = 0) -> list[dict]:
        """Return what the office wrote, in the order in which it stands on the phone."""
        return [one for one in self.messages(after) if one["from"] == "office"]

    def messages(self, after: int = 0) -> list[dict]:
        return self._zalo.json(f"{self._at}/messages?after={after}")["messages"]

    def tail(self) -> str:
        return "\n".join(f"{one['from']}: {one['reads'][:200]}" for one in self.messages()[-6:])

    @property
    def _at(self) -> str:
        return f"/control/citizens/{self.user_id}"


class Clerk:
    """Somebody at the desk, signed in: sees pages and fills in the forms that stand on them."""

    def __init__(self, service: str, name: str, password: str) -> None:
        self._browser = Browser(service)
        self._name, self._password = name, password
        self.signs_in()

    def signs_in(self) -> None:
        page = self._browser.open("/desk/sign-in")
        typed = [("name", self._name), ("password", self._password)]
        after = self._browser.send(page, page.form(""), typed)
        assert after.status == 200, after.text
        assert "sign-in" not in after.url, after.text

    def sees(self, path: str) -> Page:
        page = self._browser.open(path)
        assert page.status == 200, f"{path}: {page.status} {page.text[:300]}"
        return page

    def opens(self, code: str) -> Page:
        return self.sees(f"/desk/dossiers/{code}")

    def takes_next(self) -> str:
        """Take the next dossier and return its code."""
        page = self.sees("/desk/queue")
        after = self._browser.send(page, page.form("/desk/queue/next"), [])
        found = re.search(r"/desk/dossiers/(ZL-\d{6}-\d{4})", after.url)
        assert found, f"{after.url} {after.text[:200]}"
        return found[1]

    def does(self, code: str, deed: str, *fields: tuple[str, str], **typed: str) -> Page:
        """Do something to a dossier with the form on its page, and return the page that follows."""
        return self.does_on(self.opens(code), code, deed, *fields, **typed)

    def does_on(
        self, page: Page, code: str, deed: str, *fields: tuple[str, str], **typed: str
    ) -> Page:
        """Do it with a page that was opened before, however old it is."""
        form = page.form(f"/desk/dossiers/{code}/{deed}")
        return self._browser.send(page, form, [*fields, *typed.items()])

    def manages(self, code: str, deed: str, *fields: tuple[str, str], **typed: str) -> Page:
        """Do it, and nothing stands in the way."""
        page = self.does(code, deed, *fields, **typed)
        assert page.status == 200, f"{deed}: {page.status} {page.text[:400]}"
        return page

    def finds_door(self, path: str) -> str:
        """Return what is there, if it is; for files that are no page."""
        return self.sees(path).html


def wait_until_ready(browser: Browser, path: str, *, alive, within: float = 30.0) -> None:
    """Wait until a program answers at `path` that all is well; `alive` raises once it is dead."""
    ends = time.monotonic() + within
    while (heard := _heard_at(browser, path)) != "ready":
        alive()
        assert time.monotonic() < ends, f"{path} not ready within {within} s: {heard}"
        time.sleep(0.05)


def _heard_at(browser: Browser, path: str) -> str:
    try:
        page = browser.open(path)
    except (urllib.error.URLError, ConnectionError, TimeoutError) as silent:
        return str(silent)
    return "ready" if page.status == 200 else f"{page.status} {page.text[:500]}"
