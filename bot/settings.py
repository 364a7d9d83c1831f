"""Settings: the only place that reads the environment. A bad one is one clear sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.zalo.settings import ZaloSettings
from domain.words import _

SHORTEST_SECRET = 32
WEB_ADDRESS = re.compile(r"https?://[^\s#]+")
PKCE_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
BASE_ADDRESS = re.compile(r"https?://[^\s#?]+")
PUBLIC_URL = "DOIBANG_PUBLIC_URL"
CODE = re.compile(r"[A-Za-z0-9_-]{1,120}")
REQUIRED = (
    "DOIBANG_SECRET_KEY",
    "ZALO_APP_ID",
    "ZALO_APP_SECRET",
    "ZALO_OA_ID",
    "ZALO_OA_SECRET_KEY",
)


class BadSetting(Exception):
    """A setting is missing or makes no sense; the text says which, and what to do."""


@dataclass(frozen=True)
class Settings:
    """All that a process is told from outside.

    `metrics_token` opens `/metrics` from another machine; without it only this machine may read.
    `secure_cookies` is off for plain http on this machine only. `public_url` is where citizens
    reach the web side; without it no letter has a link to us.
    """

    database_url: str
    data_dir: Path
    secret_key: str = field(repr=False)
    zalo: ZaloSettings
    rules_file: Path | None = None
    metrics_token: str = field(default="", repr=False)
    secure_cookies: bool = True
    public_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Return the settings; raise BadSetting for what is missing, or is wrong first."""
        missing = [name for name in REQUIRED if not environment.get(name, "").strip()]
        if missing:
            names = ", ".join(missing)
            raise BadSetting(str(_("Thiếu biến môi trường {name}.").with_(name=names)))
        data_dir = Path(environment.get("DOIBANG_DATA_DIR") or "var").absolute()
        return cls(
            database_url=environment.get("DOIBANG_DATABASE_URL") or sqlite_url(data_dir),
            data_dir=data_dir,
            secret_key=_secret(environment["DOIBANG_SECRET_KEY"]),
            zalo=_zalo(environment),
            rules_file=_file(environment, "DOIBANG_RULES_FILE"),
            metrics_token=environment.get("DOIBANG_METRICS_TOKEN", ""),
            secure_cookies=environment.get("DOIBANG_SECURE_COOKIES", "1") != "0",
            public_url=_public_url(environment),
        )


def sqlite_url(data_dir: Path) -> str:
    """Return the URL of the embedded database in a data folder."""
    return f"sqlite:///{data_dir / 'doibang.db'}"


def _secret(key: str) -> str:
    if len(key) < SHORTEST_SECRET:
        raise BadSetting(
            str(_("DOIBANG_SECRET_KEY phải có ít nhất {count} ký tự.").with_(count=SHORTEST_SECRET))
        )
    return key


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    if not environment.get(name):
        return None
    path = Path(environment[name])
    if not path.is_file():
        raise BadSetting(str(_("{name}: không có tệp {path}.").with_(name=name, path=path)))
    return path


def _public_url(environment: Mapping[str, str]) -> str:
    """Return the service's own address, or nothing; one with more than a path is refused."""
    value = _url(environment, PUBLIC_URL, "https://")
    if value != "https:" and not BASE_ADDRESS.fullmatch(value):
        raise BadSetting(
            str(_("{name} là địa chỉ như https://doibang.example.vn.").with_(name=PUBLIC_URL))
        )
    return value if value != "https:" else ""


def _zalo(environment: Mapping[str, str]) -> ZaloSettings:
    plain = ZaloSettings(
        app_id=_digits(environment, "ZALO_APP_ID"),
        app_secret=environment["ZALO_APP_SECRET"],
        oa_id=_digits(environment, "ZALO_OA_ID"),
        oa_secret_keys=_keys(environment, "ZALO_OA_SECRET_KEY"),
    )
    return ZaloSettings(
        app_id=plain.app_id,
        app_secret=plain.app_secret,
        oa_id=plain.oa_id,
        oa_secret_keys=plain.oa_secret_keys,
        refresh_token=environment.get("ZALO_REFRESH_TOKEN", ""),
        openapi_url=_url(environment, "ZALO_OPENAPI_URL", plain.openapi_url),
        oauth_url=_url(environment, "ZALO_OAUTH_URL", plain.oauth_url),
        business_url=_url(environment, "ZALO_BUSINESS_URL", plain.business_url),
        media_hosts=_listed(environment.get("ZALO_MEDIA_HOSTS", "")) or plain.media_hosts,
        appsecret_proof=environment.get("ZALO_APPSECRET_PROOF", "0") == "1",
        buttons_template_type=environment.get("ZALO_BUTTONS_TEMPLATE_TYPE") or None,
        lists=environment.get("ZALO_LISTS", "1") == "1",
        request_user_info=environment.get("ZALO_REQUEST_USER_INFO", "1") == "1",
        redirect_uri=_like(environment, "ZALO_REDIRECT_URI", WEB_ADDRESS),
        code_verifier=_like(environment, "ZALO_CODE_VERIFIER", PKCE_VERIFIER),
        site_verification=_like(environment, "ZALO_SITE_VERIFICATION", CODE),
        notice_template=_like(environment, "ZALO_NOTICE_TEMPLATE", CODE),
    )


def _digits(environment: Mapping[str, str], name: str) -> str:
    value = environment[name]
    if not (value.isascii() and value.isdigit()):
        raise BadSetting(str(_("{name} phải là dãy chữ số do Zalo cấp.").with_(name=name)))
    return value


def _like(environment: Mapping[str, str], name: str, shape: re.Pattern[str]) -> str:
    """Return a setting that may be left out but, where it is there, must look like this."""
    value = environment.get(name, "").strip()
    if value and not shape.fullmatch(value):
        raise BadSetting(
            str(_("{name} không đúng dạng mà Zalo cấp, xem lại giá trị.").with_(name=name))
        )
    return value


def _keys(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = _listed(environment[name])
    if not found:
        raise BadSetting(str(_("Thiếu biến môi trường {name}.").with_(name=name)))
    return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _url(environment: Mapping[str, str], name: str, default: str) -> str:
    value = environment.get(name) or default
    if not value.startswith(("https://", "http://")):
        raise BadSetting(str(_("{name} phải bắt đầu bằng https:// hoặc http://.").with_(name=name)))
    return value.rstrip("/")
