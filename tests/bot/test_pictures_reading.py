"""What is read in a picture, and what is said to be wrong with one. Every picture here is drawn."""

import io
import itertools
import zipfile
import zlib

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from bot.reading import look as looking
from bot.reading.look import look
from bot.reading.opening import MOST_PIXELS
from bot.reading.seen import Seen, are_alike
from bot.reading.whose import kind_of
from domain.identity import parse_citizen_qr
from mock_zalo import cards, people
from mock_zalo.luck import Luck

SEVEN = "064090001234|231006141|Nguyễn Văn Mẫu|05031990|Nam|Tổ 5, Phường Pleiku, Gia Lai|15082022"
SIX = "064090001234|Nguyễn Văn Mẫu|05031990|Nam|Tổ 5, Phường Pleiku, Gia Lai|15082022"
MORE = f"{SIX}|231006141||Nguyễn Văn Cha|Trần Thị Mẹ"
PAYMENT = (
    "00020101021238570010A00000072701270006970436011301234567890208QRIBFTTA53037045802VN6304A1B2"
)
WEB = "https://example.vn/tra-cuu?so=064090001234"
TABLE = (90, 80, 70)


def with_code(text, size=236):
    """Return a white card on a table, with a code and a few lines."""
    code = io.BytesIO()
    segno.make(text, error="m", micro=False).save(code, kind="png", scale=4, border=3)
    photo = Image.new("RGB", (900, 600), TABLE)
    pen = ImageDraw.Draw(photo)
    pen.rectangle((60, 60, 840, 540), (226, 240, 236))
    for line in range(6):
        pen.text((100, 150 + 50 * line), "CAN CUOC CONG DAN  MAU", (20, 20, 30), font_size=24)
    photo.paste(Image.open(code).convert("RGB").resize((size, size)), (580, 90))
    return photo


def jpeg(picture, quality=80):
    content = io.BytesIO()
    picture.convert("RGB").save(content, "JPEG", quality=quality)
    return content.getvalue()


def shaken(picture, length):
    moved = picture
    for step in range(1, length):
        moved = Image.blend(moved, ImageChops.offset(picture, step, 0), 1 / (step + 1))
    return moved


def hurried(content):
    """Look at it, but give the telling of modules no time: what is asked here is not a code."""
    return look(content, clock=itertools.count(step=looking.SECONDS).__next__)


@pytest.fixture(scope="module")
def papers():
    person = people.invent(Luck(7), 7, 1_790_000_000)
    return {
        card: Image.open(io.BytesIO(cards.draw(card, person))).convert("RGB")
        for card in ("licence_front", "health_certificate")
    }


@pytest.mark.parametrize("text", [SEVEN, SIX, MORE])
def test_the_code_of_every_kind_of_card_names_the_citizen(text):
    seen = look(jpeg(with_code(text)))

    assert seen.citizen == text
    assert parse_citizen_qr(seen.citizen).full_name == "Nguyễn Văn Mẫu"
    assert (seen.media_type, seen.width, seen.height, seen.problem) == (
        *("image/jpeg", 900, 600),
        None,
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda photo: photo.filter(ImageFilter.GaussianBlur(2.9)),
        lambda photo: shaken(photo, 12),
        lambda photo: shaken(photo.rotate(90, expand=True), 12),
    ],
    ids=["blurred", "shaken", "shaken_on_its_side"],
)
def test_a_code_that_a_plain_reader_misses_is_read(spoil):
    content = jpeg(spoil(with_code(SEVEN)))

    assert not zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
    assert look(content).citizen == SEVEN


@pytest.mark.parametrize(
    "text", [PAYMENT, WEB, "MAU|640123456789|B2", "MECARD:N:Mau;;", SEVEN[13:]]
)
def test_no_other_code_becomes_a_citizen(text):
    seen = look(jpeg(with_code(text)))

    assert [one.text for one in seen.codes] == [text]
    assert seen.citizen is None
    assert seen.qr == text


