"""Bookings used at another centre: what the feed passes on, and the whole way over two brokers and the bridge."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from broker_config.local import LocalBroker
from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import BookingStates, CheckedIn, Reason, Refused
from lobby.contract.bookings import Booking
from lobby.contract.codes import BookingClaim, signed
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.day_list import booking_digest
from lobby.contract.elsewhere import ElsewhereEvent, Use, Uses, UsesEvent
from lobby.contract.requests import CheckIn, ImportBookings, TellBookings
from lobby.contract.topics import ELSEWHERE, USES
from lobby.feed.elsewhere import UsesMemory
from lobby.link.device import Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from tests.lobby.feed.wait.test_whole_way import PATIENCE_SECONDS, ask, client, in_one_day, new_id
from tests.support.centres import Centre
from tests.support.feeds import Feed, running_feed, until
from tests.support.stream import Stream

__all__ = ["client", "in_one_day"]
CATALOGUE = sample_catalogue()
ONE, OTHER = "00000000000000a1", "00000000000000a2"


def word(centre: str, *uses: tuple[str, str], topic: str | None = None) -> Incoming:
    """A centre says which bookings it uses, and whose they are."""
    now = datetime.now(UTC)
    data = Uses(as_of=now, centre=centre, day=now.date().isoformat(), uses=said(*uses))
    event = UsesEvent(id="1", source="/test", type="de.lobby.uses.v1", time=now, data=data)
    return Incoming(USES, {"city": "hh", "centre": topic or centre}, event, retained=False, received=0)


def said(*uses: tuple[str, str]) -> tuple[Use, ...]:
    return tuple(Use(booking=booking_digest(booking), to=to) for booking, to in uses)


def told(memory: UsesMemory) -> dict[str, dict[str, tuple[str, ...]]]:
    """To whom, from whom, which."""
    return {to: {one.centre: one.bookings for one in used} for to, used in memory.due().items()}


def test_each_centre_hears_of_its_own_bookings_from_all_others() -> None:
    """Also that a centre which was heard of uses none: only so a booking is given back."""
    memory = UsesMemory("hh")
    for one in (word("altona"), word("wandsbek", (ONE, "altona")), word("harburg", (OTHER, "wandsbek"))):
        memory.apply(one)
    found = told(memory)
    assert found["altona"] == {"harburg": (), "wandsbek": (booking_digest(ONE),)}
    assert found["wandsbek"] == {"altona": (), "harburg": (booking_digest(OTHER),)}


def test_two_guests_with_one_booking_hear_of_each_other() -> None:
    """The home centre has no visitor of it; both houses that have one are told."""
    memory = UsesMemory("hh")
    for centre in ("wandsbek", "harburg"):
        memory.apply(word(centre, (ONE, "altona")))
    found, digest = told(memory), booking_digest(ONE)
    assert found == {"wandsbek": {"harburg": (digest,)}, "harburg": {"wandsbek": (digest,)}}


def test_nobody_speaks_for_another_centre() -> None:
    """What names another centre than its topic is not believed; a word that was taken away is forgotten."""
    memory = UsesMemory("hh")
    memory.apply(word("altona"))
    memory.apply(word("wandsbek", (ONE, "altona"), topic="harburg"))
    assert told(memory) == {"altona": {}}
    memory.apply(word("wandsbek", (ONE, "altona")))
    gone = Incoming(USES, {"city": "hh", "centre": "wandsbek"}, None, retained=False, received=0)
    memory.apply(gone)
    assert told(memory) == {"altona": {}}


@pytest.fixture
def feed(city_broker: LocalBroker, tmp_path: Path) -> Iterator[Feed]:
    """A feed, and the other centres of the city."""
    with running_feed(city_broker, tmp_path) as running:
        yield running


@pytest.mark.slow
def test_the_whole_way_there_and_back(
    feed: Feed, bridged_broker: LocalBroker, city_broker: LocalBroker, client: Device, tmp_path: Path
) -> None:
    """Used elsewhere, refused here; given back, taken here; used twice, told; a guest, told to the home centre."""
    key, now = Ed25519PrivateKey.generate(), datetime.now(UTC).replace(second=0, microsecond=0)
    centre = Centre(bridged_broker, tmp_path)
    public = {"key_id": 1, "public": key.public_key().public_bytes_raw().hex()}
    days = {"not_before": now.date() - timedelta(days=2), "not_after": now.date() + timedelta(days=2)}
    centre.configure(keys=[{**public, **{name: day.isoformat() for name, day in days.items()}}])
    heard = Stream()
    listening = Link(
        city_broker.settings("rehearsal"), (Subscription(ELSEWHERE, any_centre=True),), heard.put
    )
    centre.start()
    listening.start()
    try:
        heard.until(lambda item: isinstance(item, LinkChanged) and item.connected, PATIENCE_SECONDS)
        booking = Booking(booking=ONE, centre="altona", service="id-card", slot=now, length_minutes=15)
        ask(client, ImportBookings(id=new_id(), bookings=(booking,)))

        say(feed, (ONE, "altona"))
        until(lambda: status(client, now) == "elsewhere", PATIENCE_SECONDS)
        refused = ask(client, CheckIn(id=new_id(), code=code(key, ONE, "altona", now)))
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.USED_ELSEWHERE

        say(feed)
        until(lambda: status(client, now) == "expected", PATIENCE_SECONDS)
        assert isinstance(ask(client, CheckIn(id=new_id(), code=code(key, ONE, "altona", now))), CheckedIn)

        say(feed, (ONE, "altona"))
        heard.until(lambda item: is_told(item, "wandsbek", ONE), PATIENCE_SECONDS)
        assert status(client, now) == "arrived"

        guest = ask(client, CheckIn(id=new_id(), code=code(key, OTHER, "wandsbek", now)))
        assert isinstance(guest, CheckedIn)
        heard.until(lambda item: is_told(item, "wandsbek", OTHER), PATIENCE_SECONDS)
    finally:
        listening.stop()
        centre.kill()


def say(feed: Feed, *uses: tuple[str, str]) -> None:
    """Wandsbek says what it uses."""
    now = datetime.now(UTC)
    day = now.astimezone(LOCAL).date().isoformat()
    data = Uses(as_of=now, centre="wandsbek", day=day, uses=said(*uses))
    event = UsesEvent(id=new_id(), source="/test", type="de.lobby.uses.v1", time=now, data=data)
    assert feed.centres.publish(USES, event, centre="wandsbek") is not None


def status(client: Device, now: datetime) -> str:
    """Of the booking that this centre expects, as its booking system hears it."""
    states: Any = ask(client, TellBookings(id=new_id(), day=now.astimezone(LOCAL).date().isoformat()))
    assert isinstance(states, BookingStates)
    return next(one.status.value for one in states.states if one.booking == ONE)


def is_told(item: object, centre: str, booking: str) -> bool:
    """Whether a centre hears that altona uses this booking."""
    if not isinstance(item, Incoming) or not isinstance(item.message, ElsewhereEvent):
        return False
    used = {one.centre: one.bookings for one in item.message.data.used}
    return item.levels["centre"] == centre and booking_digest(booking) in used.get("altona", ())


def code(key: Ed25519PrivateKey, booking: str, centre: str, slot: datetime) -> str:
    """Of a booking at this centre."""
    claim = BookingClaim(
        booking=booking, revision=0, key_id=1, site=CATALOGUE.centre[centre].number, slot=slot,
        length=timedelta(minutes=15), service=CATALOGUE.service["id-card"].number, persons=1,
    )  # fmt: skip
    return signed(claim, key)
