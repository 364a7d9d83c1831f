"""Who the simulated Official Account is; read from the environment under the service's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Credentials:
    """The app's and the account's ids and secrets; the defaults suit a machine of one's own."""

    app_id: str = "360846524940903967"
    app_secret: str = "demo-app-secret"  # noqa: S105 - invented, and printed by the demo
    oa_id: str = "388613280878808645"
    oa_secret_key: str = "demo-oa-secret-key"  # noqa: S105 - the same
    refresh_token: str = "demo-refresh-token"  # noqa: S105 - the same
    oa_name: str = "Đổi Bằng · Bưu điện Gia Lai"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Credentials:
        """Return the credentials named by ZALO_*; a name that is absent or empty keeps its default.

        ZALO_OA_SECRET_KEY may list a new and an old key; the platform signs with the first.
        """
        plain = cls()
        return cls(
            app_id=environment.get("ZALO_APP_ID") or plain.app_id,
            app_secret=environment.get("ZALO_APP_SECRET") or plain.app_secret,
            oa_id=environment.get("ZALO_OA_ID") or plain.oa_id,
            oa_secret_key=(environment.get("ZALO_OA_SECRET_KEY") or plain.oa_secret_key)
            .split(",")[0]
            .strip(),
            refresh_token=environment.get("ZALO_REFRESH_TOKEN") or plain.refresh_token,
            oa_name=environment.get("ZALO_OA_NAME") or plain.oa_name,
        )
