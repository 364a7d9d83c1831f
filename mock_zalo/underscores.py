"""Lets the platform's header names through waitress, which drops names with an underscore.

Zalo's headers are literally `access_token`, `secret_key` and `appsecret_proof` (§7.1, §9.2, §10).
"""

from __future__ import annotations

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

NAME = re.compile(rb"(?im)^(access|secret|appsecret)_(token|key|proof)(?=[ \t]*:)")


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads the three names as if they were written with a hyphen."""

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the head of a request."""
        super().parse_header(NAME.sub(rb"\1-\2", header_plus))


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests are read by `Parser`."""

    parser_class = Parser
