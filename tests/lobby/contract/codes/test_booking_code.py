"""A booking code is read as it was signed, or refused with the one reason that fits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lobby.contract.codes import (
    CODE_LENGTH,
    BookingClaim,
    ClaimError,
    CodeFault,
    Unreadable,
    claimed,
    read,
    signed,
)
from lobby.contract.codes.claim import FIRST_SLOT, packed
from lobby.contract.codes.keyring import SIGNED_AS
from lobby.contract.codes.symbols import ALPHABET, decoded, encoded
from tests.support.codes import ALTONA, CLAIM, KEYRING, NOW, code, private_key

WHOLE = code()
OTHER = code(booking="ffeeddccbbaa9988")

claims = st.builds(
    BookingClaim,
    booking=st.binary(min_size=8, max_size=8).map(bytes.hex),
    revision=st.integers(0, 15),
    key_id=st.just(1),
    site=st.integers(1, 254),
    slot=st.integers(0, 300 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    length=st.integers(1, 255).map(lambda minutes: timedelta(minutes=minutes)),
    service=st.integers(1, 65_535),
    persons=st.integers(1, 20),
)


def signed_raw(body: bytes, key_id: int = 1) -> str:
    """A code of any body, well signed: what only the holder of a key can make."""
    return "HK1" + encoded(body + private_key(key_id).sign(SIGNED_AS + body))


def with_byte(position: int, value: int) -> bytes:
    """The sample claim's body with one byte changed."""
    body = bytearray(packed(CLAIM))
    body[position] = value
    return bytes(body)


