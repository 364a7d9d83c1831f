"""Pictures come from Zalo's hosts only, and a hostile one costs neither memory nor time."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from bot.zalo.calls import Calls
from bot.zalo.client import new_session
from bot.zalo.pictures import (
    MAX_PICTURE,
    NotAPicture,
    PictureHostRefused,
    PictureProblem,
    PictureTooBig,
    PictureUnreachable,
    fetch_picture,
)

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 10
ADDRESS = "https://photo.zdn.vn/a/1.jpg?x=%20"


@pytest.mark.parametrize(
    "url",
    [
        "https://zdn.vn/1.jpg",
        "http://f20-zpc.zdn.vn/1.jpg",
        "https://a.b.zadn.vn:8443/1",
        "HTTPS://S.ZDN.VN/1",
        "http://s.zdn.vn./1",
    ],
)
def test_zalos_hosts_and_their_sub_domains_are_good(office, url):
    office.platform.get(url, body=JPEG)
    assert office.zalo().fetch_picture(url) == JPEG


@pytest.mark.parametrize(
    "url",
    [
        "",
        "zdn.vn/1.jpg",
        "//zdn.vn/1",
        "ftp://zdn.vn/1",
        "file:///etc/passwd",
        "https:///1",
        "https://evil.example/zdn.vn",
        "https://zdn.vn.evil.example/1",
        "https://evilzdn.vn/1",
        "https://zdn.vn@evil.example/1",
        "https://a:b@zdn.vn/1",
        "https://evil.example\\@zdn.vn/1",
        "https://zdn.vn\\@evil.example/1",
        "https://evil.example#@zdn.vn/",
        "https://evil.example?.zdn.vn/",
        "https://zdn.vn\r\nHost: evil.example/",
        "https://zdn.vn/ 1",
        "https://zdn\u3002vn/1",
        "https://zdn.vn:99999/",
        "https://zdn.vn:a/",
        "http://127.0.0.1/1",
        "http://[::1]/1",
        "http://2130706433/1",
        "http://localhost:8080/desk",
        "http://" + "a" * 70 + "..evil/",
    ],
)
def test_every_other_address_is_refused_without_a_request(office, url):
    with pytest.raises(PictureHostRefused):
        office.zalo().fetch_picture(url)
    assert office.asked == []


@pytest.mark.parametrize(
    ("hosts", "good"),
    [
        (("127.0.0.1:8090",), True),
        (("127.0.0.1",), True),
        (("127.0.0.1:8091",), False),
        (("0.0.1",), False),
        (("",), False),
        ((), False),
    ],
)
def test_a_host_of_the_settings_may_name_its_port(office, hosts, good):
    office.platform.assert_all_requests_are_fired = False
    office.platform.get("http://127.0.0.1:8090/media/1", body=JPEG)
    zalo = office.zalo(media_hosts=hosts)
    if good:
        assert zalo.fetch_picture("http://127.0.0.1:8090/media/1") == JPEG
    else:
        with pytest.raises(PictureHostRefused):
            zalo.fetch_picture("http://127.0.0.1:8090/media/1")


def test_an_ip_address_has_no_sub_domains(office):
    with pytest.raises(PictureHostRefused):
        office.zalo(media_hosts=("127.0.0.1",)).fetch_picture("http://evil.127.0.0.1/1")


def test_no_token_goes_to_a_media_host(office):
    office.platform.get(ADDRESS, body=JPEG)
    office.zalo(appsecret_proof=True).fetch_picture(ADDRESS)
    sent = {name.lower() for name in office.asked[0].headers}
    assert sent.isdisjoint({"access_token", "appsecret_proof", "cookie", "authorization"})


def test_the_fetch_passes_the_guard(office):
    office.in_a_transaction = True
    with pytest.raises(AssertionError):
        office.zalo().fetch_picture(ADDRESS)


def test_a_redirect_among_zalos_hosts_is_followed(office):
    office.platform.get(ADDRESS, status=302, headers={"Location": "/b/2.jpg"})
    office.platform.get(
        "https://photo.zdn.vn/b/2.jpg", status=307, headers={"Location": "https://s.zadn.vn/3"}
    )
    office.platform.get("https://s.zadn.vn/3", body=JPEG)
    assert office.zalo().fetch_picture(ADDRESS) == JPEG


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/1", "http://127.0.0.1:5432/", "//evil.example", "file:///x", "http://["],
)
def test_a_redirect_elsewhere_is_refused(office, location):
    office.platform.get(ADDRESS, status=302, headers={"Location": location})
    with pytest.raises(PictureHostRefused):
        office.zalo().fetch_picture(ADDRESS)
    assert len(office.asked) == 1


@pytest.mark.parametrize("headers", [{"Location": ADDRESS}, {}])
def test_a_circle_of_redirects_ends(office, headers):
    office.platform.get(ADDRESS, status=301, headers=headers)
    with pytest.raises(PictureUnreachable) as problem:
        office.zalo().fetch_picture(ADDRESS)
    assert (problem.value.again, len(office.asked)) == (False, 4)


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        ({"status": 404}, False),
        ({"status": 410}, False),
        ({"status": 403}, False),
        ({"status": 204}, False),
        ({"status": 500}, True),
        ({"status": 429}, True),
        ({"status": 408}, True),
        ({"body": requests.ReadTimeout()}, True),
        ({"body": requests.ConnectTimeout()}, True),
        ({"body": requests.ConnectionError("reset")}, True),
    ],
)
def test_a_picture_that_does_not_come_says_whether_to_try_again(office, answer, again):
    office.platform.get(ADDRESS, **answer)
    with pytest.raises(PictureUnreachable) as problem:
        office.zalo().fetch_picture(ADDRESS)
    assert problem.value.again is again


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>404</html>",
        b"%PDF-1.7",
        b"MZ\x90",
        b"<svg/>",
        b"RIFF\0\0\0\0WAVE",
        gzip.compress(JPEG, mtime=0),
    ],
)
def test_what_is_no_picture_is_not_taken_for_one(office, body):
    office.platform.get(ADDRESS, body=body, content_type="image/jpeg")
    with pytest.raises(NotAPicture):
        office.zalo().fetch_picture(ADDRESS)


@pytest.mark.parametrize(
    "body",
    [
        JPEG,
        b"\x89PNG\r\n\x1a\n..",
        b"GIF89a..",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic\0\0",
    ],
)
def test_the_pictures_of_phones_are_known_by_their_first_bytes(office, body):
    office.platform.get(ADDRESS, body=body, content_type="application/octet-stream")
    assert office.zalo().fetch_picture(ADDRESS) == body


def test_ten_megabytes_are_a_picture_and_one_byte_more_is_too_big(office):
    office.platform.get(ADDRESS, body=JPEG.ljust(MAX_PICTURE, b"."))
    assert len(office.zalo().fetch_picture(ADDRESS)) == MAX_PICTURE

    office.platform.replace("GET", ADDRESS, body=JPEG.ljust(MAX_PICTURE + 1, b"."))
    with pytest.raises(PictureTooBig):
        office.zalo().fetch_picture(ADDRESS)


class Hostile(BaseHTTPRequestHandler):
    """A media host that misbehaves by path; it notes how much it could send."""

    protocol_version = "HTTP/1.1"
    sent = 0
    stop = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        if self.path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/short":
            self.send_header("Content-Length", "1000")
        elif self.path == "/huge":
            self.send_header("Content-Length", "9" * 12)
        else:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            getattr(self, self.path[1:])()
        except OSError:
            self.close_connection = True

    def chunk(self, piece):
        self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        type(self).sent += len(piece)

    def dribble(self):
        while not self.stop.wait(0.01):
            self.chunk(b"\xff\xd8\xff")

    def endless(self):
        while not self.stop.is_set():
            self.chunk(b"\xff\xd8\xff".ljust(65_536, b"."))

    def bomb(self):
        self.chunk(gzip.compress(bytes(20 * 1024 * 1024), compresslevel=1, mtime=0))
        self.wfile.write(b"0\r\n\r\n")

    def short(self):
        self.wfile.write(JPEG)
        self.close_connection = True

    def huge(self):
        self.close_connection = True

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def hostile():
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_port
        Hostile.stop.set()
        server.shutdown()


def fetched(port, path, *, seconds):
    host = f"127.0.0.1:{port}"
    with new_session() as session:
        calls = Calls(session, lambda: None)
        return fetch_picture(calls, f"http://{host}/{path}", hosts=(host,), seconds=seconds)


@pytest.mark.parametrize(
    ("path", "seconds", "problem"),
    [
        ("dribble", 0.1, PictureUnreachable),
        ("endless", 20, PictureTooBig),
        ("short", 20, PictureUnreachable),
        ("huge", 20, PictureTooBig),
    ],
)
def test_a_hostile_body_ends_in_a_typed_problem(hostile, path, seconds, problem):
    with pytest.raises(PictureProblem) as found:
        fetched(hostile, path, seconds=seconds)
    assert type(found.value) is problem


def test_a_compressed_bomb_is_never_unpacked(hostile):
    with pytest.raises(NotAPicture):
        fetched(hostile, "bomb", seconds=20)
