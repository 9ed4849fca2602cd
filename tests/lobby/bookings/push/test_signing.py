"""Only what a known secret has signed just now is believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.bookings.push.signing import WINDOW, Secret, SecretError, SigningFault, headers, verified

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECRET, OTHER = Secret(bytes(range(32))), Secret(bytes(32))
BODY = b'{"bookings": []}'
GOOD = headers(SECRET, "delivery-1", NOW, BODY)


def test_the_specification_s_example_is_signed_the_same() -> None:
    """Secret, id, time and body as in the documents of Standard Webhooks."""
    secret = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signature = secret.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_signed_is_believed() -> None:
    """By any of our secrets, with any of the sender's signatures."""
    assert verified(GOOD, BODY, (OTHER, SECRET), NOW) == "delivery-1"
    several = GOOD | {"webhook-signature": f"v1,bm8= v2,x {GOOD['webhook-signature']}"}
    assert verified(several, BODY, (SECRET,), NOW) == "delivery-1"


@pytest.mark.parametrize(
    ("changes", "body", "fault"),
    [
        ({}, BODY + b" ", SigningFault.SIGNATURE),
        ({"webhook-id": "delivery-2"}, BODY, SigningFault.SIGNATURE),
        ({"webhook-timestamp": str(int(NOW.timestamp()) + 1)}, BODY, SigningFault.SIGNATURE),
        ({"webhook-signature": "v1,bm8="}, BODY, SigningFault.SIGNATURE),
        ({"webhook-signature": ""}, BODY, SigningFault.HEADERS),
        ({"webhook-id": "../etc"}, BODY, SigningFault.HEADERS),
        ({"webhook-timestamp": "-1"}, BODY, SigningFault.HEADERS),
        ({"webhook-timestamp": "٣"}, BODY, SigningFault.HEADERS),
    ],
)
def test_what_was_changed_is_not_believed(changes: dict[str, str], body: bytes, fault: SigningFault) -> None:
    """Body, id and time are all under the signature."""
    assert verified(GOOD | changes, body, (SECRET,), NOW) is fault


@pytest.mark.parametrize(
    ("minutes", "expected"), [(5, "delivery-1"), (6, SigningFault.TIME), (-6, SigningFault.TIME)]
)
def test_a_recording_is_not_believed_later(minutes: int, expected: object) -> None:
    """Five minutes either way."""
    assert verified(GOOD, BODY, (SECRET,), NOW + timedelta(minutes=minutes)) == expected
    assert timedelta(minutes=5) == WINDOW


@given(
    st.dictionaries(
        st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text(max_size=30)
    ),
    st.binary(max_size=50),
)
def test_any_headers_get_an_answer(given_headers: dict[str, str], body: bytes) -> None:
    """Junk is refused and never raises."""
    assert isinstance(verified(given_headers, body, (SECRET,), NOW), SigningFault)


@pytest.mark.parametrize(
    "text", ["", "whsec_", "whsec_!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ="]
)
def test_what_is_no_secret_is_refused(text: str) -> None:
    """Prefix, base64, at least 24 bytes."""
    with pytest.raises(SecretError):
        Secret.parse(text)


def test_a_new_secret_is_read_back_and_not_shown() -> None:
    """Its written form is for the file alone."""
    new = Secret.new()
    assert Secret.parse(new.written() + "\n") == new
    assert "key" not in repr(new)
