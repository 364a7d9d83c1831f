"""What is counted while the service runs, for `/metrics`. No label ever names a person."""

from __future__ import annotations

from prometheus_client import Counter

DROPPED = Counter("doibang_webhook_dropped_total", "Events that were not taken in", ["why"])
KEPT = Counter("doibang_webhook_kept_total", "Events kept in the database", ["seen"])
UNKNOWN = Counter(
    "doibang_webhook_unknown_total", "Events kept by their name alone", ["event_name"]
)
SPOOLED = Counter("doibang_webhook_spooled_total", "Events kept on disk: the database was away")
LETTERS = Counter("doibang_letters_tried_total", "Letters that were tried", ["outcome"])
