"""What a code stands for, by the day list alone. Pure; the words are those of the queue service."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lobby.contract import slot
from lobby.contract.answers import BookingView, Reason
from lobby.contract.codes import (
    BookingClaim,
    Keyring,
    SignedCodes,
    TypedCode,
    TypedCodes,
    Unreadable,
    read_with,
)
from lobby.contract.day_list import DayList, KnownBooking, ListedService, booking_digest, typed_digest
from lobby.contract.state import Standing

LOCAL = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Judged:
    """May check in. `key` is the booking's digest; `number` is there when its visitor has one."""

    key: str
    booking: BookingView
    standing: Standing
    family: str
    callable_from: datetime | None = None
    number: str | None = None


@dataclass(frozen=True)
class Objection:
    """May not, and why."""

    reason: Reason
    detail: str | None = None
    booking: BookingView | None = None


@dataclass(frozen=True)
class _Claimed:
    """A booking as its code or the list has it."""

    key: str
    slot: datetime
    service: int | str
    persons: int
    is_elsewhere: bool = False
    revision: int = 0


@dataclass(frozen=True)
class Judge:
    """One day list, ready to be asked."""

    known: DayList
    centre: str
    _bookings: dict[str, KnownBooking] = field(init=False, repr=False)
    _typed: dict[str, KnownBooking] = field(init=False, repr=False)
    _services: dict[int | str, ListedService] = field(init=False, repr=False)
    _readers: tuple[SignedCodes, TypedCodes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index it once."""
        known = self.known
        by_number: dict[int | str, ListedService] = {one.number: one for one in known.services}
        names: dict[int | str, ListedService] = {one.service: one for one in known.services}
        object.__setattr__(self, "_bookings", {one.booking: one for one in known.bookings})
        object.__setattr__(self, "_typed", {one.typed: one for one in known.bookings})
        object.__setattr__(self, "_services", by_number | names)
        object.__setattr__(self, "_readers", (SignedCodes(Keyring.of(known.keys), known.site), TypedCodes()))

    def service(self, name: str) -> ListedService | None:
        """A service of the centre, by its id."""
        return self._services.get(name)

    def code(self, text: str, now: datetime) -> Judged | Objection:
        """What a scanned or typed text stands for, here and now."""
        reading = read_with(self._readers, text, now)
        if isinstance(reading, Unreadable):
            return Objection(Reason.BAD_CODE, reading.reason.value)
        if isinstance(reading, BookingClaim):
            key = booking_digest(reading.booking)
            return self._booked(self._claimed(reading, key), self._bookings.get(key), now)
        listed = self._typed.get(typed_digest(reading.symbols)) if isinstance(reading, TypedCode) else None
        if listed is None:
            return Objection(Reason.UNKNOWN_TYPED_CODE)
        return self._booked(_of_list(listed), listed, now)

    def _claimed(self, claim: BookingClaim, key: str) -> _Claimed:
        elsewhere = claim.site != self.known.site
        return _Claimed(key, claim.slot, claim.service, claim.persons, elsewhere, claim.revision)

    def _booked(self, claimed: _Claimed, listed: KnownBooking | None, now: datetime) -> Judged | Objection:
        if listed is not None and (listed.number or claimed.revision <= listed.revision):
            if claimed.revision < listed.revision and not listed.number:
                return Objection(Reason.REBOOKED, booking=self._view(_of_list(listed)))
            claimed = _of_list(listed)
        service = self._services.get(claimed.service)
        view = self._view(claimed)
        objection = self._objection(claimed, listed, service, now)
        if objection is not None or service is None or view is None:
            return Objection(objection or Reason.NOT_OFFERED, booking=view)
        is_known = listed is not None and claimed.revision == listed.revision
        early = timedelta(minutes=self.known.early_minutes)
        standing, callable_from = slot.standing(claimed.slot, early, now)
        number = listed.number if listed is not None else None
        return Judged(
            claimed.key, view, standing if is_known else Standing.PROVISIONAL, service.family, callable_from, number
        )  # fmt: skip

    def _objection(
        self, claimed: _Claimed, listed: KnownBooking | None, service: ListedService | None, now: datetime
    ) -> Reason | None:
        if listed is not None and listed.number:
            return None
        grace = timedelta(minutes=self.known.grace_minutes)
        checks = (
            (listed is not None and listed.served, Reason.ALREADY_SERVED),
            (listed is not None and listed.cancelled, Reason.CANCELLED),
            (claimed.is_elsewhere and (service is None or not service.city_wide), Reason.OTHER_SITE),
            (claimed.slot.astimezone(LOCAL).date() != now.astimezone(LOCAL).date(), Reason.OTHER_DAY),
            (service is None, Reason.NOT_OFFERED),
            (not self.known.is_open(now), Reason.CLOSED),
            (slot.is_over(claimed.slot, grace, now), Reason.TOO_LATE),
        )
        return next((reason for applies, reason in checks if applies), None)

    def _view(self, claimed: _Claimed) -> BookingView | None:
        service = self._services.get(claimed.service)
        if service is None:
            return None
        return BookingView(
            service=service.service, slot=claimed.slot, persons=claimed.persons, centre=self.centre
        )


def _of_list(listed: KnownBooking) -> _Claimed:
    return _Claimed(listed.booking, listed.slot, listed.service, listed.persons, revision=listed.revision)
