"""What to expect, from the office's own recent figures; nothing where they are too few."""

from __future__ import annotations

from collections.abc import Mapping

from domain.pace import Pace, Stretch
from domain.words import Text, _

EXPECTED: Mapping[Stretch, Text] = {
    Stretch.RESULT: _("Ở bưu cục mình, 9 trên 10 hồ sơ có bằng trong {days} ngày làm việc ạ."),
    Stretch.PRINTING: _(
        "Ở bưu cục mình, 9 trên 10 bằng về trong {days} ngày làm việc sau khi chụp ạ."
    ),
    Stretch.POST: _("9 trên 10 bằng gửi đi đến tay trong {days} ngày làm việc ạ."),
}


def expected(pace: Pace | None) -> list[Text]:
    """Return the line that says what to expect, or none."""
    if pace is None or not pace.days:
        return []
    return [EXPECTED[pace.stretch].with_(days=pace.days)]
