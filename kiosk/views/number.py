"""The result: a number so large that it is the picture."""

from dataclasses import dataclass

from kiosk.printing import shows_print
from kiosk.session import Paper, Terminal
from kiosk.troubles import Level
from kiosk.views import speech
from kiosk.views.blocks import Banner, Button, Fact, PhoneLink
from lobby.contract.answers import CheckedIn, Ticket
from lobby.contract.config import Language
from lobby.contract.state import Standing
from lobby.look.catalogue import Catalogue


@dataclass(frozen=True)
class NumberView:
    """State, number, where to wait, when."""

    banner: Banner
    label: str
    number: str
    sentence: str | None
    facts: tuple[Fact, ...]
    paper: str | None
    """What becomes of the ticket on paper; None where none is printed."""
    buttons: tuple[Button, ...]
    is_called: bool = False
    phone: PhoneLink | None = None
    """Where to follow the number on the phone; None once it is called, and where there is no such page."""


def number_view(terminal: Terminal, wording: Catalogue) -> NumberView | None:
    """The visitor's number; None when there is none."""
    result = terminal.session.result
    if result is None:
        return None
    banner, sentence = _state(result, wording)
    return NumberView(
        banner=banner,
        label=wording.text("number.label"),
        number=speech.spaced(result.ticket.number),
        sentence=sentence,
        facts=_facts(terminal, wording, result.ticket),
        paper=_paper(terminal, wording),
        buttons=_buttons(terminal, wording),
        is_called=result.ticket.place is not None,
        phone=_phone(wording, result.ticket),
    )


def _state(result: CheckedIn, wording: Catalogue) -> tuple[Banner, str | None]:
    ticket = result.ticket
    if ticket.place is not None:
        text = wording.text("number.go-now", place=ticket.place)
        return Banner(Level.GOOD, wording.text("number.called")), text
    again = "again" if result.again else "first"
    if ticket.provisional or ticket.only_place is not None:
        return _apart_from_the_line(ticket, again, wording)
    if ticket.standing is Standing.EARLY and ticket.callable_from is not None:
        text = wording.text("number.early-text", time=speech.clock(wording, ticket.callable_from))
        return Banner(Level.CAUTION, wording.text(f"number.early-{again}"), is_about_time=True), text
    if ticket.standing is Standing.LATE:
        return Banner(Level.CAUTION, wording.text(f"number.late-{again}"), is_about_time=True), wording.text(
            "number.late-text"
        )
    if ticket.standing is Standing.PROVISIONAL:
        text = wording.text("number.provisional-text")
        return Banner(Level.CAUTION, wording.text(f"number.{again}")), text
    return Banner(Level.GOOD, wording.text(f"number.{again}")), _for_the_others(ticket, wording)


def _apart_from_the_line(ticket: Ticket, again: str, wording: Catalogue) -> tuple[Banner, str]:
    """A number that nobody else knows yet, or that one counter alone calls."""
    if ticket.provisional:
        return Banner(Level.CAUTION, wording.text(f"number.{again}")), wording.text("number.alone-text")
    text = wording.text("number.only-place", place=ticket.only_place)
    return Banner(Level.GOOD, wording.text(f"number.{again}")), text


def _for_the_others(ticket: Ticket, wording: Catalogue) -> str | None:
    return wording.text("number.others") if ticket.to_come else None


def _phone(wording: Catalogue, ticket: Ticket) -> PhoneLink | None:
    if ticket.phone is None or ticket.place is not None:
        return None
    return PhoneLink(ticket.phone, wording.text("number.phone"), wording.text("number.phone-text"))


def _paper(terminal: Terminal, wording: Catalogue) -> str | None:
    if not terminal.config.printer:
        return None
    paper = terminal.session.paper
    if terminal.printer is not None and not terminal.printer.prints and paper is not Paper.OUT:
        return wording.text("number.paper-failed")
    return None if paper is None else wording.text(f"number.paper-{paper.value}")


def _buttons(terminal: Terminal, wording: Catalogue) -> tuple[Button, ...]:
    done = Button("done", wording.text("control.done"), is_main=True)
    if not shows_print(terminal):
        return (done,)
    paper = terminal.session.paper
    key = "control.print" if paper is None else "control.print-again"
    return done, Button("print", wording.text(key), is_enabled=paper is not Paper.COMING)


def _facts(terminal: Terminal, wording: Catalogue, ticket: Ticket) -> tuple[Fact, ...]:
    service = speech.service(wording, terminal.house, ticket.service)
    expected, delay = speech.wait(wording, ticket.wait), speech.wait(wording, ticket.delay)
    rows: list[Fact] = []
    if ticket.place is None and ticket.area:
        rows.append(Fact(wording.text("fact.area"), ticket.area, language=Language.DE))
    if ticket.slot is not None:
        rows.append(Fact(wording.text("fact.your-slot"), speech.clock(wording, ticket.slot)))
    if ticket.place is None and expected is not None:
        rows.append(Fact(wording.text("fact.wait"), expected))
    if ticket.place is None and delay is not None:
        rows.append(Fact(wording.text("fact.delay"), delay))
    if not terminal.session.by_number and ticket.only_place is None:
        rows.append(Fact(wording.text("fact.service"), service.text, service.german, service.language))
    other = terminal.session.other
    if other is not None and other.slot is not None:
        when = wording.text(
            "number.second-at", number=speech.spaced(other.number), time=speech.clock(wording, other.slot)
        )
        rows.append(Fact(wording.text("number.second"), when))
    if ticket.persons + ticket.to_come > 1:
        here = speech.persons_of(wording, ticket.persons, ticket.persons + ticket.to_come)
        rows.append(Fact(wording.text("fact.persons"), here))
    return tuple(rows)
