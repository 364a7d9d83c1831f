"""Durable turns per second and the wait for the answer, through the real server.

Beside it, in the same run and on the same server, a no-op endpoint that reads the body and answers
200: the ratio of the two is what this program is for, because machines differ and drift.

    .venv/bin/python benchmarks/turns.py [--seconds 8] [--connections 32] [--json]

A turn is one signed webhook of a citizen in the middle of a form: signature, inbox, talk, letters
and events in one commit that is on the disk before the 200. Nothing is sent: no deliverer runs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import multiprocessing
import os
import platform
import random
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

APP, OA = "360846524940903967", "388613280878808645"
KEY = "benchmark-oa-secret-key"
SIDE_BY_SIDE = 80
"""Citizens of one connection: with 32 connections each of them speaks every three seconds or so."""
ALONE = 1_600
WORDS = ("xin chào", "đổi bằng", "Đồng ý", "B2, 15/08/2031", "1", "quay lại", "phí bao nhiêu ạ")


def settings(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a service that nobody outside can reach."""
    return {
        "DOIBANG_SECRET_KEY": "benchmark-secret-key-benchmark-secret",
        "DOIBANG_DATA_DIR": str(folder),
        "DOIBANG_DATABASE_URL": url,
        "DOIBANG_SECURE_COOKIES": "0",
        "ZALO_APP_ID": APP,
        "ZALO_APP_SECRET": "benchmark-app-secret",
        "ZALO_OA_ID": OA,
        "ZALO_OA_SECRET_KEY": KEY,
        "ZALO_OPENAPI_URL": "http://127.0.0.1:9",
        "ZALO_OAUTH_URL": "http://127.0.0.1:9",
    }


def serve(environment: dict[str, str], port: int) -> None:
    """Run the web side with one endpoint more: the no-op."""
    from waitress import serve as run

    from bot import logs
    from bot.app import create_app
    from bot.commands.running import THREADS
    from bot.settings import Settings
    from bot.wiring import ground_from
    from storage.migrate import upgrade

    logs.set_up(level="error")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    known = Settings.from_environment(environment)
    upgrade(known.database_url)
    app = create_app(ground_from(known))

    @app.post("/noop")
    def noop() -> tuple[str, int]:
        from flask import request

        request.get_data()
        return "", 200

    app.extensions["csrf"].exempt(noop)
    run(app, host="127.0.0.1", port=port, threads=THREADS, ident=None, connection_limit=1000)


