"""Citizens of the drills: one walks the exchange to its end, another says whatever comes to mind.

They know the phone alone: what the office wrote, and what one may answer.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bot.commands.drill.stage import Stage
from bot.commands.drill.wire import NoAnswer
from domain.zone import local_date

LOOKS_EVERY = 0.1
# The three papers, each another picture: who sends one twice is told so.
PAPERS = ("licence_front", "licence_back", "health_certificate")
# What is said at each step, and the words by which the citizen knows that the office has heard.
# To have followed the office is answered too; only then does the citizen speak.
FOLLOWED = ""
WALK = (
    (FOLLOWED, "cần việc nào"),
    ("xin chào", "Cần việc khác"),
    ("đồng ý", "hạng gì"),
    ("{licence_class} hết hạn {expires_on}", "căn cước"),
    ("{citizen_id}", "Họ và tên"),
    ("{full_name}", "sinh"),
    ("{birth_date}", "cư trú"),
    ("{address}", "nhận bằng"),
    ("1", "ảnh"),
    ("licence_front", "mặt sau"),
    ("licence_back", "giấy khám"),
    ("health_certificate", "Số giấy phép"),
    ("{licence_number}", "cấp ngày nào"),
    ("{issued_on}", "điện thoại"),
    ("{phone}", "xem lại"),
    ("nộp hồ sơ", "Mã hồ sơ"),
    (FOLLOWED, "Giờ nào"),
    ("để bưu cục hẹn", "bưu cục sẽ hẹn"),
)
SMALL_TALK = (
    "xin chào",
    "lệ phí bao nhiêu vậy em",
    "đổi bằng",
    "cần giấy tờ gì",
    "hồ sơ của tôi tới đâu rồi",
    "bao lâu thì có bằng",
    "ok em",
    "1",
    "2",
    "quay lại",
    "cho hỏi tý 😀",
    "dạ vâng ạ, để chú xem lại giấy tờ ở nhà rồi chú nhắn lại cho cháu sau nhé",
)


class Stuck(Exception):
    """The office did not answer a citizen, or answered something else."""


@dataclass
class Walker:
    """Somebody who fills in the whole form; `papers` are the addresses of their pictures."""

    stage: Stage
    made: dict[str, Any]
    papers: Mapping[str, str]
    heard: int = 0

    def walks(self, *, within: float, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Go all the way; False where told to stop on the way; raise Stuck."""
        ends = time.monotonic() + within
        for says, then in WALK:
            self._say(says, ends)
            while not self._hears(then):
                if time.monotonic() > ends:
                    raise Stuck(f"{says!r} -> {then!r}: {self._tail()!r}")
                if stopped():
                    return False
                time.sleep(LOOKS_EVERY)
        return True

    def _say(self, words: str, ends: float) -> None:
        at = f"/control/citizens/{self.made['user_id']}"
        while words != FOLLOWED:
            try:
                if words in self.papers:
                    album = {"kind": "album", "urls": [self.papers[words]]}
                    self.stage.zalo.json("POST", f"{at}/act", album)
                else:
                    said = words.format(**self.made["person"])
                    self.stage.zalo.json("POST", f"{at}/say", {"text": said})
            except NoAnswer:
                if time.monotonic() > ends:
                    raise
            else:
                return

    def _hears(self, pattern: str) -> bool:
        for one in self._messages(self.heard):
            if one["from"] == "office" and re.search(pattern, one["reads"]):
                self.heard = int(one["n"])
                return True
        return False

    def _messages(self, after: int) -> list[dict[str, Any]]:
        path = f"/control/citizens/{self.made['user_id']}/messages?after={after}"
        found: list[dict[str, Any]] = self.stage.zalo.json("GET", path)["messages"]
        return found

    def _tail(self) -> list[str]:
        return [f"{one['from']}: {one['reads'][:160]}" for one in self._messages(0)[-4:]]


def walker(stage: Stage, papers: Mapping[str, str], **person: str) -> Walker:
    """Bring a citizen whose licence ends in two months: the most common case."""
    today = local_date(datetime.now(UTC))
    expires = f"{today + timedelta(days=60):%d/%m/%Y}"
    known = {"licence_class": "B2", "expires_on": expires, "issued_on": "15/08/2017"}
    return Walker(stage, stage.new_citizen(**known, **person), papers)


def draw_papers(stage: Stage) -> dict[str, str]:
    """Draw one sample of each paper and return their addresses, for everybody to send."""
    at = f"/control/citizens/{stage.new_citizen()['user_id']}/picture"
    return {name: str(stage.zalo.json("POST", at, {"card": name})["url"]) for name in PAPERS}


def small_talk(chance: Random) -> str:
    """Return something that people say."""
    return chance.choice(SMALL_TALK)
