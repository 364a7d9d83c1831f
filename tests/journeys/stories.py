"""What a citizen says on the way to a dossier, step by step, and which words come back."""

from dataclasses import dataclass

from tests.journeys.people import Citizen


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
    Step("hello", "cần việc nào", "xin chào"),
    Step("opening", "Đồng ý", "đổi bằng"),
    Step("consent", "lý do", "Đồng ý"),
    Step("reason", "hạng gì", "Bằng sắp hết hạn"),
    Step("licence", "căn cước", "{licence_class}, {expires_on}"),
    Step("card", "đọc được", card="citizen_id"),
    Step("card is right", "3 ảnh|2 ảnh", "1"),
    Step("front", "mặt sau", card="licence_front"),
    Step("back", "giấy khám", card="licence_back"),
    Step("health", "Số giấy phép", card="health_certificate"),
    Step("number", "điện thoại", "{licence_number}, {issued_on}"),
    Step("phone", "Giờ nào", "{phone}"),
    Step("seat", "xem lại", "1"),
    Step("hand in", "Mã hồ sơ", "Nộp hồ sơ"),
)