def signed_event(citizen: str, number: int, text: str) -> bytes:
    """Return the raw HTTP request of one signed message."""
    timestamp = str(1_760_000_000_000 + number)
    event = {
        "app_id": APP,
        "user_id_by_app": citizen,
        "event_name": "user_send_text",
        "timestamp": timestamp,
        "sender": {"id": citizen},
        "recipient": {"id": OA},
        "message": {"msg_id": f"{number:020x}", "text": text},
    }
    raw = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    mac = hashlib.sha256(APP.encode() + raw + timestamp.encode() + KEY.encode()).hexdigest()
    head = (
        "POST /webhook/zalo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-ZEvent-Signature: mac={mac}\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


def noop_request() -> bytes:
    """Return the raw HTTP request of a no-op with a body of the same size."""
    body = b"x" * 330
    head = f"POST /noop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def client(port: int, requests: list[bytes], ends: float, found: Any) -> None:
    """Send requests one after the other on one connection; put the waits, in seconds."""
    waits = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            start = time.perf_counter()
            if start > ends:
                break
            connection.sendall(request)
            answer = connection.recv(65_536)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(answer[:200])
            waits.append(time.perf_counter() - start)
    found.extend(waits)


def load(port: int, connections: int, *, seconds: float, make: Any, sink: Any) -> None:
    """Run this many connections in threads of one process, apart from the server."""
    found: list[float] = []
    plans = [make(number) for number in range(connections)]
    ends = time.perf_counter() + seconds
    threads = [threading.Thread(target=client, args=(port, plan, ends, found)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sink.put(found)


def turns_plan(number: int, people: int = SIDE_BY_SIDE) -> list[bytes]:
    """Return what one connection sends: citizens of its own, walking through the form in turn.

    Each waits until all the others have spoken: lines of one citizen within a moment would be read
    as one turn.
    """
    luck = random.Random(number)
    plan = []
    for step in range(7):
        for citizen in range(people):
            user = f"{7_000_000_000_000_000 + number * 10_000 + citizen}"
            key = (number * 10_000 + citizen) * 100 + step
            plan.append(signed_event(user, key, WORDS[step] if step < 5 else luck.choice(WORDS)))
    return plan


def noop_plan(_number: int) -> list[bytes]:
    """Return what one connection sends to the no-op."""
    return [noop_request()] * 60_000


def cpu_seconds(pid: int | None) -> float:
    """Return the processor time that a process has used (Linux; elsewhere nothing)."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(
    server: Any, port: int, connections: int, *, seconds: float, make: Any
) -> dict[str, float]:
    """Return the rate, the waits in milliseconds and the server's CPU microseconds a request."""
    used = cpu_seconds(server.pid)
    context = multiprocessing.get_context("fork")
    sink = context.Queue()
    wanted = {"seconds": seconds, "make": make, "sink": sink}
    process = context.Process(target=load, args=(port, connections), kwargs=wanted)
    process.start()
    waits = sorted(sink.get())
    process.join()
    used = cpu_seconds(server.pid) - used
    return {
        "per_second": round(len(waits) / seconds, 1),
        "cpu_us": round(used / len(waits) * 1e6),
        "p50_ms": round(statistics.median(waits) * 1000, 2),
        "p99_ms": round(waits[int(len(waits) * 0.99)] * 1000, 2),
        "worst_ms": round(waits[-1] * 1000, 2),
    }


def run(url: str, seconds: float, connections: int) -> dict[str, Any]:
    """Measure no-op, turns, no-op again; return the figures and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        place = url or f"sqlite:///{folder}/doibang.db"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        context = multiprocessing.get_context("spawn")
        server = context.Process(target=serve, args=(settings(Path(folder), place), port))
        server.start()
        try:
            _wait(port)
            before = measured(server, port, connections, seconds=seconds / 2, make=noop_plan)
            turns = measured(server, port, connections, seconds=seconds, make=turns_plan)
            after = measured(server, port, connections, seconds=seconds / 2, make=noop_plan)
            alone = measured(
                server, port, 1, seconds=2.0, make=lambda one: turns_plan(one + 500, ALONE)
            )
        finally:
            server.terminate()
            server.join()
    noop = (before["per_second"] + after["per_second"]) / 2
    return {
        "machine": f"{os.cpu_count()} cores, {platform.python_version()}",
        "database": place.split(":", maxsplit=1)[0],
        "connections": connections,
        "noop_per_second": round(noop, 1),
        "noop_cpu_us": round((before["cpu_us"] + after["cpu_us"]) / 2),
        "turns": turns,
        "one_connection": alone,
        "ratio": round(turns["per_second"] / noop, 3),
    }


def _wait(port: int) -> None:
    for _each in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not come up")


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = run(asked.database_url, asked.seconds, asked.connections)
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{found['machine']}, {found['database']}, {found['connections']} connections")
    cpu = found["noop_cpu_us"]
    print(f"{'no-op':<16} {found['noop_per_second']:>9.1f} /s   {cpu} µs of processor each")
    for name, key in (("durable turns", "turns"), ("one connection", "one_connection")):
        row = found[key]
        rate, cpu = row["per_second"], row["cpu_us"]
        print(f"{name:<16} {rate:>9.1f} /s   {cpu} µs of processor each")
        waits = f"p50 {row['p50_ms']} ms   p99 {row['p99_ms']} ms   worst {row['worst_ms']} ms"
        print(f"{'':<16} {waits}")
    print(f"ratio            {found['ratio']:>9.3f}")


if __name__ == "__main__":
    main()
