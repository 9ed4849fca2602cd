"""What a form says becomes a request."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.coding import encode
from lobby.contract.requests import AnyRequest, CallNext, Park, Transfer, WriteNote
from lobby.contract.state import Outcome
from lobby.counter.orders import REQUESTS, OddFormError, Order

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WITH_IDS = frozenset(
    [
        "add-service",
        "call",
        "finish",
        "finish-next",
        "flag",
        "hand-over",
        "note",
        "take-back",
        "transfer",
        "withdraw",
    ]
)
"""Ids of a made-up form are handed on as they are: the queue service refuses them as malformed."""
FIELDS = ("visit", "service", "to", "where", "other", "minutes", "outcome", "done", "text", "in_person")


def order(**form: str | tuple[str, ...]) -> Order:
    fields = {name: (value,) if isinstance(value, str) else value for name, value in form.items()}
    return Order("command-1", "7", fields, ("id-card",), NOW)


def test_park_prefers_what_was_typed_and_counts_from_now() -> None:
    """The typed place wins over the ticked one; minutes become a moment."""
    request = REQUESTS["park"](order(where="Kasse", other=" Raum 12 ", minutes="20"))
    assert request == Park(id="command-1", place="7", where="Raum 12", until=NOW + timedelta(minutes=20))


def test_finish_and_next_carries_the_outcome() -> None:
    """Nothing said is done, with the services of the visit."""
    plain = REQUESTS["finish-next"](order())
    assert plain == CallNext(id="command-1", place="7", finish_current=True)
    told = REQUESTS["finish-next"](order(outcome="no-case", done=("id-card", "", "id-card")))
    assert isinstance(told, CallNext)
    assert (told.outcome, told.services_done) == (Outcome.NO_CASE, ("id-card",))


def test_transfer_to_a_place_keeps_the_service() -> None:
    """What was left empty is not said."""
    assert REQUESTS["transfer"](order(service="", to="8")) == Transfer(id="command-1", place="7", to="8")


def test_note_is_one_line_of_at_most_its_length() -> None:
    """Line breaks become spaces."""
    request = REQUESTS["note"](order(visit="visit-A101", text="a\r\n b " + "c" * 300))
    assert isinstance(request, WriteNote)
    assert request.text.startswith("a b c")
    assert len(request.text) == 200


@pytest.mark.parametrize("minutes", ["0", "-1", "601", "9" * 40, "²", "x"])
def test_odd_times_are_refused(minutes: str) -> None:
    """Only whole minutes within the day."""
    with pytest.raises(OddFormError):
        REQUESTS["park"](order(where="Kasse", minutes=minutes))


@given(st.sampled_from(sorted(REQUESTS)), st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=400)))
def test_any_form_is_a_request_or_told_as_odd(op: str, form: dict[str, str]) -> None:
    """Whatever somebody sends, the page neither breaks nor makes a request that no reader of the contract can read."""
    try:
        request = REQUESTS[op](order(**form))
    except OddFormError:
        return
    try:
        assert msgspec.json.decode(encode(request), type=AnyRequest) == request
    except msgspec.ValidationError:
        assert op in WITH_IDS
