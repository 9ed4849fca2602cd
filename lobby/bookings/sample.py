"""A made-up day of bookings around now, with one booking for each thing that can go wrong at the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bookings.day import Case, Day, Entry
from lobby.bookings.demand import FAMILY_SERVICE, GRID, booked_slots, on_grid, window_around, wishes
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue, Centre, Service
from lobby.contract.codes import claim_of, signed, typed_code
from lobby.contract.codes.keyring import LOCAL

CANCELLED_SHARE = 0.05
STRANGERS_KEY_ID = 200

_AROUND_NOW = (
    (Case.ON_TIME, 5),
    (Case.ON_TIME, 10),
    (Case.EARLY, 60),
    (Case.EARLY, 120),
    (Case.LATE, -5),
    (Case.TOO_LATE, -60),
)
"""Minutes from now to the slot."""
_FOREIGN = (
    (Case.FOREIGN_URL, "https://www.hamburg.de/service"),
    (Case.FOREIGN_PAYMENT, "BCD\n002\n1\nSCT\n\nBeispiel\nDE02120300000000202051\nEUR12.50"),
)


@dataclass(frozen=True)
class Wish:
    """What day to make up. The same wish and key give the same day; `visitors` None is usual for the centre's size."""

    centre: Centre
    now: datetime
    seed: int = 1
    visitors: int | None = None


@dataclass
class _Maker:
    catalogue: Catalogue
    key: Ed25519PrivateKey
    key_id: int
    rng: Random = field(default_factory=Random)

    def booking(self, centre: Centre, service: Service, slot: datetime, persons: int = 1) -> Booking:
        return Booking(
            booking=self.rng.randbytes(8).hex(),
            centre=centre.id,
            service=service.id,
            slot=slot,
            length_minutes=service.length // timedelta(minutes=1),
            persons=persons,
        )

    def code(self, booking: Booking) -> str:
        return signed(claim_of(booking, self.catalogue, self.key_id), self.key)

    def entry(self, case: Case, booking: Booking, *, known: bool = True, code: str | None = None) -> Entry:
        return Entry(
            case=case,
            code=code or self.code(booking),
            typed=str(typed_code(booking.booking)),
            booking=booking,
            known=known,
        )


def sample_day(wish: Wish, catalogue: Catalogue, key: Ed25519PrivateKey, key_id: int) -> Day:
    """A day of bookings in the pattern of a busy site, signed with `key`."""
    maker = _Maker(catalogue, key, key_id, Random(wish.seed))  # noqa: S311 - a day that can be made again
    entries = [*_cases(wish, maker), *_bad_codes(wish, maker), *_crowd(wish, maker)]
    return Day(centre=wish.centre.id, made=wish.now, seed=wish.seed, entries=tuple(entries))


def _crowd(wish: Wish, maker: _Maker) -> Iterator[Entry]:
    window = window_around(wish.centre, wish.now)
    slots = booked_slots(wish.centre, window, maker.rng, wish.visitors)
    for slot, (service, persons) in zip(slots, wishes(maker.catalogue, wish.centre, maker.rng), strict=False):
        booking = maker.booking(wish.centre, service, slot, persons)
        is_cancelled = maker.rng.random() < CANCELLED_SHARE
        yield maker.entry(Case.ORDINARY, msgspec.structs.replace(booking, cancelled=is_cancelled))


def _cases(wish: Wish, maker: _Maker) -> Iterator[Entry]:
    """One entry for each good code; those whose slot would fall on another day are left out."""
    now = wish.now.astimezone(LOCAL)
    usual = maker.catalogue.service["passport"]
    for case, minutes in _AROUND_NOW:
        slot = on_grid(now + timedelta(minutes=minutes))
        if slot.date() == now.date():
            yield maker.entry(case, maker.booking(wish.centre, usual, slot))

    soon = on_grid(now) + GRID
    family = maker.catalogue.service[FAMILY_SERVICE]
    yield maker.entry(Case.FAMILY, maker.booking(wish.centre, family, soon, persons=4))
    tomorrow = datetime.combine(now.date() + timedelta(days=1), soon.time(), LOCAL)
    yield maker.entry(Case.OTHER_DAY, maker.booking(wish.centre, usual, tomorrow))
    cancelled = msgspec.structs.replace(maker.booking(wish.centre, usual, soon), cancelled=True)
    yield maker.entry(Case.CANCELLED, cancelled)
    yield maker.entry(Case.NOT_SYNCED, maker.booking(wish.centre, usual, soon), known=False)
    yield from _moved(maker, maker.booking(wish.centre, usual, soon))
    yield from _elsewhere(wish, maker, soon)


def _moved(maker: _Maker, first: Booking) -> Iterator[Entry]:
    moved = msgspec.structs.replace(first, revision=1, slot=first.slot + 2 * GRID)
    yield maker.entry(Case.OLD_CODE, first, known=False)
    yield maker.entry(Case.REBOOKED, moved)


def _elsewhere(wish: Wish, maker: _Maker, slot: datetime) -> Iterator[Entry]:
    for case, service_id in ((Case.OTHER_SITE, "id-card"), (Case.HOME_DISTRICT, "settlement-permit")):
        service = maker.catalogue.service[service_id]
        others = [one for one in maker.catalogue.centres if one != wish.centre and one.offers(service)]
        yield maker.entry(case, maker.booking(maker.rng.choice(others), service, slot), known=False)


def _bad_codes(wish: Wish, maker: _Maker) -> Iterator[Entry]:
    slot = on_grid(wish.now.astimezone(LOCAL)) + GRID
    booking = maker.booking(wish.centre, maker.catalogue.service["passport"], slot)
    stranger = Ed25519PrivateKey.from_private_bytes(maker.rng.randbytes(32))
    claim = claim_of(booking, maker.catalogue, maker.key_id)
    unknown = claim_of(booking, maker.catalogue, STRANGERS_KEY_ID)
    good = maker.code(booking)
    yield Entry(case=Case.FORGED, code=signed(claim, stranger))
    yield Entry(case=Case.UNKNOWN_KEY, code=signed(unknown, stranger))
    yield Entry(case=Case.CUT, code=good[:80])
    yield Entry(case=Case.NEWER_VERSION, code="HK2" + good[3:])
    for case, text in _FOREIGN:
        yield Entry(case=case, code=text)
