"""A simulator on a free port, a webhook that can misbehave, an office with a token, a citizen."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

import pytest
import requests

from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator

SOON = 5.0
WHO = Credentials(oa_secret_key="test_oa_secret_key", app_secret="test_app_secret")


def wait_for(claim: Any, within: float = SOON) -> Any:
    """Return the first truthy answer of `claim`, or its last one when time is up."""
    end = time.monotonic() + within
    while not (found := claim()) and time.monotonic() < end:
        time.sleep(0.005)
    return found


@dataclass
class Delivered:
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def name(self) -> str:
        return self.event["event_name"]


@dataclass
class Webhook:
    """A service's door: keeps what comes, answers the statuses in `answers`, then 200."""

    url: str = ""
    got: list[Delivered] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        with self.lock:
            self.got.append(Delivered(headers, body, time.monotonic()))
            status = self.answers.pop(0) if self.answers else 200
        time.sleep(self.wait)
        return status

    def named(self, name: str) -> list[Delivered]:
        with self.lock:
            return [one for one in self.got if one.name == name]

    def gets(self, name: str, count: int = 1, within: float = SOON) -> list[Delivered]:
        wait_for(lambda: len(self.named(name)) >= count, within)
        return self.named(name)


def receiver(webhook: Webhook) -> ThreadingHTTPServer:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = webhook.take(dict(self.headers), body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            page = webhook.pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.send_header("Content-Length", str(len((page or "").encode())))
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    webhook.url = f"http://127.0.0.1:{server.server_port}/webhook/zalo"
    return server


@pytest.fixture
def eventually():
    return wait_for


@pytest.fixture
def who():
    return WHO


@pytest.fixture
def webhook():
    found = Webhook()
    server = receiver(found)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


class Zalo:
    """A running simulator, and short words for what tests do to it."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.url = simulator.url
        self.http = requests.Session()
        self.http.trust_env = False
        self.token = ""
        self.refresh_token = WHO.refresh_token

    def switch(self, **positions: Any) -> None:
        wishes = {name.replace("__", "."): value for name, value in positions.items()}
        answer = self.http.put(f"{self.url}/control/switches", json=wishes)
        assert answer.status_code == 200, answer.text

    def fault(self, place: str, mode: str, **more: Any) -> None:
        self.switch(faults={place: {"mode": mode, **more}})

    def do(self, path: str, **wish: Any) -> Any:
        answer = self.http.post(f"{self.url}/control/{path}", json=wish)
        assert answer.ok, answer.text
        return answer.json()

    def arrive(self, name: str = "", **person: str) -> str:
        return self.do("citizens", name=name, person=person)["user_id"]

    def says(self, user_id: str, text: str, **more: Any) -> str:
        return self.do(f"citizens/{user_id}/say", text=text, **more)["msg_id"]

    def phone(self, user_id: str) -> list[dict[str, Any]]:
        return self.http.get(f"{self.url}/control/citizens/{user_id}/messages").json()["messages"]

    def refresh(self, token: str = WHO.refresh_token, **form: str) -> requests.Response:
        fields = {"refresh_token": token, "app_id": WHO.app_id, "grant_type": "refresh_token"}
        return self.http.post(
            f"{self.url}/v4/oa/access_token",
            data=fields | form,
            headers={"secret_key": WHO.app_secret},
        )

    def sign_in(self) -> None:
        pair = self.refresh(self.refresh_token).json()
        self.token, self.refresh_token = pair["access_token"], pair["refresh_token"]

    def send(self, user_id: str, message: Any, **headers: str) -> requests.Response:
        if isinstance(message, str):
            message = {"text": message}
        return self.http.post(
            f"{self.url}/v3.0/oa/message/cs",
            json={"recipient": {"user_id": user_id}, "message": message},
            headers={"access_token": self.token} | headers,
            timeout=5,
        )

    def read(self, path: str, **asked: Any) -> dict[str, Any]:
        return self.http.get(
            self.url + path,
            params={"data": json.dumps(asked)} if asked else {},
            headers={"access_token": self.token},
        ).json()

    def ledger(self) -> dict[str, Any]:
        return self.http.get(f"{self.url}/control/ledger").json()


@pytest.fixture
def zalo(webhook, tmp_path):
    """Return a simulator whose retry ladder and ticks are quick, signed in."""
    simulator = Simulator(
        WHO, tmp_path / "zalo", webhook=webhook.url, seed=7, threads=6, carriers=6
    )
    thread = Thread(target=simulator.run)
    thread.start()
    found = Zalo(simulator)
    try:
        found.switch(
            retry__scale=0.0001,
            echo__after_seconds=0.01,
            events__received_after_seconds=0.02,
            events__seen_after_seconds=0.04,
        )
        found.sign_in()
        yield found
    finally:
        found.http.close()
        simulator.stop()
        thread.join()


@pytest.fixture
def citizen(zalo):
    return zalo.arrive("Rơ Châm H'Nhi")
