"""The terminal alone says what the queue service would say."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.alone.judge import Judge, Judged, Objection
from lobby.contract.answers import Reason
from lobby.contract.codes import signed, typed_code
from lobby.contract.events import BookingCancelled
from lobby.contract.requests import CallNext, Finish, OpenPlace
from lobby.contract.state import Standing
from lobby.queueing.arrivals import Presented, Recognised, recognise
from tests.kiosk.alone.parts import house, list_of
from tests.support.codes import CLAIM, code, private_key
from tests.support.house import NOW, House, booking, minutes

SERVED, CANCELLED, REBOOKED, HERE, PLAIN = "served", "cancelled", "rebooked", "here", "plain"


def shown(centre: House, name: int, revision: int, slot_minutes: int, **more: object) -> tuple[str, object]:
    """A code, and the booking it claims."""
    slot = NOW + minutes(slot_minutes)
    number = centre.rules.services["id-card"].number
    text = code(booking=f"{name:016x}", revision=revision, slot=slot, service=number, persons=1, **more)
    return text, booking(name, slot, revision=revision)


def prepared(what: str, slot_minutes: int) -> House:
    """A line in which booking 1 stands like this."""
    centre = house()
    centre.book(booking(1, NOW + minutes(slot_minutes), revision=1))
    if what == CANCELLED:
        centre.take((BookingCancelled(at=NOW, visit=booking(1).booking),))
    if what in (HERE, SERVED):
        centre.present(booking(1, NOW + minutes(slot_minutes), revision=1))
    if what == SERVED:
        centre.do(OpenPlace(id="open-0001", place="7", services=("id-card",)))
        centre.do(CallNext(id="call-0001", place="7"))
        centre.do(Finish(id="done-0001", place="7"))
    return centre


@given(
    st.sampled_from([PLAIN, CANCELLED, HERE, SERVED]),
    st.integers(-40, 400),
    st.integers(0, 2),
    st.sampled_from([1, 2]),
    st.integers(-30, 30),
)
def test_same_words_as_the_queue_service(
    what: str, slot_minutes: int, revision: int, name: int, later: int
) -> None:
    """For any booking, code and moment: may check in with the same standing, or may not for the same reason."""
    centre = prepared(what, slot_minutes)
    text, claimed = shown(centre, name, revision, slot_minutes)
    now = NOW + minutes(later)
    theirs = recognise(centre.line, Presented(claimed), centre.rules, now)  # type: ignore[arg-type]
    ours = Judge(list_of(centre), "altona").code(text, now)
    if isinstance(theirs, Recognised):
        assert isinstance(ours, Judged), ours
        known = None if theirs.visit is None else centre.line.visits[theirs.visit].number
        assert (ours.number, ours.booking.slot) == (known, theirs.booking.slot)
        if known is None:
            assert (ours.standing, ours.callable_from) == (theirs.standing, theirs.callable_from)
    else:
        assert isinstance(ours, Objection), ours
        assert ours.reason is theirs.reason


def test_typed_code_names_a_booking_of_the_list_alone() -> None:
    """It proves nothing: one that no booking has is unknown, and counts as a guess."""
    centre = prepared(PLAIN, 5)
    judge = Judge(list_of(centre), "altona")
    symbols = typed_code(booking(1).booking).symbols
    assert isinstance(judge.code(symbols, NOW), Judged)
    other = judge.code(typed_code(booking(2).booking).symbols, NOW)
    assert other == Objection(Reason.UNKNOWN_TYPED_CODE)


def test_bad_codes_keep_their_reasons() -> None:
    """Forged, of a withdrawn key, of another centre, of another day."""
    centre = house()
    judge = Judge(list_of(centre), "altona")
    forged = signed(CLAIM, private_key(3))
    assert judge.code(forged, NOW) == Objection(Reason.BAD_CODE, "forged")
    assert judge.code(code(key_id=2), NOW) == Objection(Reason.BAD_CODE, "key-revoked")
    foreign = centre.rules.services["id-card"].city_wide
    elsewhere = judge.code(code(site=9, service=6), NOW)
    assert isinstance(elsewhere, Judged) is (foreign and CLAIM.service == 6)
    tomorrow = judge.code(code(slot=NOW + timedelta(days=1)), NOW)
    assert isinstance(tomorrow, Objection)
    assert tomorrow.reason is Reason.OTHER_DAY


def test_no_list_gives_away_a_booking() -> None:
    """Neither its id nor its typed code stands in the list."""
    centre = prepared(PLAIN, 5)
    text = repr(list_of(centre))
    assert booking(1).booking not in text
    assert typed_code(booking(1).booking).symbols not in text


def test_booked_after_the_last_list() -> None:
    """A genuine code that the list does not have is taken, as provisional."""
    centre = house()
    text, _ = shown(centre, 3, 0, 5)
    judged = Judge(list_of(centre), "altona").code(text, NOW)
    assert isinstance(judged, Judged)
    assert judged.standing is Standing.PROVISIONAL
