"""The doctor's look at the connection with Zalo: which id, secret, token, host or quota is wrong.

The first half asks nobody; the second asks Zalo, and stops where it does not answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.commands.findings import BAD, OK, WARN, Finding
from bot.commands.printing import when
from bot.commands.zalo_advice import (
    ADVICE,
    BUSY,
    CONNECT,
    LINK_MONEY,
    VERIFY,
    advice,
)
from bot.ground import Ground
from bot.zalo.error_table import for_a_person, meaning_kept
from bot.zalo.errors import NothingSent, RefreshRefused, ZaloError
from bot.zalo.payloads import notice
from bot.zalo.pictures import host_of, is_allowed
from bot.zalo.settings import ZaloSettings
from domain.words import Text, _
from storage.held_letters import Held
from storage.store import DatabaseAway, Store
from storage.tokens import TokenPair

REFRESH_LIVES = timedelta(days=90)  # three months (platform reference, 9.3)
NAME = _("Zalo")
RATE = _("Tốc độ gọi Zalo")
TEMPLATE = _("Thông báo mẫu")
HELD = _("Tin bị Zalo giữ lại")
ON_THE_WAY = timedelta(minutes=2)
"""So long after a citizen wrote, their message has reached us: the first two deliveries."""
LATELY = timedelta(days=2)

INACTIVE = -14002
LITTLE = 10
"""Less than one part in this of a quota is little."""


def look_here(ground: Ground, store: Store) -> Iterator[Finding]:
    """Look at what can be known without asking Zalo."""
    settings, now = ground.settings.zalo, ground.clock()
    yield _ids(settings)
    yield _webhook_key(settings, store.inbox.newest_at())
    yield _token(settings, store.tokens.get(settings.oa_id), now)
    yield _media_hosts(settings, store.pictures.unreadable_addresses())
    yield from _held(settings, store.held.by_reason())


def ask_zalo(ground: Ground) -> Iterator[Finding]:
    """Ask Zalo who we are and what is left; one line where it does not answer."""
    try:
        application = _application(ground)
        yield application
        yield from _account(ground, is_known=application.level == OK)
    except NothingSent as error:
        to_do = _("xem mạng, ZALO_OAUTH_URL, ZALO_OPENAPI_URL ({why}).")
        yield Finding(NAME, BAD, error.show, to_do.with_(why=error.detail or error))
        return
    except DatabaseAway:
        yield Finding(NAME, BAD, _("chưa hỏi được"), _("cần cơ sở dữ liệu để đọc khoá Zalo."))
        return
    yield from _unheard(ground)
    yield _rate(ground)
    if ground.settings.zalo.notice_template:
        yield _template(ground)


def _ids(settings: ZaloSettings) -> Finding:
    name = _("Mã ứng dụng, mã OA")
    if settings.app_id == settings.oa_id:
        to_do = _("ZALO_APP_ID ở trang ứng dụng, ZALO_OA_ID ở trang Official Account.")
        return Finding(name, BAD, _("hai mã trùng nhau"), to_do)
    return Finding(name, OK, f"{settings.app_id}, {settings.oa_id}")


def _webhook_key(settings: ZaloSettings, newest_at: datetime | None) -> Finding:
    name = _("Khoá webhook")
    to_do = _(
        "chép OA Secret Key ở trang Webhook vào ZALO_OA_SECRET_KEY, rồi nhắn thử cho OA; nhật ký "
        "ghi event_dropped với why=signature là khoá còn sai."
    )
    if settings.app_secret in settings.oa_secret_keys:
        return Finding(name, WARN, _("giống hệt ZALO_APP_SECRET"), to_do)
    if newest_at is None:
        return Finding(name, WARN, _("chưa có sự kiện nào mang chữ ký đúng"), to_do)
    told = _("sự kiện gần nhất mang chữ ký đúng: {when}")
    return Finding(name, OK, told.with_(when=when(newest_at)))


def _token(settings: ZaloSettings, pair: TokenPair | None, now: datetime) -> Finding:
    name = _("Khoá truy cập")
    if pair is None and not settings.refresh_token:
        return Finding(name, WARN, _("chưa có"), CONNECT)
    if pair is None:
        to_do = _("chạy doibang check không có --offline để đổi ZALO_REFRESH_TOKEN lần đầu.")
        return Finding(name, WARN, _("chưa đổi lần nào"), to_do)
    lives_until = pair.refreshed_at + REFRESH_LIVES
    if now >= lives_until:
        return Finding(name, BAD, _("quá ba tháng không gia hạn"), CONNECT)
    if now >= pair.expires_at:
        told = _("hết hạn từ {when}").with_(when=when(pair.expires_at))
        to_do = _("đồng hồ gia hạn khi chạy; nếu nhật ký ghi token_refresh_failed: {connect}")
        return Finding(name, WARN, told, to_do.with_(connect=CONNECT))
    hours = (now - pair.refreshed_at) // timedelta(hours=1)
    told = _("{hours} giờ tuổi, gia hạn được tới {day}")
    return Finding(name, OK, told.with_(hours=hours, day=lives_until.date()))


def _media_hosts(settings: ZaloSettings, addresses: list[str]) -> Finding:
    name, hosts = _("Nơi tải ảnh"), settings.media_hosts
    odd = ", ".join(host for host in hosts if "/" in host or " " in host)
    if odd:
        to_do = _("ZALO_MEDIA_HOSTS chỉ gồm tên máy, cách nhau bằng dấu phẩy: zdn.vn,zadn.vn.")
        return Finding(name, BAD, _("{odd} không phải tên máy").with_(odd=odd), to_do)
    refused = {host_of(address) for address in addresses if not is_allowed(address, hosts)}
    if refused:
        told = _("đã từ chối ảnh từ {hosts}").with_(hosts=", ".join(sorted(refused)))
        return Finding(name, BAD, told, _("nếu là máy của Zalo, thêm vào ZALO_MEDIA_HOSTS."))
    return Finding(name, OK, ", ".join(hosts))


def _held(settings: ZaloSettings, reasons: list[Held]) -> Iterator[Finding]:
    """Say for each code that only a person can mend how many letters wait for it, until when."""
    for held in reasons:
        code, meaning = meaning_kept(held.error)
        if meaning is not None and (code in ADVICE or for_a_person(held.error)):
            told = _("mã {code}: {what} {count} tin chờ, gửi lại từ {when}").with_(
                code=code, what=meaning.show, count=held.count, when=when(held.until)
            )
            yield Finding(HELD, BAD, told, advice(code, settings))


def _unheard(ground: Ground) -> Iterator[Finding]:
    """Compare what Zalo keeps of the newest talks with what reached us."""
    try:
        recent = ground.zalo.recent_talks()
    except ZaloError:
        return
    until = ground.clock() - ON_THE_WAY
    times = [one.at for one in recent if one.from_citizen and one.at]
    written = [at for at in times if until - LATELY <= at <= until]
    if not written:
        return
    with ground.database.reading() as store:
        newest = store.inbox.newest_at()
    if ground.spool.is_empty() and (newest is None or newest < max(written) - ON_THE_WAY):
        told = _("công dân nhắn lúc {when} mà tin chưa tới dịch vụ")
        to_do = _(
            "trang Webhook: địa chỉ và các sự kiện đã bật chưa; chép lại OA Secret Key vào "
            "ZALO_OA_SECRET_KEY (nhật ký ghi event_dropped, why=signature là khoá sai)."
        )
        yield Finding(_("Webhook"), BAD, told.with_(when=when(max(written))), to_do)


def _application(ground: Ground) -> Finding:
    name = _("Ứng dụng Zalo")
    try:
        ground.zalo.demand_known_application()
    except NothingSent:
        raise
    except ZaloError as error:
        to_do = _(
            "ZALO_APP_SECRET không phải khoá bí mật của ZALO_APP_ID: chép lại cả hai từ trang ứng "
            "dụng ({why})."
        )
        if error.code == INACTIVE:
            to_do = _(
                "ZALO_APP_ID sai hoặc ứng dụng chưa kích hoạt: chép lại từ trang ứng dụng, cùng "
                "ZALO_APP_SECRET ({why})."
            )
        return Finding(name, BAD, error.show, to_do.with_(why=error.detail or error))
    return Finding(name, OK, _("Zalo nhận mã và khoá bí mật"))


def _account(ground: Ground, *, is_known: bool) -> Iterator[Finding]:
    try:
        account = ground.zalo.official_account()
    except NothingSent:
        raise
    except RefreshRefused as error:
        first = _("sửa dòng «Ứng dụng Zalo» trước, rồi khám lại; khoá truy cập chưa mất.")
        yield Finding(NAME, BAD, error.show, CONNECT if is_known else first)
        return
    except ZaloError as error:
        why = " ".join(str(one) for one in (error.code, error.detail) if one)
        told = _("{what} ({why})").with_(what=error.show, why=why or error)
        yield Finding(NAME, BAD, told, advice(error.code, ground.settings.zalo))
        return
    if account.oa_id != ground.settings.zalo.oa_id:
        wrong = _("tài khoản {found}, không phải ZALO_OA_ID").with_(found=account.oa_id)
        to_do = _("sửa ZALO_OA_ID hoặc uỷ quyền lại đúng tài khoản.")
        yield Finding(NAME, BAD, wrong, to_do)
        return
    yield Finding(NAME, OK, account.name)
    if account.verified is False:
        yield Finding(_("Xác thực OA"), BAD, _("chưa xác thực"), VERIFY)
    if account.paying is False:
        told = _("chưa liên kết, nên tin sau 48 giờ bị giữ lại")
        yield Finding(_("Zalo Cloud Account"), BAD, told, LINK_MONEY)


def _rate(ground: Ground) -> Finding:
    rate = ground.zalo.rate
    if rate is None:
        return Finding(RATE, OK, _("Zalo không cho biết"))
    told = _("còn {remain} trên {limit} lần mỗi phút").with_(remain=rate.remain, limit=rate.limit)
    if rate.remain * LITTLE < rate.limit:
        return Finding(RATE, WARN, told, BUSY)
    return Finding(RATE, OK, told)


def _template(ground: Ground) -> Finding:
    """Compare the approved template with what we fill in, and see what is left for today."""
    settings = ground.settings.zalo
    wanted = ", ".join(notice("", ""))
    try:
        found = ground.zalo.template_parameters(settings.notice_template)
        left = ground.zalo.templates_left()
    except ZaloError as error:
        to_do = _("xem ZALO_NOTICE_TEMPLATE và mẫu đã được duyệt chưa ({why}).")
        return Finding(TEMPLATE, BAD, error.show, to_do.with_(why=error.detail or error))
    if set(found) != set(notice("", "")):
        told = _("mẫu có {found}").with_(found=", ".join(found) or "–")
        return Finding(TEMPLATE, BAD, told, _("đăng ký mẫu với {wanted}.").with_(wanted=wanted))
    if left == 0:
        return Finding(TEMPLATE, WARN, _("hết lượt hôm nay"), _("tin tự đi vào ngày mai."))
    told = _("{template}; còn {left} lượt hôm nay")
    shown: Text | int = _("không rõ") if left is None else left
    return Finding(TEMPLATE, OK, told.with_(template=settings.notice_template, left=shown))