@pytest.mark.parametrize(
    ("text", "code_format", "kind"),
    [
        (SEVEN, "QRCode", "citizen"),
        (SEVEN, "PDF417", "licence"),
        (PAYMENT, "QRCode", "payment"),
        (f"{PAYMENT}|{SEVEN}", "QRCode", "payment"),
        (WEB, "QRCode", "web"),
        ("https://gplx.gov.vn/t?x=1", "QRCode", "licence"),
        ("MAU|640123456789|B2", "QRCode", "licence"),
        ("893456313816", "UPCA", "other"),
    ],
)
def test_whose_code_it_is(text, code_format, kind):
    assert kind_of(text, code_format) == kind


def test_both_codes_of_one_picture_are_told_and_the_citizens_is_read():
    photo = with_code(SEVEN)
    photo.paste(with_code(PAYMENT).crop((580, 90, 816, 326)), (80, 300))

    seen = look(jpeg(photo))

    assert {one.kind for one in seen.codes} == {"citizen", "payment"}
    assert seen.qr == SEVEN


def bomb(side):
    header = b"IHDR" + (side).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n"
    for chunk in (header, b"IDAT" + zlib.compress(bytes(10**6)), b"IEND"):
        png += (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    return png


def other_kind(kind):
    content = io.BytesIO()
    Image.new("RGB", (600, 400), "white").save(content, kind)
    return content.getvalue()


def test_a_bomb_is_refused_by_its_header():
    assert look(bomb(20000)) == Seen(width=20000, height=20000, problem="too_large")
    assert look(bomb(8000)) == Seen(width=8000, height=8000, problem="too_large")
    assert MOST_PIXELS < 8000 * 8000


def test_a_large_webp_is_refused_by_its_header_whichever_it_has():
    for head, size in (
        (b"VP8L" + bytes(4) + b"\x2f" + (14199 | 14199 << 14).to_bytes(4, "little"), 14200),
        (b"VP8 " + bytes(10) + (9000 | 9000 << 16).to_bytes(4, "little"), 9000),
        (b"VP8X" + bytes(8) + 2 * (9999).to_bytes(3, "little"), 10000),
    ):
        content = b"RIFF" + bytes(4) + b"WEBP" + head + bytes(2000)

        assert look(content) == Seen(width=size, height=size, problem="too_large")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 ...",
        b"GIF89a" + bytes(40),
        jpeg(with_code(SEVEN))[:9000],
        b"\xff\xd8\xff\xe0" + b"JFIF" * 100,
        other_kind("GIF"),
        other_kind("BMP"),
        other_kind("TIFF"),
    ],
    ids=["empty", "svg", "pdf", "gif", "cut_off", "jfif", "whole_gif", "bmp", "tiff"],
)
def test_what_is_no_picture_that_we_keep_is_said(content):
    assert look(content) == Seen(problem="not_a_picture")


def test_a_picture_with_an_archive_behind_it_is_a_picture():
    content = io.BytesIO()
    content.write(jpeg(with_code(SEVEN)))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("x.html", "<script>")

    assert look(content.getvalue()).media_type == "image/jpeg"


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"])
)
def test_no_bytes_break_the_reader(content, head):
    assert look(head + content).problem == "not_a_picture"


@settings(max_examples=25, deadline=None)
@given(st.integers(20, 9000), st.binary(min_size=1, max_size=8))
def test_no_damage_to_a_picture_breaks_the_reader(place, damage):
    content = bytearray(jpeg(with_code(SEVEN).resize((450, 300)), 40))
    content[place : place + len(damage)] = damage

    assert isinstance(hurried(bytes(content)), Seen)


def test_a_picture_is_told_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = io.BytesIO()
    with_code(SEVEN).save(content, "JPEG", exif=exif)

    seen = look(content.getvalue())

    assert (seen.width, seen.height, seen.citizen) == (600, 900, SEVEN)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "CMYK", "I;16"])
