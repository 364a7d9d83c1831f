"""What every call to the account's API passes first: rate limit, access token, appsecret_proof."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import request

from mock_zalo.errors import OaError

if TYPE_CHECKING:
    from flask import Response

    from mock_zalo.world import World

MINUTE = 60


class Gate:
    """Counts calls by the minute (§12) and knows which token is live (§9.3)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._minute = 0
        self._calls = 0

    def pass_(self) -> None:
        """Let the current request through, or raise the platform's refusal."""
        self._count()
        token = request.headers.get("access_token", "")
        self._check_token(token)
        self._check_proof(token)

    def mark(self, response: Response) -> Response:
        """Put the rate limit's two headers on a response (§7.1)."""
        limit = self._world.switches["rate.per_minute"]
        response.headers["X-RateLimit-Limit"] = str(limit)
        response.headers["X-RateLimit-Remain"] = str(max(0, limit - self._calls))
        return response

    def _count(self) -> None:
        with self._world.lock:
            minute = int(self._world.clock.now() // MINUTE)
            self._calls = self._calls + 1 if minute == self._minute else 1
            self._minute = minute
            if self._calls > self._world.switches["rate.per_minute"]:
                raise OaError(-32)

    def _check_token(self, token: str) -> None:
        world = self._world
        found = world.state.access.get(token)
        if found is None:
            raise OaError(-216)
        if world.switches["token.old_dies"] and found is not world.state.tokens[-1]:
            raise OaError(world.switches["token.replaced_code"])
        if world.clock.now() >= found.expires_at:
            raise OaError(world.switches["token.expired_code"])

    def _check_proof(self, token: str) -> None:
        if not self._world.switches["proof.required"]:
            return
        given = request.headers.get("appsecret_proof", "")
        if not hmac.compare_digest(given, proof(token, self._world.credentials.app_secret)):
            raise OaError(-242)


def proof(token: str, secret: str) -> str:
    """Return appsecret_proof: hex HMAC-SHA256 of the token under the app secret (§10)."""
    return hmac.new(secret.encode(), token.encode(), sha256).hexdigest()
