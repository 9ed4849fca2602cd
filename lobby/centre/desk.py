"""One command in, facts and an answer out: reads codes, asks the rules, words the answer. No I/O."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from lobby.centre.finding import Finder, Named
from lobby.centre.forecasts import Forecasts
from lobby.contract.answers import (
    AnyAnswer,
    BookingStates,
    BookingView,
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
from lobby.contract.codes import BookingClaim, NumberedBookings, Unreadable
from lobby.contract.elsewhere import Elsewhere
from lobby.contract.events import AnyEvent, Arrived
from lobby.contract.fields import Name, VisitId
from lobby.contract.requests import (
    AnyRequest,
    CallHelp,
    CheckIn,
    CheckInByHand,
    ExpectedAt,
    Explain,
    Identify,
    ImportBookings,
    LeaseNumbers,
    ReportArrival,
    ReportFailure,
    TellBookings,
    WalkIn,
    WalkInByHand,
)
from lobby.contract.wait_pages import link_of
from lobby.queueing import elsewhere
from lobby.queueing.arrivals import AtTerminal, Presented, recognise, view
from lobby.queueing.booking_states import booking_states
from lobby.queueing.bookings import import_bookings
from lobby.queueing.counters import PlaceCommand
from lobby.queueing.decide import decide
from lobby.queueing.decision import Decided, Declined
from lobby.queueing.documents import place_state, ticket, waiting, waits
from lobby.queueing.estimate import delay_of, range_of, wait_of
from lobby.queueing.estimate_forecast import mean_of
from lobby.queueing.evolve import evolve
from lobby.queueing.explain import explain
from lobby.queueing.guessing import typing_rests_until, unknown_code
from lobby.queueing.guests import Outlook, is_guest
from lobby.queueing.line import Line, Visit, VisitState
from lobby.queueing.reception import FromTerminal, HallCommand, VisitCommand
from lobby.queueing.reported import Reported
from lobby.queueing.rules import Rules


@dataclass(frozen=True)
class Handled:
    """The answer, and the facts that go into the journal before it is sent."""

    answer: AnyAnswer
    events: tuple[AnyEvent, ...] = ()


class Desk:
    """Keeps the line of one centre. `line` is the fold of all facts so far, handed-out ones included."""

    def __init__(
        self, line: Line, rules: Rules, catalogue: Catalogue, systems: Sequence[NumberedBookings] = ()
    ) -> None:
        self.line = line
        self.token: Callable[[VisitId], str] | None = None
        """Makes what is secret in the link to a visitor's wait page."""
        self.forecasts = Forecasts()
        self._catalogue, self._systems = catalogue, systems
        self.use(rules)

    def use(self, rules: Rules) -> None:
        """Other rules from now on."""
        self.rules = rules
        self._finder = Finder(rules, self._catalogue, self._systems)

    def handle(self, command: AnyRequest, now: datetime, caller: Name = "") -> Handled:
        """Decide, and evolve the line by what was decided. `caller` is the device that asks; '' is nobody's limit."""
        match command:
            case Identify():
                return self._identify(command, now, caller)
            case CheckIn() | ReportArrival():
                return self._with_code(command, now, caller)
            case WalkIn() | CheckInByHand() | ExpectedAt():
                return self._without_code(command, now)
            case ImportBookings():
                return self._import(command, now)
            case Explain() | TellBookings():
                return self._told(command, now)
            case _:
                return self._for_staff(command, now, caller)

    def heard(self, told: Elsewhere, now: datetime) -> tuple[AnyEvent, ...]:
        """Facts that follow from what the city says of bookings used at other centres."""
        facts = elsewhere.heard(self.line, told, now)
        self._apply(facts)
        return facts

    def _for_staff(
        self,
        command: PlaceCommand | VisitCommand | HallCommand | CallHelp | ReportFailure | LeaseNumbers,
        now: datetime,
        caller: Name,
    ) -> Handled:
        if isinstance(command, CallHelp | ReportFailure | LeaseNumbers):
            return self._beside(command.id, FromTerminal(command, caller), now)
        if isinstance(command, VisitCommand | HallCommand):
            return self._beside(command.id, command, now)
        return self._counter(command, now)

    def _identify(self, command: Identify, now: datetime, caller: Name) -> Handled:
        presented = self._present(command, now, caller)
        if isinstance(presented, Handled):
            return presented
        found = recognise(self.line, presented, self.rules, now)
        if isinstance(found, Declined):
            return Handled(self._refused(command.id, found, now))
        shown = None if found.visit is None else self.ticket_of(self.line.visits[found.visit], now)
        answer = Identified(
            id=command.id,
            at=now,
            standing=found.standing,
            booking=self._named(view(found.booking)),
            callable_from=found.callable_from,
            ticket=shown,
        )
        if shown is None and is_guest(found.booking, self.rules):
            wait = self._outlook(now).waits.get(found.booking.service)
            answer = msgspec.structs.replace(answer, guest=True, wait=wait)
        return Handled(answer)

    def _with_code(self, command: CheckIn | ReportArrival, now: datetime, caller: Name) -> Handled:
        if isinstance(command, CheckIn):
            return self._check_in(command, now, caller)
        return self._reported(command, now, caller)

    def _check_in(self, command: CheckIn, now: datetime, caller: Name) -> Handled:
        presented = self._present(command, now, caller)
        if isinstance(presented, Handled):
            return presented
        whole = replace(
            presented,
            persons=command.persons,
            language=command.language,
            in_person=command.in_person,
            with_visit=command.with_visit,
        )
        return self._arrival(command.id, decide(self.line, whole, self.rules, now), now)

    def _reported(self, command: ReportArrival, now: datetime, caller: Name) -> Handled:
        # a key holds at the time the visitor stood there
        found = None if command.code is None else self._found(command.code, min(command.came, now))
        fault = found if isinstance(found, str) else None
        report = Reported(command, caller, found if isinstance(found, Presented) else None, fault)
        decision = decide(self.line, report, self.rules, now)
        if isinstance(decision, Decided) and decision.visit is None:
            self._apply(decision.events)
            return Handled(Done(id=command.id, at=now), decision.events)
        return self._arrival(command.id, decision, now)

    def _found(self, code: str, came: datetime) -> Presented | str:
        """What a code of a report stands for; else why it stands for nothing."""
        reading = self._finder.read(code, came)
        if isinstance(reading, Unreadable):
            return reading.reason.value
        if isinstance(reading, BookingClaim):
            claimed = self._finder.claimed(reading)
            return Reason.NOT_OFFERED.value if claimed is None else Presented(claimed)
        named = self._finder.named(self.line, reading, code, came)
        return Presented(named) if isinstance(named, Booking) else named.value

    def _without_code(self, command: WalkIn | CheckInByHand | ExpectedAt, now: datetime) -> Handled:
        asked: WalkIn | CheckInByHand | ExpectedAt | AtTerminal = command
        if not isinstance(command, WalkInByHand | CheckInByHand | ExpectedAt):
            asked = AtTerminal(command, self.forecasts.last_walk_ins(self.line, self.rules, now))
        return self._arrival(command.id, decide(self.line, asked, self.rules, now), now)

    def _arrival(self, command_id: str, decision: Decided | Declined, now: datetime) -> Handled:
        if isinstance(decision, Declined) or decision.visit is None:
            return Handled(self._refused(command_id, decision, now))
        events = tuple(self._with_wait(event, now) for event in decision.events)
        self._apply(events)
        shown = self.ticket_of(self.line.visits[decision.visit], now)
        is_new = any(isinstance(event, Arrived) for event in events)
        return Handled(CheckedIn(id=command_id, at=now, ticket=shown, again=not is_new), events)

    def _with_wait(self, event: AnyEvent, now: datetime) -> AnyEvent:
        """The fact of an arrival, with the wait that this visitor is told and expected to have."""
        if not isinstance(event, Arrived) or event.slot is not None or event.came is not None:
            return event
        if event.only_place is not None:
            return event
        minutes = self.forecasts.now(self.line, self.rules, now).newcomers.get(event.service)
        if minutes is None:
            return event
        expected = round(mean_of(minutes), 2)
        return msgspec.structs.replace(event, wait=range_of(minutes), expected_minutes=expected)

    def ticket_of(self, visit: Visit, now: datetime) -> Ticket:
        """What a visitor with a number is told now."""
        if visit.state is not VisitState.PRESENT or visit.announced:
            return self._with_link(ticket(visit, self.rules, None))
        found = self.forecasts.now(self.line, self.rules, now)
        return self._with_link(ticket(visit, self.rules, wait_of(found, visit), delay_of(found, visit)))

    def _with_link(self, shown: Ticket) -> Ticket:
        base = self.rules.config.phone_page
        if not base or self.token is None:
            return shown
        link = link_of(base, self.rules.centre, self.token(shown.visit))
        return msgspec.structs.replace(shown, phone=link)

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

    def _present(self, command: Identify | CheckIn, now: datetime, caller: Name) -> Presented | Handled:
        reading = self._finder.read(command.code, now)
        if isinstance(reading, Unreadable):
            fault = reading.reason.value
            return Handled(Refused(id=command.id, at=now, reason=Reason.BAD_CODE, detail=fault))
        if not isinstance(reading, BookingClaim):
            return self._present_named(command, reading, now, caller)
        booking = self._finder.claimed(reading)
        if booking is None:
            return Handled(Refused(id=command.id, at=now, reason=Reason.NOT_OFFERED))
        guest = is_guest(booking, self.rules)
        return Presented(booking, outlook=self._outlook(now) if guest else None)

    def _outlook(self, now: datetime) -> Outlook:
        found = self.forecasts.now(self.line, self.rules, now)
        return Outlook(waits(found), self.forecasts.last_walk_ins(self.line, self.rules, now))

    def _named(self, booking: BookingView) -> BookingView:
        """With the name and the address of its centre."""
        centre = self._catalogue.centre.get(booking.centre)
        if centre is None:
            return booking
        return msgspec.structs.replace(booking, centre_name=centre.name, centre_address=centre.address)

    def _present_named(
        self, command: Identify | CheckIn, reading: Named, now: datetime, caller: Name
    ) -> Presented | Handled:
        """Typed codes and numbers are few enough to be tried: wrong ones are counted, and too many are not heard."""
        rests = typing_rests_until(self.line, caller, now) if caller else None
        if rests is not None:
            paused = Refused(id=command.id, at=now, reason=Reason.TYPING_PAUSED, again_from=rests)
            return Handled(paused)
        found = self._finder.named(self.line, reading, command.code, now)
        if isinstance(found, Booking):
            return Presented(found)
        events = unknown_code(self.line, caller, now) if caller else ()
        self._apply(events)
        return Handled(Refused(id=command.id, at=now, reason=found), events)

    def _refused(self, command_id: str, declined: Decided | Declined, now: datetime) -> Refused:
        if isinstance(declined, Decided):
            return Refused(id=command_id, at=now, reason=Reason.NOT_PRESENT)
        known = None if declined.visit is None else self.line.visits[declined.visit]
        return Refused(
            id=command_id,
            at=now,
            reason=declined.reason,
            detail=declined.detail,
            booking=self._named(declined.booking) if declined.booking else None,
            ticket=self.ticket_of(known, now) if known is not None and known.number is not None else None,
        )

    def _apply(self, events: tuple[AnyEvent, ...]) -> None:
        for event in events:
            evolve(self.line, event)
