"""The doctor's look at the connection with Zalo: which id, secret, token, host or quota is wrong.

The first half asks nobody; the second asks Zalo, and stops where it does not answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.commands.findings import BAD, OK, WARN, Finding
from bot.commands.printing import when
from bot.ground import Ground
from bot.zalo.errors import NothingSent, RefreshRefused, ZaloError
from bot.zalo.payloads import notice
from bot.zalo.pictures import host_of, is_allowed
from bot.zalo.settings import ZaloSettings
from domain.words import Text, _
from storage.store import DatabaseAway, Store
from storage.tokens import TokenPair

REFRESH_LIVES = timedelta(days=90)  # three months (platform reference, 9.3)
NAME = _("Zalo")
RATE = _("Tốc độ gọi Zalo")
TEMPLATE = _("Thông báo mẫu")
CONNECT = _("quản trị viên OA cấp quyền lại: doibang zalo connect.")
LITTLE = 10
"""Less than one part in this of a quota is little."""


def look_here(ground: Ground, store: Store) -> Iterator[Finding]:
    """Look at what can be known without asking Zalo."""
    settings, now = ground.settings.zalo, ground.clock()
    yield _ids(settings)
    yield _webhook_key(settings, store.inbox.newest_at())
    yield _token(settings, store.tokens.get(settings.oa_id), now)
    yield _media_hosts(settings, store.pictures.unreadable_addresses())


def ask_zalo(ground: Ground) -> Iterator[Finding]:
    """Ask Zalo who we are and what is left; one line where it does not answer."""
    try:
        yield _application(ground)
        yield from _account(ground)
    except NothingSent as error:
        to_do = _("xem mạng, ZALO_OAUTH_URL, ZALO_OPENAPI_URL ({why}).")
        yield Finding(NAME, BAD, error.show, to_do.with_(why=error.detail or error))
        return
    except DatabaseAway:
        yield Finding(NAME, BAD, _("chưa hỏi được"), _("cần cơ sở dữ liệu để đọc khoá Zalo."))
        return
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
        return Finding(name, WARN, told, _("nếu là máy của Zalo, thêm vào ZALO_MEDIA_HOSTS."))
    return Finding(name, OK, ", ".join(hosts))


def _application(ground: Ground) -> Finding:
    name = _("Ứng dụng Zalo")
    try:
        ground.zalo.demand_known_application()
    except NothingSent:
        raise
    except ZaloError as error:
        to_do = _("chép lại ZALO_APP_ID và ZALO_APP_SECRET từ trang ứng dụng ({why}).")
        return Finding(name, BAD, error.show, to_do.with_(why=error.detail or error))
    return Finding(name, OK, _("Zalo nhận mã và khoá bí mật"))


def _account(ground: Ground) -> Iterator[Finding]:
    try:
        account = ground.zalo.official_account()
    except NothingSent:
        raise
    except RefreshRefused as error:
        yield Finding(NAME, BAD, error.show, CONNECT)
        return
    except ZaloError as error:
        to_do = _("làm như dòng trên nói, rồi khám lại ({why}).")
        yield Finding(NAME, BAD, error.show, to_do.with_(why=error.detail or error))
        return
    if account.oa_id != ground.settings.zalo.oa_id:
        wrong = _("tài khoản {found}, không phải ZALO_OA_ID").with_(found=account.oa_id)
        to_do = _("sửa ZALO_OA_ID hoặc uỷ quyền lại đúng tài khoản.")
        yield Finding(NAME, BAD, wrong, to_do)
        return
    yield Finding(NAME, OK, account.name)
    if account.verified is False:
        to_do = _("xác thực OA trên trang quản lý; chưa xác thực thì Zalo không cho gửi tin.")
        yield Finding(_("Xác thực OA"), WARN, _("chưa xác thực"), to_do)


def _rate(ground: Ground) -> Finding:
    rate = ground.zalo.rate
    if rate is None:
        return Finding(RATE, OK, _("Zalo không cho biết"))
    told = _("còn {remain} trên {limit} lần mỗi phút").with_(remain=rate.remain, limit=rate.limit)
    if rate.remain * LITTLE < rate.limit:
        return Finding(RATE, WARN, told, _("dịch vụ tự chờ sang phút sau; xem ai dùng chung mã."))
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