STORIES = [
    ("nothing at all", "", CodeFault.EMPTY),
    ("only the Enter key of the scanner", "\r\n", CodeFault.EMPTY),
    ("a book held to the scanner", "A" * 4097, CodeFault.TOO_LONG),
    ("a phone pulled away", WHOLE[:60], CodeFault.CUT),
    ("one symbol lost on the way", WHOLE[:-1], CodeFault.CUT),
    ("the first keys lost", WHOLE[5:], CodeFault.CUT),
    ("two phones at once", WHOLE + OTHER, CodeFault.DOUBLED),
    ("two scans with Enter between", WHOLE + "\r\n" + OTHER, CodeFault.DOUBLED),
    ("a cut scan and a whole one", WHOLE[:50] + OTHER, CodeFault.DOUBLED),
    ("a wrong symbol", WHOLE[:20] + "Z" + WHOLE[21:], CodeFault.MALFORMED),
    ("another second way to write the same bytes", WHOLE[:-1] + "X", CodeFault.MALFORMED),
    ("more symbols than a code has", WHOLE + "77", CodeFault.MALFORMED),
    ("a number of some other office", "2026-0815/4711", CodeFault.FOREIGN),
    ("a poster", "https://www.hamburg.de/service", CodeFault.FOREIGN_URL),
    ("a poster, read by a scanner with the American layout", "httpsÖ--www.hamburg.de", CodeFault.FOREIGN_URL),
    ("an invoice", "BCD\n002\n1\nSCT\n\nName\nDE02120300000000202051\nEUR12.50", CodeFault.FOREIGN_PAYMENT),
    ("an invoice, of which the scanner sends line after line", "BCD\r", CodeFault.FOREIGN_PAYMENT),
    ("a crypto wallet's address", "bitcoin:175tWpb8K1S7NmH4Zx6rewF9WQrcZv245W", CodeFault.FOREIGN_PAYMENT),
    ("an identity wallet", "openid4vp://?client_id=x&request_uri=https://x", CodeFault.FOREIGN_WALLET),
    ("a health certificate", "HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 O5", CodeFault.FOREIGN_WALLET),
    ("a visiting card", "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", CodeFault.FOREIGN_CONTACT),
    ("a wireless network", "WIFI:T:WPA;S:guest;P:x;;", CodeFault.FOREIGN_WIFI),
    ("an appointment for the calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR", CodeFault.FOREIGN_CALENDAR),
    ("a code of a later form", "HK2" + WHOLE[3:], CodeFault.NEWER_VERSION),
    ("a later version inside the same form", signed_raw(with_byte(0, 0x20)), CodeFault.NEWER_VERSION),
    ("another slot painted in", "HK1" + encoded(with_byte(13, 77) + decoded(WHOLE[3:], 82)[18:]), CodeFault.FORGED),
    ("signed with somebody's own key", signed(CLAIM, private_key(9)), CodeFault.FORGED),
    ("a key that nobody here knows", code(key_id=99), CodeFault.UNKNOWN_KEY),
    ("a key that was stolen", code(key_id=2), CodeFault.KEY_REVOKED),
    ("a key that is not in force yet", code(key_id=3), CodeFault.KEY_NOT_YET),
    ("a key whose time is over", code(key_id=4), CodeFault.KEY_EXPIRED),
    ("another centre's key", code(key_id=5), CodeFault.KEY_OUT_OF_SCOPE),
    ("a key for all centres on a training code", code(site=255), CodeFault.TRAINING),
    ("a training code at a real centre", code(key_id=6, site=255), CodeFault.TRAINING),
    ("a booking for nobody", signed_raw(with_byte(17, 0)), CodeFault.BAD_FIELDS),
    ("a booking of no length", signed_raw(with_byte(14, 0)), CodeFault.BAD_FIELDS),
    ("version nought", signed_raw(with_byte(0, 0x01)), CodeFault.BAD_FIELDS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"), [story[1:] for story in STORIES], ids=[story[0] for story in STORIES]
)
def test_each_bad_code_has_its_reason(text: str, reason: CodeFault) -> None:
    """Every malformed, cut, foreign, forged, expired or unknown-key input is refused with its own reason."""
    reading = read(text, KEYRING, NOW, ALTONA)
    assert isinstance(reading, Unreadable)
    assert reading.reason is reason


def test_every_reason_has_a_story() -> None:
    """No reason exists that nothing leads to."""
    assert {story[2] for story in STORIES} == set(CodeFault)


@given(claims)
def test_what_was_signed_is_read(claim: BookingClaim) -> None:
    """A signed claim comes back field by field, in 135 symbols that QR codes pack tightly."""
    text = signed(claim, private_key(1))
    assert len(text) == CODE_LENGTH == 135
    assert set(text) <= set(ALPHABET)
    assert read(text, KEYRING, NOW, ALTONA) == claim
    assert claimed(text) == claim


AS_TYPED = [
    WHOLE.lower(),
    WHOLE.swapcase(),
    f"\r\n {WHOLE}\t\r\n",
    f"\x02{WHOLE}\x03\x04",
    f"\ufeff{WHOLE}\u200b",
    f"]Q1{WHOLE}",
    WHOLE[:70] + "\r\n" + WHOLE[70:],
    WHOLE.translate(str.maketrans("1234567890", '!"§$%&/()=')).lower(),
    WHOLE.translate(str.maketrans("1234567890", "!@#$%^&*()")),
]


@pytest.mark.parametrize(
    "text",
    AS_TYPED,
    ids=["lower", "caps lock", "enter", "framed", "marks", "AIM", "wrapped", "shift lock", "US shift lock"],
)
def test_keyboard_scanners_may_do_this(text: str) -> None:
    """Caps Lock, shift lock, line ends, framing and symbology marks of scanners do not matter."""
    assert read(text, KEYRING, NOW, ALTONA) == CLAIM


def test_the_code_survives_a_scanner_on_the_wrong_layout() -> None:
    """No symbol is one that an American scanner types differently on a German machine."""
    american = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    german = "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
    assert WHOLE.lower().translate(str.maketrans(american, german)) == WHOLE.lower()


@given(st.integers(0, 82 * 8 - 1))
@settings(max_examples=200)
def test_one_flipped_bit_is_refused(bit: int) -> None:
    """Whichever bit of claim or signature is flipped, the code is refused."""
    data = int.from_bytes(decoded(WHOLE[3:], 82)) ^ (1 << bit)
    reading = read("HK1" + encoded(data.to_bytes(82)), KEYRING, NOW, ALTONA)
    assert isinstance(reading, Unreadable)
    key_bits = range(80 * 8, 81 * 8)
    assert reading.reason in (
        {CodeFault.FORGED, CodeFault.UNKNOWN_KEY} if bit in key_bits else {CodeFault.FORGED}
    )


def test_each_bit_of_the_key_id_is_under_the_signature() -> None:
    """A code whose key id was changed to another known key is forged, to an unknown one is of an unknown key."""
    reasons = {
        bit: read("HK1" + encoded(bytes([data[0], data[1] ^ 1 << bit]) + data[2:]), KEYRING, NOW, ALTONA)
        for bit in range(8)
        for data in [decoded(WHOLE[3:], 82)]
    }
    assert reasons[2] == Unreadable(CodeFault.FORGED, 5)
    assert reasons[7] == Unreadable(CodeFault.UNKNOWN_KEY, 129)


@given(st.integers(1, CODE_LENGTH - 1), st.booleans())
def test_every_truncation_is_cut(length: int, is_lower: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    """A code that ends early is cut, wherever it ends: never forged, never malformed."""
    text = WHOLE[:length].lower() if is_lower else WHOLE[:length]
    assert read(text, KEYRING, NOW, ALTONA) == Unreadable(CodeFault.CUT)


@given(
    st.text(max_size=300)
    | st.text(alphabet=ALPHABET, max_size=200).map(lambda text: "HK1" + text)
    | st.binary(max_size=82).map(lambda data: "HK1" + encoded(data.ljust(82, b"\0")))
)
@settings(max_examples=300)
def test_junk_is_never_accepted(text: str) -> None:
    """Whatever is scanned, an answer comes and nothing unsigned gets in."""
    assert isinstance(read(text, KEYRING, NOW, ALTONA), Unreadable)
    claimed(text)


def test_the_form_of_the_code_is_fixed() -> None:
    """Codes in letters that were sent last year still read: body and alphabet never change within HK1."""
    assert WHOLE.startswith("HK1200G800H48RL8MB6XUBKPW0F0030")
    assert packed(CLAIM).hex() == "10 01 04 00112233445566ff 173bf8 0f 0006 02".replace(" ", "")


def test_a_forged_code_names_its_key_for_the_log() -> None:
    """The refusal carries the key id, so that staff can find out which key is missing or abused."""
    assert read(code(key_id=99), KEYRING, NOW, ALTONA) == Unreadable(CodeFault.UNKNOWN_KEY, 99)


def test_another_site_and_another_day_are_for_the_rules() -> None:
    """A valid code for another centre or day is read: what to say about it is not the code's business."""
    elsewhere = replace(CLAIM, site=9, slot=CLAIM.slot + timedelta(days=20))
    assert read(signed(elsewhere, private_key(1)), KEYRING, NOW, ALTONA) == elsewhere


def test_training_codes_are_read_where_training_is() -> None:
    """A code for training is read at the training site when a key may sign for it by name."""
    text = code(key_id=6, site=255)
    assert read(text, KEYRING, NOW, 255) == replace(CLAIM, key_id=6, site=255)
    assert read(code(site=255), KEYRING, NOW, 255) == Unreadable(CodeFault.KEY_OUT_OF_SCOPE, 1)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"persons": 0}, "persons is 0"),
        ({"persons": 21}, "persons is 21"),
        ({"revision": 16}, "revision is 16"),
        ({"site": 0}, "site is 0"),
        ({"length": timedelta(seconds=90)}, "length in minutes is 1.5"),
        ({"length": timedelta(hours=5)}, "length in minutes is 300"),
        ({"slot": FIRST_SLOT - timedelta(minutes=1)}, "slot 2023"),
        ({"slot": CLAIM.slot + timedelta(seconds=1)}, "no whole minute"),
        ({"slot": CLAIM.slot.replace(tzinfo=None)}, "with a time zone"),
        ({"booking": "0011"}, "16 hexadecimal digits"),
        ({"booking": "no hexadecimal"}, "not hexadecimal"),
    ],
)
def test_what_a_code_cannot_say_is_not_signed(fields: dict[str, object], says: str) -> None:
    """A claim outside the ranges raises before anything is signed, and says which field."""
    with pytest.raises(ClaimError, match=says):
        code(**fields)
