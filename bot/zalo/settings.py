"""What connects us to one Official Account. Read from the environment elsewhere, only held here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ZaloSettings:
    """The account's ids and secrets, the platform's addresses, and what its reference leaves open.

    `oa_secret_keys` sign the webhook: the current key first, the old one after it during rotation.
    `refresh_token` is used once, while no pair is kept yet. A media host is `host` (with its
    sub-domains, any port) or `host:port` (that port only). `code_verifier` is set where the console
    fixes the PKCE challenge; `notice_template` is the approved template for citizens to whom no
    chat may be sent any more.
    """

    app_id: str
    app_secret: str = field(repr=False)
    oa_id: str
    oa_secret_keys: tuple[str, ...] = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    openapi_url: str = "https://openapi.zalo.me"
    oauth_url: str = "https://oauth.zaloapp.com"
    business_url: str = "https://business.openapi.zalo.me"
    media_hosts: tuple[str, ...] = ("zdn.vn", "zadn.vn")
    appsecret_proof: bool = False
    buttons_template_type: str | None = None
    lists: bool = True
    request_user_info: bool = True
    redirect_uri: str = ""
    code_verifier: str = field(default="", repr=False)
    site_verification: str = ""
    notice_template: str = ""
