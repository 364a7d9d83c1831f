"""The simulator as a process: durable through kill -9, clean at SIGTERM, clear in failure."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from threading import Event, Thread

import pytest
import requests

from mock_zalo import ledger
from mock_zalo.app import create_app
from mock_zalo.credentials import Credentials
from mock_zalo.journal import FILE_NAME, Journal, JournalClosed, records
from mock_zalo.server import Simulator
from mock_zalo.world import World


class Process:
    """A `python -m mock_zalo` of one's own."""

    def __init__(self, folder, *options: str) -> None:
        self.folder = folder
        self.child = subprocess.Popen(
            [sys.executable, "-m", "mock_zalo", "--port", "0", "--data", str(folder), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.child.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, self.child.stderr.read()
        self.url = found[0]

    def post(self, path, **wish):
        return requests.post(f"{self.url}/control/{path}", json=wish, timeout=5).json()

    def get(self, path):
        return requests.get(f"{self.url}/control/{path}", timeout=5).json()

    def end(self, how) -> int:
        self.child.send_signal(how)
        self.child.communicate(timeout=10)
        return self.child.returncode


@pytest.fixture
def start(tmp_path):
    processes = []

    def begin(*options: str):
        processes.append(Process(tmp_path / "zalo", *options))
        return processes[-1]

    yield begin
    for process in processes:
        if process.child.poll() is None:
            process.end(signal.SIGKILL)


@pytest.mark.process
def test_kill_9_loses_nothing_that_was_acknowledged(start, webhook):
    first = start("--webhook", "http://127.0.0.1:9/nobody")
    citizen = first.post("citizens", name="Siu Blơ")["user_id"]
    said = [first.post(f"citizens/{citizen}/say", text=str(n))["msg_id"] for n in range(30)]
    first.post("clock", advance_seconds=3600)
    assert first.end(signal.SIGKILL) == -signal.SIGKILL

    second = start("--webhook", webhook.url)
    shown = second.get(f"citizens/{citizen}/messages")["messages"]
    assert [message["msg_id"] for message in shown] == said
    assert second.get("clock")["moved_seconds"] == 3600
    second.post("clock", advance_seconds=7200)
    got = webhook.gets("user_send_text", 30)
    assert {one.event["message"]["msg_id"] for one in got} == set(said)


@pytest.mark.process
def test_tokens_and_switches_survive_too(start):
    first = start()
    requests.put(f"{first.url}/control/switches", json={"limits.text": 5}, timeout=5)
    who = Credentials()
    form = {"refresh_token": who.refresh_token, "app_id": who.app_id, "grant_type": "refresh_token"}
    call = {
        "data": form | {"grant_type": "refresh_token"},
        "headers": {"secret_key": who.app_secret},
    }
    pair = requests.post(f"{first.url}/v4/oa/access_token", timeout=5, **call).json()
    first.end(signal.SIGKILL)

    second = start()
    again = requests.post(f"{second.url}/v4/oa/access_token", timeout=5, **call)
    assert again.content == b""
    assert second.get("switches")["limits.text"] == 5
    who_am_i = requests.get(
        f"{second.url}/v2.0/oa/getoa", headers={"access_token": pair["access_token"]}, timeout=5
    )
    assert who_am_i.json()["error"] == 0


@pytest.mark.process
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_quickly(start, how):
    process = start()
    page = requests.get(f"{process.url}/healthz", timeout=5)
    assert page.status_code == 200
    citizen = process.post("citizens")["user_id"]
    with requests.get(f"{process.url}/phone/{citizen}/stream", stream=True, timeout=5) as stream:
        next(stream.iter_lines())
        began = time.monotonic()
        assert process.end(how) == 0

    assert time.monotonic() - began < 4


def run(*options: str):
    return subprocess.run(
        [sys.executable, "-m", *options], capture_output=True, text=True, timeout=20, check=False
    )


@pytest.mark.process
def test_a_taken_port_is_one_sentence_and_a_failure(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        found = run("mock_zalo", "--port", port, "--data", str(tmp_path / "d"))

    assert found.returncode == 2
    assert found.stderr == f"Cannot listen on 127.0.0.1:{port}: Address already in use.\n"


@pytest.mark.process
def test_an_unwritable_folder_is_one_sentence_and_a_failure(tmp_path):
    (tmp_path / "file").write_text("")
    found = run("mock_zalo", "--port", "0", "--data", str(tmp_path / "file" / "d"))

    assert found.returncode == 2
    assert found.stderr.startswith("Cannot write into ")
    assert "Traceback" not in found.stderr


@pytest.mark.process
def test_a_bad_scenario_is_one_sentence_and_a_failure(tmp_path):
    file = tmp_path / "day.json"
    file.write_text('{"switches": {"no.such": 1}}')
    found = run("mock_zalo", "--port", "0", "--data", str(tmp_path / "d"), "--scenario", str(file))

    assert found.returncode == 2
    assert found.stderr == f"Cannot play {file}: there is no switch 'no.such'.\n"


@pytest.mark.process
def test_a_scenario_sets_switches_now_and_later(start, tmp_path, eventually):
    file = tmp_path / "day.json"
    later = {"after": 0.1, "switches": {"limits.text": 7}, "advance_seconds": 60}
    file.write_text(json.dumps({"switches": {"limits.text": 5}, "steps": [later]}))
    process = start("--scenario", str(file))

    assert eventually(lambda: process.get("switches")["limits.text"] == 7)
    assert eventually(lambda: process.get("clock")["moved_seconds"] == 60)


def test_the_ledger_command_tells_what_was_received_and_delivered(zalo, webhook, citizen, capsys):
    msg_id = zalo.says(citizen, "alo")
    letter = zalo.send(citizen, "dạ").json()["data"]["message_id"]
    webhook.gets("user_seen_message")
    zalo.simulator.stop()

    assert ledger.main([str(zalo.simulator.world.folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["msg_id"] for one in found["letters"]] == [letter]
    [event] = [one for one in found["events"] if one["event_name"] == "user_send_text"]
    assert (event["msg_id"], event["user_id"], event["state"]) == (msg_id, citizen, "acknowledged")
    assert event["attempts"][0]["result"] == 200
    assert found["counts"]["pending"] == 0
    assert ledger.main([str(zalo.simulator.world.folder)]) == 0
    assert "letters 1" in capsys.readouterr().out


def test_the_ledger_command_says_when_there_is_no_ledger(tmp_path, capsys):
    assert ledger.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path} holds no {FILE_NAME}.\n"


def test_a_half_line_left_by_a_death_is_cut_off(tmp_path):
    journal = Journal(tmp_path)
    journal.durable(journal.append({"n": 1}))
    journal.close()
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(b'{"n": 2, "kind": "mess')

    assert [record["n"] for record in records(tmp_path)] == [1]
    again = Journal(tmp_path)
    again.durable(again.append({"n": 2}))
    again.close()
    assert [record["n"] for record in records(tmp_path)] == [1, 2]


def test_what_is_durable_can_be_read_while_the_writer_lives(tmp_path):
    journal = Journal(tmp_path)
    tickets = [journal.append({"n": number}) for number in range(100)]
    journal.durable(tickets[-1])

    assert len(list(records(tmp_path))) == 100
    journal.close()


def test_nothing_is_answered_before_the_disk_has_it(tmp_path):
    written, answered = Event(), Event()
    world = World(Credentials(), tmp_path, seed=1, sync=lambda _: written.wait(5))
    client = create_app(world).test_client()

    def arrive():
        assert client.post("/control/citizens", json={}).status_code == 201
        answered.set()

    thread = Thread(target=arrive)
    thread.start()
    assert not answered.wait(0.1)
    written.set()
    assert answered.wait(5)
    thread.join()
    world.close()


def test_a_closed_journal_promises_nothing_more(tmp_path):
    journal = Journal(tmp_path)
    journal.close()

    with pytest.raises(JournalClosed):
        journal.append({"n": 1})


def test_a_simulator_that_never_ran_can_be_stopped(tmp_path):
    simulator = Simulator(Credentials(), tmp_path, threads=1, carriers=1)
    simulator.stop()
    simulator.stop()

    assert (tmp_path / FILE_NAME).exists()
