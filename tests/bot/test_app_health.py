"""What an operator and a machine may ask the web side: alive, ready, counted."""

import json
import socket
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from waitress import create_server, wasyncore

from bot.app import create_app
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.wiring import OldDatabase, demand_fitting_key, demand_newest
from bot.zalo.client import new_session
from bot.zalo.tokens import Tokens
from storage.database import Database
from storage.migrate import downgrade
from storage.vault import Locked, Vault
from tests.office import ZALO, event, new_message_id, signature


def client(office, **settings):
    ground = replace(office.ground, settings=replace(office.ground.settings, **settings))
    return create_app(ground).test_client()


def ready(office):
    answer = client(office).get("/readyz")
    return answer.status_code, answer.json


def test_alive_is_answered_without_a_look_at_the_database(office):
    away = Database("postgresql://nobody@127.0.0.1:9/x", vault=Vault(""))
    office.ground = replace(office.ground, database=away)

    assert client(office).get("/healthz").json == {"status": "alive"}


def test_ready_tells_the_state_of_every_part(office):
    DatabaseTokenKeeper(office.database, ZALO.oa_id).write(
        Tokens("access", "refresh", office.now - timedelta(hours=1), office.now)
    )
    with office.database.transaction() as store:
        store.letters.put("c", [("một", [])], at=office.now - timedelta(seconds=90))
        store.leases.take("clock", "here", now=office.now, until=office.now + timedelta(seconds=5))
    office.ground.spool.put(b"x", office.now)

    assert ready(office) == (
        200,
        {
            "ready": True,
            "database": True,
            "migrations": True,
            "secret_key": True,
            "spool_waiting": 1,
            "scheduler_lease": True,
            "token_age": 3600.0,
            "consent_needed_for": None,
            "oldest_unsent_letter": 90.0,
            "letters_held": 0,
        },
    )
    office.later(seconds=6)
    assert not ready(office)[1]["scheduler_lease"]


def test_a_database_that_is_away_is_not_ready(office):
    away = Database("postgresql://nobody@127.0.0.1:9/x", vault=Vault(""))
    office.ground = replace(office.ground, database=away)

    status, state = ready(office)

    assert status == 503
    assert not state["database"]


def test_an_old_database_is_not_ready_and_no_program_starts_on_it(office):
    downgrade(office.database.url, "base")

    status, state = ready(office)

    assert status == 503
    assert (state["database"], state["migrations"]) == (True, False)
    with pytest.raises(OldDatabase, match="doibang migrate"):
        demand_newest(office.database)


def test_a_key_that_does_not_fit_is_not_ready_and_no_program_starts_with_it(office):
    DatabaseTokenKeeper(office.database, ZALO.oa_id).write(
        Tokens("access", "refresh", office.now, office.now)
    )
    demand_fitting_key(office.ground)
    office.database.vault = Vault("another key")

    status, state = ready(office)

    assert status == 503
    assert (state["migrations"], state["secret_key"]) == (True, False)
    with pytest.raises(Locked):
        demand_fitting_key(office.ground)


def test_figures_are_for_this_machine_or_for_who_has_the_token(sqlite_office):
    here = client(sqlite_office)
    away = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}
    guest = {"headers": {"X-Forwarded-For": "203.0.113.9"}}

    assert b"doibang_webhook_kept_total" in here.get("/metrics").data
    assert here.get("/metrics", **away).status_code == 404
    assert here.get("/metrics", **guest).status_code == 404
    token = client(sqlite_office, metrics_token="secret")
    assert token.get("/metrics").status_code == 404
    known = {"Authorization": "Bearer secret"}
    assert token.get("/metrics", headers=known, **away).status_code == 200


def test_the_first_page_leads_to_the_desk(sqlite_office):
    assert 'href="/desk/' in client(sqlite_office).get("/").text


def test_no_label_of_a_figure_names_a_person(sqlite_office):
    alice = sqlite_office.citizen.says("xin chào")

    figures = client(sqlite_office).get("/metrics").text

    assert alice.id not in figures


@pytest.mark.process
def test_the_whole_way_through_a_real_server_the_answer_comes_after_the_commit(office):
    line = socket.create_server(("127.0.0.1", 0))
    port, sockets, ended = line.getsockname()[1], {}, threading.Event()
    server = create_server(create_app(office.ground), sockets=[line], map=sockets, threads=4)

    def run():
        while not ended.is_set():
            wasyncore.loop(0.05, map=sockets, count=1)

    thread = threading.Thread(target=run)
    thread.start()
    message = {"msg_id": new_message_id(), "text": "đổi bằng"}
    raw = event("user_send_text", office.citizen.id, office.now, message=message)

    with new_session() as session:
        answer = session.post(
            f"http://127.0.0.1:{port}/webhook/zalo",
            data=raw,
            headers={"X-ZEvent-Signature": signature(raw), "Content-Type": "application/json"},
            timeout=10,
        )
        kept = office.citizen.letters

    ended.set()
    thread.join(10)
    server.task_dispatcher.shutdown()
    server.close()
    wasyncore.close_all(sockets)
    assert answer.status_code == 200
    assert len(kept) == 1
    assert json.loads(raw)["message"]["text"] not in office.log.text
