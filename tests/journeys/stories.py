"""What a citizen says on the way to a dossier, step by step, and which words come back."""

import re
from dataclasses import dataclass

from tests.journeys.people import Citizen, Clerk


@dataclass(frozen=True)
class Step:
    """One thing the citizen does; `card` sends that sample paper instead of words."""

    name: str
    then: str
    says: str = ""
    card: str = ""

    def happens(self, citizen: Citizen) -> None:
        if self.card:
            citizen.sends(self.card)
        else:
            citizen.says(self.says.format(**citizen.person))


# Words like «{phone}» are this citizen's own.
BY_CARD = (
    Step("hello", "[Cc]ần việc", "xin chào"),
    Step("opening", "Đồng ý", "Bằng sắp hết hạn"),
    Step("consent", "hạng gì", "Đồng ý"),
    Step("licence", "căn cước", "{licence_class}, {expires_on}"),
    Step("card", "đọc được", card="citizen_id"),
    Step("card is right", "3 ảnh|2 ảnh", "1"),
    Step("front", "mặt sau", card="licence_front"),
    Step("back", "giấy khám", card="licence_back"),
    Step("health", "Số giấy phép", card="health_certificate"),
    Step("number", "điện thoại", "{licence_number}, {issued_on}"),
    Step("phone", "xem lại", "{phone}"),
    Step("hand in", "Mã hồ sơ|Giờ nào tiện", "Nộp hồ sơ"),
    Step("seat", "Em giữ cho anh/chị", "1"),
)

TYPED = (
    Step("hello", "Cần việc khác", "alo"),
    Step("opening", "ở trên, đồng ý", "bang sap het han"),
    Step("consent", "hạng gì", "dong y"),
    Step("licence", "căn cước", "{licence_class} het han {expires_on}"),
    Step("citizen id", "Họ và tên", "{citizen_id}"),
    Step("name", "sinh", "{full_name}"),
    Step("birth date", "cư trú", "{birth_date}"),
    Step("residence", "nhận bằng", "{address}"),
    Step("delivery", "3 ảnh|2 ảnh", "1"),
    Step("front", "mặt sau", card="licence_front"),
    Step("back", "giấy khám", card="licence_back"),
    Step("health", "Số giấy phép", card="health_certificate"),
    Step("number", "cấp ngày nào", "{licence_number}"),
    Step("issued on", "điện thoại", "{issued_on}"),
    Step("phone", "xem lại", "{phone}"),
    Step("hand in", "Mã hồ sơ", "Nộp hồ sơ"),
)


def goes_through(citizen: Citizen, steps: tuple[Step, ...]) -> str:
    """Go all the way, hearing each answer, and return the code of the dossier."""
    told = ""
    for step in steps:
        step.happens(citizen)
        told = citizen.hears(step.then)
    return code_in(told)


def code_in(told: str) -> str:
    found = re.search(r"ZL-\d{6}-\d{4}", told)
    assert found, told
    return found[0]


def licence_goes_home(clerk: Clerk, citizen: Citizen, code: str) -> None:
    """Take an accepted dossier with a confirmed seat all the way to the citizen's door."""
    clerk.manages(code, "photo_taken")
    citizen.hears("đã chụp ảnh xong")
    clerk.manages(code, "result_received")
    citizen.hears("đã về bưu cục")
    clerk.manages(code, "posted", parcel_number="EP123456789VN")
    citizen.hears("EP123456789VN")
    clerk.manages(code, "delivered")
    citizen.hears(f"{code} đã xong")


def confirms_the_seat(clerk: Clerk, code: str) -> None:
    """Confirm the time that stands in the form: the one that the citizen chose."""
    clerk.manages(code, "confirm_seat")
