"""One command in, facts and an answer out: reads codes, asks the rules, words the answer. No I/O."""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from lobby.centre.forecasts import Forecasts
from lobby.contract.answers import (
    AnyAnswer,
    BookingStates,
    CheckedIn,
    Done,
    Explained,
    Identified,
    Imported,
    PlaceChanged,
    Reason,
    Refused,
    Ticket,
    VisitChanged,
)
from lobby.contract.bookings import Booking
from lobby.contract.catalogue import Catalogue
from lobby.contract.codes import (
    BookingClaim,
    BookingReference,
    Keyring,
    SignedCodes,
    TypedCode,
    TypedCodes,
    Unreadable,
    booking_of,
    read_with,
)
from lobby.contract.events import AnyEvent, Arrived
from lobby.contract.fields import Name
from lobby.contract.requests import (
    AnyRequest,
    CallHelp,
    CheckIn,
    CheckInByHand,
    Explain,
    Identify,
    ImportBookings,
    ReportFailure,
    TellBookings,
    WalkIn,
    WalkInByHand,
)
from lobby.queueing.arrivals import AtTerminal, Presented, recognise, view
from lobby.queueing.booking_states import booking_states
from lobby.queueing.bookings import import_bookings
from lobby.queueing.counters import PlaceCommand
from lobby.queueing.decide import decide
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.documents import place_state, ticket, waiting
from lobby.queueing.estimate import delay_of, range_of, wait_of
from lobby.queueing.estimate_forecast import mean_of
from lobby.queueing.evolve import evolve
from lobby.queueing.explain import explain
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.reception import FromTerminal, HallCommand, VisitCommand
from lobby.queueing.rules import Rules


@dataclass(frozen=True)
class Handled:
    """The answer, and the facts that go into the journal before it is sent."""

    answer: AnyAnswer
    events: tuple[AnyEvent, ...] = ()


