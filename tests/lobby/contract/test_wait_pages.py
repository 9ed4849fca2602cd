"""The link to a wait page."""

import re
import uuid

import msgspec
import pytest

from lobby.contract.config import CentreConfig
from lobby.contract.wait_pages import SECRET_BYTES, digest_of, link_of, token_of

SECRET = bytes(range(SECRET_BYTES))


def test_a_token_is_long_and_of_one_visit_and_one_day() -> None:
    """130 bits of letters and digits; another visit or another secret gives another one, the same gives the same."""
    visits = [uuid.uuid4().hex for _ in range(50)]
    tokens = [token_of(SECRET, visit) for visit in visits]
    assert all(re.fullmatch("[a-z2-7]{26}", token) for token in tokens)
    others = [token_of(SECRET[::-1], visit) for visit in visits]
    assert len({*tokens, *others}) == 100
    assert tokens == [token_of(SECRET, visit) for visit in visits]


def test_the_digest_does_not_give_the_token_away() -> None:
    """It is no part of it, and no link."""
    token = token_of(SECRET, "visit-0001")
    assert digest_of(token) != digest_of(digest_of(token))
    assert token not in digest_of(token)
    assert re.fullmatch("[0-9a-f]{32}", digest_of(token))


def test_a_link_is_made_of_either_spelling_of_the_base() -> None:
    """With a slash at its end or without."""
    wanted = "https://lobby.example.org/w/altona/abc"
    assert link_of("https://lobby.example.org", "altona", "abc") == wanted
    assert link_of("https://lobby.example.org/", "altona", "abc") == wanted


@pytest.mark.parametrize(
    ("base", "fits"),
    [
        ("", True),
        ("https://lobby.example.org", True),
        ("http://127.0.0.1:8080/", True),
        ("https://lobby.example.org/below", False),
        ("lobby.example.org", False),
        ("https://lobby.example.org?x=1", False),
        ("https://somebody@lobby.example.org", False),
    ],
)
def test_the_base_is_an_origin(base: str, fits: bool) -> None:  # noqa: FBT001
    """Scheme, host, port; the page stands at the root, so nothing may follow."""
    taken = True
    try:
        msgspec.convert({"phone_page": base}, CentreConfig)
    except msgspec.ValidationError:
        taken = False
    assert taken is fits
