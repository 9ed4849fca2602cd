"""When a ticket is printed, and what the visitor hears of it."""

from dataclasses import replace

from kiosk.inputs import Input, Moment, Print, PrinterChanged, TicketEnded
from kiosk.moves import Step
from kiosk.session import Paper, Screen, Terminal


def print_new(before: Terminal, after: Terminal) -> tuple[Terminal, tuple[Print, ...]]:
    """After a step: the ticket of a visitor who has just got a number is printed without being asked for."""
    result = after.session.result
    is_new = result is not None and result is not before.session.result and not result.again
    if result is None or not is_new or not after.config.printer or not after.config.print_unasked:
        return after, ()
    return _coming(after), (Print(result.ticket.visit),)


def print_again(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """The visitor asks for paper: for the first time, or because the first is lost."""
    result = terminal.session.result
    if result is None or not can_print(terminal) or terminal.session.paper is Paper.COMING:
        return terminal, ()
    return _coming(terminal), (Print(result.ticket.visit, again=True),)


def printer_changed(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """Out of paper, open, jammed, away, or ready again."""
    return (
        (replace(terminal, printer=event.state), ()) if isinstance(event, PrinterChanged) else (terminal, ())
    )


def ticket_ended(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """It came out or not. Only the visitor it belongs to is told."""
    result = terminal.session.result
    if not isinstance(event, TicketEnded) or result is None or result.ticket.visit != event.visit:
        return terminal, ()
    paper = Paper.OUT if event.is_out else Paper.FAILED
    return replace(terminal, session=replace(terminal.session, paper=paper)), ()


def can_print(terminal: Terminal) -> bool:
    """Whether a ticket would come out now."""
    return bool(terminal.config.printer) and terminal.printer is not None and terminal.printer.prints


def shows_print(terminal: Terminal) -> bool:
    """Whether the page of the number has the button; while a ticket is printed it stands there and does nothing."""
    return terminal.screen is Screen.NUMBER and can_print(terminal)


def _coming(terminal: Terminal) -> Terminal:
    return replace(terminal, session=replace(terminal.session, paper=Paper.COMING))
