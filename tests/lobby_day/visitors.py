"""Five hundred visitors of one day, with everything that goes wrong, and what each of them must be told. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random

import msgspec

from lobby.catalogue_files import sample_catalogue
from lobby.contract.answers import AnyAnswer, CheckedIn, Identified, Refused
from lobby.contract.bookings import Booking
from lobby.contract.codes import claim_of, signed, typed_code
from lobby.contract.config import PublicKey
from tests.lobby_day.clock import CLOSES, OPENS, at
from tests.support.codes import private_key, public_key

CATALOGUE = sample_catalogue()
NOT_OFFERED = "fishing-licence"
SERVICES = tuple(one.id for one in CATALOGUE.services if one.id != NOT_OFFERED)
GOOD_KEY, REVOKED_KEY, EXPIRED_KEY, OTHER_SITE_KEY, UNKNOWN_KEY = 1, 2, 4, 5, 200
EARLY, GRACE = timedelta(minutes=15), timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
FIRST_SLOT, LAST_SLOT = at("07:15"), at("17:00")


def keys() -> tuple[PublicKey, ...]:
    """The keys the centre knows."""
    long = {"not_before": date(2029, 1, 1), "not_after": date(2031, 12, 31)}
    return (
        public_key(GOOD_KEY, **long),
        public_key(REVOKED_KEY, revoked=True, **long),
        public_key(EXPIRED_KEY, not_before=date(2029, 1, 1), not_after=date(2030, 3, 3)),
        public_key(OTHER_SITE_KEY, sites=(9, 10), **long),
    )


class Case(StrEnum):
    """What is special about a visitor."""

    ORDINARY = "ordinary"
    AT_TERMINAL = "early, at the real terminal"
    MORE_PERSONS = "more persons than booked"
    TYPED = "typed code"
    EARLY = "early"
    LATE = "late within the grace"
    TOO_LATE = "too late"
    NO_SHOW = "does not come"
    NOT_SYNCED = "booked after the last import"
    CANCELLED = "cancelled"
    OLD_CODE = "code from before it was rebooked"
    REBOOKED = "new code of a rebooked one"
    OTHER_DAY = "other day"
    OTHER_SITE = "tied to another site"
    HELPED_HERE = "booked at another site, helped at every one"
    NOT_OFFERED = "booked for what is not offered"
    FORGED = "forged"
    FOREIGN = "foreign QR code"
    EXPIRED_KEY = "expired key"
    REVOKED_KEY = "revoked key"
    OTHER_SITE_KEY = "key of other sites"
    UNKNOWN_KEY = "unknown key"
    CUT = "scan cut off"
    UNKNOWN_TYPED = "typed code of nobody"
    WRONG_TYPED = "typed code with a slip"
    WALK_IN = "without booking"
    WALK_IN_NOT_OFFERED = "without booking, for what is not offered"
    BEFORE_OPENING = "before opening"


HOW_MANY: Mapping[Case, int] = {
    Case.ORDINARY: 172, Case.AT_TERMINAL: 12, Case.MORE_PERSONS: 10, Case.TYPED: 30, Case.EARLY: 20, Case.LATE: 20,
    Case.TOO_LATE: 12, Case.NO_SHOW: 35, Case.NOT_SYNCED: 10, Case.CANCELLED: 8, Case.OLD_CODE: 8, Case.REBOOKED: 8,
    Case.OTHER_DAY: 7, Case.OTHER_SITE: 7, Case.HELPED_HERE: 6, Case.NOT_OFFERED: 4, Case.FORGED: 7, Case.FOREIGN: 8,
    Case.EXPIRED_KEY: 5, Case.REVOKED_KEY: 4, Case.OTHER_SITE_KEY: 4, Case.UNKNOWN_KEY: 5, Case.CUT: 6,
    Case.UNKNOWN_TYPED: 5, Case.WRONG_TYPED: 5, Case.WALK_IN: 72, Case.WALK_IN_NOT_OFFERED: 4, Case.BEFORE_OPENING: 6,
}  # fmt: skip
"""Five hundred in all."""

FIXED: Mapping[Case, str] = {
    Case.CANCELLED: "cancelled", Case.OLD_CODE: "rebooked", Case.OTHER_DAY: "other-day",
    Case.OTHER_SITE: "other-site", Case.NOT_OFFERED: "not-offered", Case.FORGED: "bad-code forged",
    Case.EXPIRED_KEY: "bad-code key-expired", Case.REVOKED_KEY: "bad-code key-revoked",
    Case.OTHER_SITE_KEY: "bad-code key-out-of-scope", Case.UNKNOWN_KEY: "bad-code unknown-key",
    Case.CUT: "bad-code cut", Case.UNKNOWN_TYPED: "unknown-typed-code",
    Case.WRONG_TYPED: "bad-code typed-check-failed", Case.WALK_IN_NOT_OFFERED: "not-offered",
}  # fmt: skip
"""Cases that are told the same at any time of the day."""

FOREIGN = {
    "https://www.hamburg.de/service": "bad-code foreign-url",
    "BCD\n002\n1\nSCT\n\nBeispiel\nDE02120300000000202051\nEUR12.50": "bad-code foreign-payment",
    "WIFI:S:lobby;T:WPA;P:secret;;": "bad-code foreign-wifi",
    "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD": "bad-code foreign-contact",
}
PUNCTUALITY: Mapping[Case, tuple[float, float]] = {
    Case.EARLY: (-120, -30), Case.AT_TERMINAL: (-150, -110), Case.LATE: (3, 11), Case.TOO_LATE: (25, 90),
    Case.BEFORE_OPENING: (-20, -5),
}  # fmt: skip
"""Minutes from the slot to the arrival; all others come a little early."""


@dataclass(frozen=True)
class Visitor:
    """One visitor: comes `at`, shows `code` or wants `service`, and shows the code `again` at these moments."""

    name: str
    case: Case
    at: datetime
    code: str | None
    service: str
    booking: Booking | None = None
    persons: int | None = None
    again: tuple[datetime, ...] = ()
    told: str | None = None
    """For a foreign code: what must be said about it."""


@dataclass(frozen=True)
class Day:
    """Everybody who comes, in order, and what the booking system delivers before opening and later."""

    visitors: tuple[Visitor, ...]
    first_delivery: tuple[Booking, ...]
    second_delivery: tuple[Booking, ...]


def day(seed: int) -> Day:
    """The day of this seed."""
    maker = _Maker(Random(seed))
    visitors = [maker.visitor(case, number) for case, count in HOW_MANY.items() for number in range(count)]
    in_order = sorted(visitors, key=lambda one: one.at)
    return Day(tuple(in_order), tuple(maker.first.values()), tuple(maker.second.values()))


def outcome(answer: AnyAnswer) -> str:
    """An answer to a visitor in a word."""
    match answer:
        case Refused():
            return f"{answer.reason} {answer.detail}" if answer.reason == "bad-code" else str(answer.reason)
        case CheckedIn():
            return str(answer.ticket.standing)
        case Identified():
            return str(answer.standing)
        case _:
            return type(answer).__name__


def expected(visitor: Visitor, moment: datetime) -> str:
    """What the visitor must be told the first time, as the rules are written down, at the moment it was decided."""
    if visitor.told is not None:
        return visitor.told
    if visitor.case in FIXED:
        return FIXED[visitor.case]
    if not OPENS <= moment < CLOSES:
        return "closed"
    return "walk-in" if visitor.booking is None else _standing(visitor.case, visitor.booking.slot, moment)


def _standing(case: Case, slot: datetime, moment: datetime) -> str:
    if moment > slot + GRACE:
        return "too-late"
    if case is Case.HELPED_HERE:
        return "walk-in"
    if case is Case.NOT_SYNCED:
        return "provisional"
    if moment < slot - EARLY:
        return "early"
    return "late" if moment >= slot + MINUTE else "on-time"


@dataclass
class _Maker:
    rng: Random
    first: dict[str, Booking] = field(default_factory=dict)
    second: dict[str, Booking] = field(default_factory=dict)

    def visitor(self, case: Case, number: int) -> Visitor:
        """One of them; what the centre must know of their booking is remembered for the deliveries."""
        slot = self._slot()
        if case is Case.BEFORE_OPENING:
            slot = FIRST_SLOT
        if case is Case.AT_TERMINAL:  # one every three quarters of an hour
            slot = at("10:00") + number * 38 * MINUTE
        if case in {Case.CANCELLED, Case.OLD_CODE, Case.REBOOKED}:
            slot = max(slot, at("11:00"))
        plain = Visitor(
            f"{case.name.lower()}-{number}", case, self._arrival(case, slot), None, self._service()
        )
        made = _WITHOUT_BOOKING.get(case)
        if made is not None:
            return made(self, plain)
        return self._booked(plain, slot)

    def _booked(self, plain: Visitor, slot: datetime) -> Visitor:
        case = plain.case
        booking = Booking(
            booking=self.rng.randbytes(8).hex(), centre="altona", service=plain.service, slot=slot.astimezone(UTC),
            length_minutes=15, persons=self.rng.choice((1, 1, 1, 2)),
        )  # fmt: skip
        shown = _CHANGED.get(case, _as_it_is)(booking)
        self._deliver(case, booking)
        again: tuple[datetime, ...] = ()
        if (
            case in {Case.ORDINARY, Case.TYPED, Case.NOT_SYNCED, Case.MORE_PERSONS}
            and self.rng.random() < 0.2
        ):
            again = tuple(plain.at + self.rng.uniform(2, 90) * MINUTE for _ in range(self.rng.randint(1, 3)))
        return replace(
            plain,
            code=self._code(case, shown),
            service=shown.service,
            booking=shown,
            persons=booking.persons + 1 if case is Case.MORE_PERSONS else None,
            again=again,
        )

    def _deliver(self, case: Case, booking: Booking) -> None:
        if case in _NEVER_DELIVERED:
            return
        self.first[booking.booking] = booking
        if case is Case.CANCELLED:
            self.second[booking.booking] = msgspec.structs.replace(booking, cancelled=True)
        elif case in {Case.OLD_CODE, Case.REBOOKED}:
            self.second[booking.booking] = _rebooked(booking)

    def _code(self, case: Case, booking: Booking) -> str:
        if case is Case.TYPED:
            return str(typed_code(booking.booking)).lower()
        key = {
            Case.EXPIRED_KEY: EXPIRED_KEY, Case.REVOKED_KEY: REVOKED_KEY, Case.OTHER_SITE_KEY: OTHER_SITE_KEY,
            Case.UNKNOWN_KEY: UNKNOWN_KEY,
        }.get(case, GOOD_KEY)  # fmt: skip
        signer = private_key(99 if case is Case.FORGED else key)
        code = signed(claim_of(booking, CATALOGUE, key), signer)
        return code[:90] if case is Case.CUT else code

    def _slot(self) -> datetime:
        steps = (LAST_SLOT - FIRST_SLOT) // (5 * MINUTE)
        return FIRST_SLOT + self.rng.randint(0, steps) * 5 * MINUTE

    def _arrival(self, case: Case, slot: datetime) -> datetime:
        low, high = PUNCTUALITY.get(case, (-13, -1))
        arrival = slot + self.rng.uniform(low, high) * MINUTE
        return arrival if case is Case.BEFORE_OPENING else max(arrival, OPENS + 2 * MINUTE)

    def _service(self) -> str:
        usual = ("id-card", "passport", "residence-register", "pickup", "good-conduct", "settlement-permit")
        return self.rng.choice(usual) if self.rng.random() < 0.8 else self.rng.choice(SERVICES)


def _as_it_is(booking: Booking) -> Booking:
    return booking


def _rebooked(booking: Booking) -> Booking:
    return msgspec.structs.replace(booking, revision=1, slot=booking.slot + 10 * MINUTE)


_NEVER_DELIVERED = frozenset({
    Case.NOT_SYNCED, Case.OTHER_DAY, Case.OTHER_SITE, Case.HELPED_HERE, Case.NOT_OFFERED, Case.FORGED, Case.EXPIRED_KEY,
    Case.REVOKED_KEY, Case.OTHER_SITE_KEY, Case.UNKNOWN_KEY, Case.CUT,
})  # fmt: skip
_CHANGED: Mapping[Case, Callable[[Booking], Booking]] = {
    Case.OTHER_DAY: lambda one: msgspec.structs.replace(one, slot=one.slot + timedelta(days=1)),
    Case.OTHER_SITE: lambda one: msgspec.structs.replace(one, centre="wandsbek", service="settlement-permit"),
    Case.HELPED_HERE: lambda one: msgspec.structs.replace(one, centre="wandsbek", service="id-card"),
    Case.NOT_OFFERED: lambda one: msgspec.structs.replace(one, service=NOT_OFFERED),
    Case.REBOOKED: _rebooked,
}


def _foreign(maker: _Maker, plain: Visitor) -> Visitor:
    code, told = maker.rng.choice(sorted(FOREIGN.items()))
    return replace(plain, code=code, told=told)


def _typed_of_nobody(maker: _Maker, plain: Visitor) -> Visitor:
    return replace(plain, code=str(typed_code(maker.rng.randbytes(8).hex())))


def _typed_with_a_slip(maker: _Maker, plain: Visitor) -> Visitor:
    code = str(typed_code(maker.rng.randbytes(8).hex()))
    return replace(plain, code=code[:-1] + ("2" if code[-1] != "2" else "3"))


_WITHOUT_BOOKING: Mapping[Case, Callable[[_Maker, Visitor], Visitor]] = {
    Case.FOREIGN: _foreign,
    Case.UNKNOWN_TYPED: _typed_of_nobody,
    Case.WRONG_TYPED: _typed_with_a_slip,
    Case.WALK_IN: lambda _maker, plain: plain,
    Case.WALK_IN_NOT_OFFERED: lambda _maker, plain: replace(plain, service=NOT_OFFERED),
}


def everybody_who_comes(plan: Day) -> Iterator[Visitor]:
    """All but the no-shows."""
    return (visitor for visitor in plan.visitors if visitor.case is not Case.NO_SHOW)
