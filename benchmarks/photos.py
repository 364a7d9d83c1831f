"""Reading photos: a plain call of zxing-cpp and our reader, side by side on the same pictures.

    .venv/bin/python benchmarks/photos.py [--cards 12] [--papers 8] [--seed 7]
        [--strange | --camera] [--json]

Draws citizen cards that nobody has looked at (another seed, other cards), spoils each in every way,
and counts what either reads; then photos of papers without a code, good and bad, and what the
triage says; then other codes, none of which may become a citizen. All are drawn, none is a photo.
Times are of processor, of whole looks, in this process: on an idle core they are what a clock says.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import camera_photos as camera
import drawn_photos as drawn
import drawn_triage as triage
import strange_photos as strange
import zxingcpp
from drawn_photos import Sample
from PIL import Image

from bot.reading.look import look
from bot.reading.seen import Seen

OTHER_CODES = (
    "00020101021238570010A00000072701270006970436011301234567890208QRIBFTTA53037045802VN6304A1B2",
    "https://example.vn/tra-cuu?so=064090001234",
    "MAU|640123456789|B2",
    "064090001234;Nguyễn Văn Mẫu;05031990;Nam",
)


def plainly(content: bytes) -> set[str]:
    """Return what a plain call reads."""
    return {one.text for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))}


def timed(content: bytes, times: list[float]) -> Seen:
    """Look with the budget that the service gives, and note how long it took."""
    began = time.process_time()
    seen = look(content, clock=time.process_time)
    times.append(1000 * (time.process_time() - began))
    return seen


def reading(samples: Iterable[Sample], times: list[float]) -> dict[str, Any]:
    """Count, for each way of spoiling, what either reads."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for sample in samples:
        by_plain = sample.citizen in plainly(sample.content)
        got = timed(sample.content, times).citizen
        row = rows[sample.kind]
        row["photos"] += 1
        row["plain"] += by_plain
        row["ours"] += got == sample.citizen
        row["missed"] += not by_plain
        row["recovered"] += not by_plain and got == sample.citizen
        row["lost"] += by_plain and got != sample.citizen
        row["false"] += got not in {None, sample.citizen}
    total = Counter[str]()
    for row in rows.values():
        total.update(row)
    return {"kinds": {kind: dict(row) for kind, row in rows.items()}, "total": dict(total)}


def naming(samples: Iterable[Sample], times: list[float]) -> dict[str, Any]:
    """Count what the triage names each kind of picture; a citizen that is read needs no name."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    bad = right = good = turned_away = 0
    for sample in samples:
        seen = timed(sample.content, times)
        rows[f"{sample.problem or 'good'}: {sample.kind}"][seen.problem or "good"] += 1
        if sample.problem is None:
            good += 1
            turned_away += seen.problem is not None
        else:
            bad += 1
            right += seen.problem == sample.problem or seen.citizen is not None
    counts = {"bad": bad, "named_right": right, "good": good, "turned_away": turned_away}
    return {"kinds": {kind: dict(row) for kind, row in rows.items()}, **counts}


def false_citizens(many: int, seed: int, times: list[float]) -> dict[str, int]:
    """Count photos of other codes, spoiled, and how many of them became a citizen."""
    shown = became = 0
    for number, text in enumerate(OTHER_CODES * max(1, many // 4)):
        base = drawn.back_of_2024(text)
        luck = random.Random(f"other-{seed}-{number}")
        spoiled, _quality = luck.choice(list(drawn.SPOILED.values()))
        shown += 1
        became += timed(drawn.jpeg(spoiled(base, luck), 70), times).citizen is not None
    return {"photos": shown, "became_citizens": became}


def quantile(times: list[float], share: float) -> float:
    """Return the time that this share of looks did not exceed, in milliseconds."""
    return round(sorted(times)[min(len(times) - 1, int(share * len(times)))], 1)


def show(found: dict[str, Any]) -> None:
    """Print the tables."""
    columns = ("photos", "plain", "ours", "missed", "recovered", "lost", "false")
    print(f"{'citizen cards':<16}" + "".join(f"{name:>11}" for name in columns))
    for kind, row in [*found["reading"]["kinds"].items(), ("total", found["reading"]["total"])]:
        print(f"{kind:<16}" + "".join(f"{row[name]:>11}" for name in columns))
    print(f"recovered of what plain missed: {found['share_recovered']:.3f}\n")
    for kind, row in found["naming"]["kinds"].items():
        print(f"{kind:<32} {', '.join(f'{name} {many}' for name, many in row.items())}")
    print(
        "bad named right {named_right}/{bad}; good turned away {turned_away}/{good}".format_map(
            found["naming"]
        )
    )
    print(
        "other codes: {photos}, of them citizens: {became_citizens}\n".format_map(found["others"])
    )
    for name, row in found["milliseconds"].items():
        print(f"{name:<16} p50 {row['p50']} ms   p95 {row['p95']} ms   worst {row['worst']} ms")


def main() -> None:
    """Draw, read and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=12)
    parser.add_argument("--papers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--strange", action="store_true", help="photos of another hand")
    parser.add_argument("--camera", action="store_true", help="photos of a third hand")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    times: dict[str, list[float]] = {"citizen cards": [], "papers and bad": [], "other codes": []}
    draws: Any = (strange, strange) if asked.strange else (drawn, triage)
    if asked.camera:
        draws = (camera, camera)
    cards = reading(draws[0].citizen_cards(asked.cards, asked.seed), times["citizen cards"])
    photos = (
        *draws[1].good_photos(asked.papers, asked.seed),
        *draws[1].bad_photos(asked.papers, asked.seed),
    )
    total = cards["total"]
    found = {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "seed": asked.seed,
        "reading": cards,
        "share_recovered": total["recovered"] / max(1, total["missed"]),
        "naming": naming(photos, times["papers and bad"]),
        "others": false_citizens(asked.cards, asked.seed, times["other codes"]),
        "milliseconds": {
            name: {
                "p50": quantile(row, 0.5),
                "p95": quantile(row, 0.95),
                "worst": round(max(row), 1),
            }
            for name, row in times.items()
        },
    }
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)


if __name__ == "__main__":
    main()
