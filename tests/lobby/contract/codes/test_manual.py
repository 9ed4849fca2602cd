"""docs/booking-codes.md tells other implementers what this implementation does."""

from pathlib import Path

from lobby.contract.codes import BookingClaim, CodeFault, claimed, typed_code
from lobby.contract.codes.claim import packed
from lobby.contract.codes.symbols import ALPHABET
from tests.support.codes import CLAIM, code

MANUAL = (Path(__file__).parents[4] / "docs" / "booking-codes.md").read_text(encoding="utf-8")


def test_the_test_vector_is_right() -> None:
    """Body, code and typed code of the manual's test vector are the ones this program makes."""
    assert packed(CLAIM).hex() in MANUAL
    assert f"    {code()}\n" in MANUAL
    assert f"`{typed_code(CLAIM.booking)}`" in MANUAL
    assert f"`{ALPHABET}`" in MANUAL


def test_the_example_is_a_code() -> None:
    """The code on top of the manual and the typed code under it belong together."""
    example = MANUAL.split("\n    HK1")[1].split("\n")[0]
    claim = claimed("HK1" + example)
    assert isinstance(claim, BookingClaim)
    assert f"`{typed_code(claim.booking)}`, for dim phones" in MANUAL


def test_every_reason_is_explained() -> None:
    """No reason a reader gives is missing from the manual's table."""
    for fault in CodeFault:
        assert f"`{fault}`" in MANUAL or f"`{fault.removeprefix('foreign')}`" in MANUAL
