"""Is this your booking? Which of two bookings?"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.moves_party import may_take_both
from kiosk.session import Found, Terminal, is_number
from kiosk.views import speech
from kiosk.views.blocks import Button, Choice, Fact
from lobby.contract.answers import BookingView, Identified
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue


@dataclass(frozen=True)
class ConfirmView:
    """The booking, without a name."""

    heading: str
    facts: tuple[Fact, ...]
    buttons: tuple[Button, ...]
    lead: str | None = None


@dataclass(frozen=True)
class ChooseView:
    """Two bookings were scanned."""

    heading: str
    lead: str
    choices: tuple[Choice, ...]


def confirm_view(terminal: Terminal, wording: Catalogue, now: datetime) -> ConfirmView:
    """The found booking and what to do with it; empty when there is none."""
    session = terminal.session
    if session.found and session.found[0].identified.guest:
        return _guest(terminal, wording, session.found[0].identified, now)
    booked = session.found[0].identified.booking.persons if session.found else 1
    facts = _facts(terminal, wording, session.found[0].identified.booking, now) if session.found else ()
    buttons = (
        Button("yes", wording.text("confirm.yes"), is_main=True),
        Button("more-people", wording.text(f"confirm.{'other-count' if booked > 1 else 'more-people'}")),
        Button("not-mine", wording.text("confirm.not-mine")),
    )
    return ConfirmView(wording.text("confirm.heading"), facts, buttons)


def _guest(terminal: Terminal, wording: Catalogue, found: Identified, now: datetime) -> ConfirmView:
    """The booking is another centre's: how long it would take here, and where it would be kept."""
    booking = found.booking
    *service, _slot, persons = _facts(terminal, wording, booking, now)
    # the page is full: the booked time does not count here, and alone is what most are
    facts = [*service, *([persons] if (terminal.session.persons or booking.persons) > 1 else [])]
    if booking.centre_address:
        facts.append(Fact(wording.text("fact.address"), booking.centre_address, language=Language.DE))
    waiting = speech.wait(wording, found.wait)
    if waiting is not None:
        facts.append(Fact(wording.text("fact.wait"), waiting))
    more = "confirm.other-count" if booking.persons > 1 else "confirm.more-people"
    return ConfirmView(
        wording.text("confirm.guest-heading"),
        tuple(facts),
        (
            Button("yes", wording.text("confirm.guest-yes"), is_main=True),
            Button("more-people", wording.text(more)),
            Button("not-mine", wording.text("confirm.guest-no")),
        ),
        wording.text("confirm.guest-lead", centre=booking.centre_name or booking.centre),
    )


def _facts(terminal: Terminal, wording: Catalogue, booking: BookingView, now: datetime) -> tuple[Fact, ...]:
    service = speech.service(wording, terminal.house, booking.service)
    here = terminal.session.persons or booking.persons
    named = Fact(wording.text("fact.service"), service.text, service.german, service.language)
    return (
        *(() if terminal.session.by_number else (named,)),
        Fact(wording.text("fact.slot"), slot(wording, booking.slot, now)),
        Fact(wording.text("fact.persons"), speech.persons_of(wording, here, booking.persons)),
    )


def slot(wording: Catalogue, when: datetime, now: datetime) -> str:
    """The time of a booking; with its day when that is not today."""
    is_today = when.astimezone(speech.LOCAL).date() == now.astimezone(speech.LOCAL).date()
    at = speech.clock(wording, when)
    if is_today:
        return wording.text("slot.today", time=at)
    return wording.text("slot.on", day=speech.day(wording, when), time=at)


def choose_view(terminal: Terminal, wording: Catalogue, now: datetime) -> ChooseView:
    """One large control for each booking."""
    choices = tuple(_choice(terminal, wording, one, now) for one in enumerate(terminal.session.found))
    if may_take_both(terminal):
        title, detail = wording.text("choose.both"), wording.text("choose.both-detail")
        choices += (Choice("both", title, detail, "tick"),)
    return ChooseView(wording.text("choose.heading"), wording.text("choose.lead"), choices)


def _choice(terminal: Terminal, wording: Catalogue, one: tuple[int, Found], now: datetime) -> Choice:
    index, found = one
    service = speech.service(wording, terminal.house, found.identified.booking.service)
    when = slot(wording, found.identified.booking.slot, now)
    if is_number(found.code):
        return Choice(f"choice-{index}", when, icon="calendar")
    if service.language is wording.language:
        return Choice(f"choice-{index}", when, service.text, "calendar")
    return Choice(f"choice-{index}", when, icon="calendar", german=service.text)
