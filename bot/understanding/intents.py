"""What a citizen is after, from any point of a talk. Pure.

`command` knows whole messages and never guesses; `intent` looks inside longer ones. The phrases
are plain text: no marks, one case.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.understanding.plain import core, near, phrase, plain

COMMANDS: dict[str, str] = {
    "cancel": """huy|huy bo|huy ho so|bo|bo qua het|dung|dung lai|stop|cancel|thoi khong lam nua|khong lam nua|
        thoi|thoi khoi|huy dang ky|bo ho so|xoa ho so|thoi em khong lam nua|huy het|ngung|khoi lam nua|ko lam nua""",
    "back": """quay lai|tro lai|quay ve|lui lai|back|truoc|cau truoc|quay lai cau truoc|ve cau truoc|tro ve|
        buoc truoc|quay lai buoc truoc|lui""",
    "restart": """lam lai|bat dau lai|lam lai tu dau|bat dau lai tu dau|khai lai|khai lai tu dau|tu dau|reset|restart|
        lam moi lai""",
    "edit": """sua|sua lai|chinh sua|thay doi|doi lai|edit|em muon sua|cho em sua|sua thong tin|sai roi sua lai""",
    "keep": """giu|giu nguyen|giu lai|giu nhu cu|nhu cu|de nguyen|de nhu cu|khong doi|ko doi|keep""",
    "human": """gap nhan vien|gap nguoi|tu van vien|gap can bo|nhan vien|noi chuyen voi nguoi|gap nguoi that|nguoi that|
        goi nhan vien|cho gap nhan vien|gap giao dich vien|can nguoi ho tro|ho tro truc tiep|tong dai|hotline|human""",
    "help": """tro giup|giup|giup do|huong dan|help|menu|ho tro|cach lam|lam sao|lam the nao|?|bat dau|start""",
    "greeting": """xin chao|chao|chao em|chao anh|chao chi|hello|hi|alo|a lo|em chao|chao ban|chao shop|hey|
        chao buoi sang|chao buoi chieu|da chao|em oi|ad oi|shop oi|chao ad|xin chao em|xin chao anh chi|ban oi""",
    "thanks": """cam on|cam on em|cam on anh|cam on chi|tks|thanks|thank|thank you|thanks em|cam on nhieu|
        cam on em nhieu|tks em|cam on ban|camon|cam on shop|xin cam on|ok cam on|da cam on|vang cam on|ty""",
    "status": """ho so cua toi|ho so cua em|ho so cua minh|ho so toi dau|ho so den dau|trang thai|trang thai ho so|
        tra cuu|tra cuu ho so|ho so|kiem tra ho so|tinh trang ho so|xem ho so|status""",
    "fee": "le phi|phi|bao nhieu tien|gia|chi phi|het bao nhieu|fee|le phi bao nhieu|gia bao nhieu|bn tien",
    "documents": "giay to|can giay to gi|ho so gom gi|can gi|can nhung gi|thu tuc|giay to va le phi",
    "duration": "bao lau|mat bao lau|may ngay|bao lau xong|khi nao xong|khi nao co|bao gio co|thoi gian",
    "appointment_move": "doi lich|doi lich hen|doi gio|doi ngay hen|doi lich chup|doi gio khac|hen lai",
    "appointment_cancel": "huy lich|huy lich hen|bo lich hen|huy hen|huy lich chup|khong den duoc|huy buoi hen",
    "appointment_when": "lich hen|lich hen cua em|khi nao chup|lich chup|lich chup anh|gio hen",
    "coming": "em se den|se den|toi se den|minh se den|anh se den|chi se den|co den|em den|toi den|den",
    "mend": "bo sung|bo sung ho so|sua ho so|em bo sung|bo sung giay to|nop bo sung|bo xung|bo xung ho so",
    "privacy": "rut dong y|rut lai dong y|xoa du lieu|xem du lieu|bao mat|quyen rieng tu",
    "language": "english|tieng anh|tieng viet|vietnamese|speak english|english please|in english",
}  # fmt: skip

PATTERNS: tuple[tuple[str, str], ...] = (
    ("human", r"\b(gap|noi chuyen|lien he|goi|cho|chat)\b.*\b(nhan vien|nguoi that|can bo|tu van vien|giao dich vien|nguoi phu trach|ai do|con nguoi)\b|\bnguoi that\b|\b(can|muon|xin) (duoc )?(tu van|gap nguoi|gap ai)\b|\b(so|dien thoai) (tong dai|hotline|buu cuc)\b|\bkhong muon (noi|chat) (voi )?(may|bot|robot)\b"),
    ("language", r"\b(english|tieng anh|foreigner|speak|do you)\b"),
    ("privacy", r"\b(rut (lai )?(su )?dong y|xoa (het )?(du lieu|thong tin|anh)|xem du lieu|du lieu (cua|ca nhan)|lo (thong tin|du lieu)|bao mat|rieng tu|lam gi voi (anh|thong tin)|giu anh)\b"),
    ("appointment_move", r"\b(doi|doi lai|chuyen|thay|hoan|lui|dich)\b.*\b(lich|gio hen|ngay hen|buoi hen|gio chup|ngay chup|hen)\b|\bhen (lai|ngay khac|hom khac|bua khac)\b|\b(ban|ket|khong den duoc|ko den duoc|khong di duoc|ko di duoc)\b.*\b(hom khac|ngay khac|doi|luc khac|bua khac)\b"),
    ("appointment_cancel", r"\b(huy|bo|khong can|xoa)\b.*\b(lich|hen|buoi chup)\b|\b(khong|ko|k) (den|di|toi) (duoc|dc|chup|nua)\b"),
    ("appointment_when", r"\b(khi nao|luc nao|may gio|hom nao|ngay nao|bao gio|o dau)\b.*\b(chup|hen|lich)\b|\b(lich hen|lich chup|hen chup|chup anh|chup hinh)\b.*\b(khi nao|luc nao|may gio|ngay nao|hom nao|the nao|o dau|bao gio|chua)\b|\b(xem|nhac|quen) (lai )?(lich|gio|ngay) (hen|chup)\b"),
    ("delivery", r"\b(ma van don|van don|buu ta|giao (den|toi|ve|hang|bang|tan)|gui (den|ve|toi) (nha|tan)|phat (den|toi|ve)|ship|nhan (bang )?(tai|o) (nha|buu cuc)|chuyen phat|ve nha)\b"),
    ("status", r"\b(ho so|don|bang|gplx|giay phep)\b.*\b(den dau|toi dau|sao roi|the nao roi|xong chua|co chua|ra chua|den chua|ve chua|chua thay|duyet chua|tinh trang|trang thai|xu ly)\b|\b(tra cuu|kiem tra|tinh trang|trang thai|tien do)\b.*\b(ho so|don|bang|gplx)\b|\bzl ?[0-9]{6}\b|\b(co bang|ra bang|in bang|xong|lam xong) chua\b|\bbang (cua )?(em|toi|anh|chi|minh) (dau|sao) roi\b"),
    ("fee", r"\b(bao nhieu tien|het bao nhieu|ton bao nhieu|le phi|(mat|ton|dong|nop|co|tien) phi|phi (bao nhieu|la|the nao|gi|doi|lam|het|bn)|chi phi|gia ca|gia tien|mat tien|nop tien|dong tien|tien nong|mien phi|dong bao nhieu|bn tien|nhieu tien)\b"),
    ("duration", r"\b(bao lau|may ngay|bao nhieu ngay|may bua|mat may|may tuan|khi nao (thi )?(xong|co|nhan|lay|duoc)|bao gio (thi )?(xong|co|nhan|lay|duoc)|lau khong|lau ko|chung nao)\b"),
    ("documents", r"\b(giay to gi|giay to can|giay to gom|nhung giay to|can giay to|giay to nao|can (chuan bi|mang|nop|nhung)|chuan bi (gi|nhung)|thu tuc|ho so gom|ho so can|mang (theo )?gi|giay kham suc khoe o dau|co can giay kham|mang theo)\b"),
    ("place", r"\b(o dau|cho nao|dia chi (buu cuc|cua buu cuc|noi)|dia diem|duong nao|buu cuc nao|may gio (mo|dong) cua|gio lam viec|mo cua|lam viec (thu|ngay|gio))\b"),
    ("other", r"\b(phat nguoi|nop phat|tien phat|dang ky xe|ca vet|cavet|bien so|dang kiem|ho chieu|lam can cuoc|lam cccd|vneid|hoc bang lai|hoc lai|thi bang|thi lai bang|nang hang|bang (quoc te|nuoc ngoai)|idp|quan doi|mua xe|bao hiem|sang ten)\b"),
    ("eligibility", r"\b(co duoc (doi|lam|cap)|duoc doi (khong|ko|chua)|co doi duoc|doi duoc (khong|ko|k)|dieu kien|du tuoi|co can thi|phai thi|tinh khac|ngoai tinh)\b"),
    ("lost", r"\b(mat|rot|danh roi|that lac|lam mat|bi mat|roi mat|mat cap|trom)\b.*\b(bang|gplx|giay phep|lai xe|vi)\b|\b(bang|gplx|giay phep|bang lai)\b.*\b(mat|rot|that lac|roi mat|bi mat|danh roi)\b|\bcap lai\b"),
    ("damaged", r"\b(bang|gplx|giay phep|the|bang lai)\b.*\b(hong|hu|gay|rach|mo|be|nut|bong|phai mau|cong|uot|nat|mon|troc|khong doc duoc)\b"),
    ("change_info", r"\b(sai|nham|lech|khong khop|khac|ko khop)\b.*\b(ten|ngay sinh|thong tin|cccd|can cuoc|ho ten|dia chi|nam sinh)\b|\b(thay doi|sua|doi|dinh chinh|chinh)\b.*\b(thong tin|ten|ngay sinh|nam sinh|noi cu tru)\b.*\b(bang|gplx|giay phep)\b|\b(bang|gplx|giay phep|bang lai)\b.*\b(sai|nham|lech|khong khop|khac)\b"),
    ("renew", r"\b(doi|gia han|doi moi|cap doi|lam lai|lam moi|cap moi)\b.*\b(bang|gplx|giay phep|the pet|lai xe|bang lai)\b|\b(bang|gplx|giay phep|bang lai)\b.*\b(het han|sap het|qua han|het hieu luc|den han|can doi|muon doi|het hang)\b|\bdoi gplx\b|\b(het han|sap het han|qua han) (bang|gplx|giay phep)\b|\b(pet|bia giay|the giay|giay bia|bang giay)\b|\bgia han\b"),
    ("cancel", r"\b(khong|ko|k|thoi) (muon )?(lam|doi|tiep tuc) nua\b|\b(huy|bo|dung) (ho so|dang ky|giup|viec|luon|het)\b|\bthoi (em|toi|anh|chi|minh)? ?(khong|ko|k)\b"),
    ("restart", r"\b(lam|khai|bat dau|nhap|dien) lai tu dau\b|\btu dau lai\b"),
    ("back", r"\b(quay lai|tro lai|tro ve|lui ve|ve) (cau|buoc|muc)? ?(truoc|luc nay|vua roi)\b|\bcau truoc\b"),
    ("edit", r"\b(sua|chinh|doi|thay|dieu chinh) (lai )?(cau|muc|so|phan|dia chi|ngay|ten|ho ten|anh|hang|cho|thong tin|cccd|sdt)\b|\b(go|nhap|khai|bam|ghi|nhan|dien|viet) (nham|sai|lon)\b"),
    ("help", r"\b(khong|ko|k|chua|chang) (hieu|biet|ro)\b|\b(huong dan|giup em|giup toi|giup anh|giup chi|giup minh|tro giup|lam sao|lam the nao|cach nao|vi sao|tai sao|de lam gi)\b"),
    ("thanks", r"\b(cam on|cam on nhieu|thank|thanks|tks)\b"),
    ("greeting", r"^(xin |em |da |kinh )?(chao|hello|hi|alo|a lo|hey)\b"),
)  # fmt: skip
"""In the order of trust: what names its subject comes before what might mean anything."""


def command(text: str) -> str | None:
    """Return the intent of which the whole text is a known phrase, or None where it is none."""
    table = _commands()
    said = phrase(text)
    return table.get(said) or table.get(core(text))


def intent(text: str) -> str | None:
    """Return the intent that the text names somewhere, or None where none is told."""
    sure = command(text)
    if sure:
        return sure
    said = phrase(text)
    for way in (said, _mended(said), _without_telex(said)):
        for name, pattern in _patterns():
            if pattern.search(way):
                return name
    return None


def sounds_like_a_question(text: str) -> bool:
    """Tell whether the text asks something rather than answers."""
    said = plain(text)
    asks = re.search(
        r"\?|\b(bao nhieu|bao lau|the nao|tai sao|vi sao|lam sao|khi nao|o dau|la gi|may gio|"
        r"may ngay|duoc khong|dc ko|duoc ko|phai khong|co can|gi vay|sao vay)\b",
        said,
    )
    return bool(asks)


@cache
def _commands() -> dict[str, str]:
    listed = ((name, ways.replace("\n", " ").split("|")) for name, ways in COMMANDS.items())
    return {phrase(way): name for name, ways in listed for way in ways if phrase(way)}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in PATTERNS)


@cache
def _vocabulary() -> frozenset[str]:
    known = {word for _, pattern in PATTERNS for word in re.findall(r"[a-z]{4,}", pattern)}
    return frozenset(known)


def _mended(said: str) -> str:
    """Return the phrase with slips of the finger put right where one known word is near."""
    return " ".join(_nearest(word) for word in said.split()[:40])


@lru_cache(maxsize=4096)
def _nearest_known(word: str) -> str:
    close = [one for one in _vocabulary() if abs(len(one) - len(word)) <= 1 and near(one, word)]
    return close[0] if len(close) == 1 else word


def _nearest(word: str) -> str:
    if len(word) < 4 or len(word) > 12 or word in _vocabulary() or word.isdigit():  # noqa: PLR2004  short words are too alike
        return word
    return _nearest_known(word)


def _without_telex(said: str) -> str:
    """Return the phrase with leftovers of the Telex keyboard taken away: «leej phis» → «le phi»."""
    bare = re.sub(r"(aa|ee|oo|dd)", lambda hit: hit.group()[0], said)
    bare = re.sub(r"([uoa])w|w", lambda hit: hit.group(1) or "u", bare)
    return re.sub(r"([aeiouy](?:ng|nh|ch|c|m|n|p|t)?)[sfrxj]\b", r"\1", bare)