def test_every_mode_of_pixels_is_read(mode):
    picture = with_code(SEVEN).convert("L" if mode == "I;16" else mode)
    content = io.BytesIO()
    picture.save(content, "JPEG" if mode == "CMYK" else "PNG")

    assert look(content.getvalue()).citizen == SEVEN


@pytest.mark.parametrize("card", ["licence_front", "health_certificate"])
def test_a_good_photo_without_a_code_has_no_problem(papers, card):
    photo = ImageEnhance.Brightness(papers[card].filter(ImageFilter.GaussianBlur(0.8))).enhance(0.7)

    assert hurried(jpeg(photo, 70)).problem is None


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda paper: paper.filter(ImageFilter.GaussianBlur(9)), "blurred"),
        (lambda paper: paper.filter(ImageFilter.BoxBlur((18, 2))), "blurred"),
        (lambda paper: ImageEnhance.Brightness(paper).enhance(0.08), "dark"),
        (lambda paper: paper.resize((220, 150)), "small"),
    ],
    ids=["blurred", "shaken", "dark", "small"],
)
@pytest.mark.parametrize("card", ["licence_front", "health_certificate"])
def test_a_bad_photo_of_a_paper_is_told_by_what_is_wrong(papers, card, spoil, problem):
    assert hurried(jpeg(spoil(papers[card]))).problem == problem


def test_a_paper_swept_past_the_camera_is_blurred_though_no_print_is_left(papers):
    table = Image.new("RGB", (1280, 960), (70, 66, 60))
    table.paste(papers["licence_front"].resize((700, 458)), (200, 120))
    swept = table
    for step in range(1, 70):
        shift = ImageChops.offset(table, round(0.8 * step), round(0.6 * step))
        swept = Image.blend(swept, shift, 1 / (step + 1))

    assert hurried(jpeg(swept)).problem == "blurred"


def wall():
    return ImageChops.add(
        Image.new("RGB", (900, 700), (190, 180, 160)),
        Image.effect_noise((900, 700), 8).convert("RGB"),
        scale=1,
        offset=-128,
    )


def screen():
    picture = Image.new("RGB", (720, 1500), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(24):
        pen.text((40, 60 + 58 * line), "gui em anh can cuoc nhe", (20, 20, 20), font_size=26)
    return picture


def hills():
    picture = Image.linear_gradient("L").resize((1200, 800)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    pen.polygon(
        [(0, 800), (0, 520), (400, 420), (800, 560), (1200, 450), (1200, 800)], (60, 120, 60)
    )
    return picture.filter(ImageFilter.GaussianBlur(1))


@pytest.mark.parametrize(
    "draw", [wall, screen, hills, lambda: Image.new("RGB", (800, 600), "pink")]
)
def test_what_shows_no_paper_is_told(draw):
    assert hurried(jpeg(draw())).problem == "no_document"


def test_a_foreign_code_makes_a_picture_of_something_and_leaves_other_problems():
    assert look(jpeg(with_code(PAYMENT))).problem is None
    assert look(jpeg(with_code(PAYMENT).resize((360, 240)))).problem == "small"


def test_the_reader_stops_when_its_time_is_over():
    ticks = iter(range(1000))
    spoiled = jpeg(with_code(SEVEN).filter(ImageFilter.GaussianBlur(9)))

    seen = look(spoiled, clock=lambda: next(ticks) * looking.SECONDS / 4)

    assert seen.citizen is None
    assert next(ticks) < 20


def test_a_picture_is_known_again_and_another_is_not(papers):
    licence, certificate = papers.values()
    first = hurried(jpeg(licence)).likeness
    again = hurried(jpeg(licence.resize((700, 458)), 40)).likeness

    assert are_alike(first, again)
    assert not are_alike(first, hurried(jpeg(certificate)).likeness)
    assert not are_alike("", "")


def test_what_was_seen_survives_the_way_between_processes():
    seen = look(jpeg(with_code(SEVEN)))

    assert Seen.from_record(seen.as_record()) == seen