class Desk:
    """Keeps the line of one centre. `line` is the fold of all facts so far, handed-out ones included."""

    def __init__(self, line: Line, rules: Rules, catalogue: Catalogue) -> None:
        self.line = line
        self.forecasts = Forecasts()
        self._catalogue = catalogue
        self.use(rules)

    def use(self, rules: Rules) -> None:
        """Other rules from now on."""
        self.rules = rules
        site = self._catalogue.centre[rules.centre].number
        self._readers = (SignedCodes(Keyring.of(rules.config.keys), site), TypedCodes())

    def handle(self, command: AnyRequest, now: datetime, caller: Name = "") -> Handled:
        """Decide, and evolve the line by what was decided. `caller` is the device that asks."""
        match command:
            case Identify():
                return self._identify(command, now)
            case CheckIn():
                return self._check_in(command, now)
            case WalkIn() | CheckInByHand():
                return self._without_code(command, now)
            case ImportBookings():
                return self._import(command, now)
            case Explain() | TellBookings():
                return self._told(command, now)
            case _:
                return self._for_staff(command, now, caller)

    def _for_staff(
        self,
        command: PlaceCommand | VisitCommand | HallCommand | CallHelp | ReportFailure,
        now: datetime,
        caller: Name,
    ) -> Handled:
        if isinstance(command, CallHelp | ReportFailure):
            return self._beside(command.id, FromTerminal(command, caller), now)
        if isinstance(command, VisitCommand | HallCommand):
            return self._beside(command.id, command, now)
        return self._counter(command, now)

    def _identify(self, command: Identify, now: datetime) -> Handled:
        presented = self._present(command, now)
        if isinstance(presented, Refused):
            return Handled(presented)
        found = recognise(self.line, presented, self.rules, now)
        if isinstance(found, Declined):
            return Handled(self._refused(command.id, found, now))
        shown = None if found.visit is None else self.ticket_of(self.line.visits[found.visit], now)
        answer = Identified(
            id=command.id,
            at=now,
            standing=found.standing,
            booking=view(found.booking),
            callable_from=found.callable_from,
            ticket=shown,
        )
        return Handled(answer)

    def _check_in(self, command: CheckIn, now: datetime) -> Handled:
        presented = self._present(command, now)
        if isinstance(presented, Refused):
            return Handled(presented)
        whole = Presented(presented.booking, command.persons, command.language, command.in_person)
        return self._arrival(command.id, decide(self.line, whole, self.rules, now), now)

    def _without_code(self, command: WalkIn | CheckInByHand, now: datetime) -> Handled:
        asked: WalkIn | CheckInByHand | AtTerminal = command
        if not isinstance(command, WalkInByHand | CheckInByHand):
            asked = AtTerminal(command, self.forecasts.last_walk_ins(self.line, self.rules, now))
        return self._arrival(command.id, decide(self.line, asked, self.rules, now), now)

    def _arrival(self, command_id: str, decision: Decided | Declined, now: datetime) -> Handled:
        if isinstance(decision, Declined) or decision.visit is None:
            return Handled(self._refused(command_id, decision, now))
        events = tuple(self._with_wait(event, now) for event in decision.events)
        self._apply(events)
        shown = self.ticket_of(self.line.visits[decision.visit], now)
        return Handled(CheckedIn(id=command_id, at=now, ticket=shown, again=not events), events)

    def _with_wait(self, event: AnyEvent, now: datetime) -> AnyEvent:
        """The fact of an arrival, with the wait that this visitor is told and expected to have."""
        if not isinstance(event, Arrived) or event.slot is not None:
            return event
        minutes = self.forecasts.now(self.line, self.rules, now).newcomers.get(event.service)
        if minutes is None:
            return event
        expected = round(mean_of(minutes), 2)
        return msgspec.structs.replace(event, wait=range_of(minutes), expected_minutes=expected)

    def ticket_of(self, visit: Visit, now: datetime) -> Ticket:
        """What a visitor with a number is told now."""
        if visit.state is not VisitState.PRESENT:
            return ticket(visit, self.rules, None)
        found = self.forecasts.now(self.line, self.rules, now)
        return ticket(visit, self.rules, wait_of(found, visit), delay_of(found, visit))

    def _import(self, command: ImportBookings, now: datetime) -> Handled:
        delivery = import_bookings(self.line, command, self.rules, now)
        if isinstance(delivery, Declined):
            return Handled(self._refused(command.id, delivery, now))
        self._apply(delivery.events)
        answer = Imported(
            id=command.id,
            at=now,
            added=delivery.added,
            changed=delivery.changed,
            cancelled=delivery.cancelled,
            unchanged=delivery.unchanged,
            notes=delivery.notes,
        )
        return Handled(answer, delivery.events)

    def _counter(self, command: PlaceCommand, now: datetime) -> Handled:
        decision = decide(self.line, command, self.rules, now)
        if isinstance(decision, Declined):
            return Handled(self._refused(command.id, decision, now))
        self._apply(decision.events)
        state = place_state(self.line, self.line.counter(command.place), now)
        return Handled(PlaceChanged(id=command.id, at=now, place=state), decision.events)

    def _beside(
        self, command_id: str, command: VisitCommand | HallCommand | FromTerminal, now: datetime
    ) -> Handled:
        decision = decide(self.line, command, self.rules, now)
        if isinstance(decision, Declined):
            return Handled(self._refused(command_id, decision, now))
        self._apply(decision.events)
        if decision.visit is None:
            return Handled(Done(id=command_id, at=now), decision.events)
        shown = waiting(self.line.visits[decision.visit])
        return Handled(VisitChanged(id=command_id, at=now, visit=shown), decision.events)

    def _told(self, command: Explain | TellBookings, now: datetime) -> Handled:
        if isinstance(command, TellBookings):
            states = booking_states(self.line, date.fromisoformat(command.day), self.rules, now)
            return Handled(BookingStates(id=command.id, at=now, centre=self.rules.centre, states=states))
        counter = self.line.counter(command.place)
        ranked = explain(self.line, counter, self.rules, now)
        return Handled(Explained(id=command.id, at=now, place=command.place, ranked=ranked))

    def _present(self, command: Identify | CheckIn, now: datetime) -> Presented | Refused:
        reading = read_with(self._readers, command.code, now)
        if isinstance(reading, Unreadable):
            fault = reading.reason.value
            return Refused(id=command.id, at=now, reason=Reason.BAD_CODE, detail=fault)
        booking = self._booking(reading)
        if booking is None:
            unknown = Reason.NOT_OFFERED if isinstance(reading, BookingClaim) else Reason.UNKNOWN_TYPED_CODE
            return Refused(id=command.id, at=now, reason=unknown)
        return Presented(booking)

    def _booking(self, reading: BookingClaim | TypedCode | BookingReference) -> Booking | None:
        if isinstance(reading, BookingClaim):
            return booking_of(reading, self._catalogue)
        known = (self.line.visit_of(one) for one in self._named(reading))
        return next((visit.booking for visit in known if visit is not None), None)

    def _named(self, reading: TypedCode | BookingReference) -> tuple[str, ...]:
        if isinstance(reading, BookingReference):
            return reading.bookings
        return (self.line.typed.get(reading.symbols, ""),)

    def _refused(self, command_id: str, declined: Decided | Declined, now: datetime) -> Refused:
        if isinstance(declined, Decided):
            return Refused(id=command_id, at=now, reason=Reason.NOT_PRESENT)
        known = None if declined.visit is None else self.line.visits[declined.visit]
        return Refused(
            id=command_id,
            at=now,
            reason=declined.reason,
            detail=declined.detail,
            booking=declined.booking,
            ticket=self.ticket_of(known, now) if known is not None and known.number is not None else None,
        )

    def _apply(self, events: tuple[AnyEvent, ...]) -> None:
        for event in events:
            evolve(self.line, event)
