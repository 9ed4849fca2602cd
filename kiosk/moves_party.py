"""Moves of people who come together: how many they are, and those who come after the first of them."""

from kiosk.inputs import Input, Moment, Touched
from kiosk.moves import Step
from kiosk.moves_answers import ask, check_in, known_ticket, numbered
from kiosk.session import Screen, Terminal, at

MOST_PERSONS = 20
PAIR = 2


def all_here(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """Everybody who was booked is here now."""
    found = terminal.session.found
    ticket = found[0].identified.ticket if found else None
    return (
        (terminal, ()) if ticket is None else _come_along(terminal, ticket.persons + ticket.to_come, moment)
    )


def show_number(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """Nobody more has come: the number, as it is."""
    found = terminal.session.found
    return numbered(terminal, known_ticket(found[0].identified)) if found else (terminal, ())


def both(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """Two bookings of one person: check in the earlier one, then the other."""
    if terminal.session.is_asking or not may_take_both(terminal):
        return terminal, ()
    first, second = sorted(terminal.session.found, key=lambda one: one.identified.booking.slot)
    begun = at(terminal, terminal.screen, code=first.code, also=second.code)
    return ask(begun, check_in(begun, moment))


def may_take_both(terminal: Terminal) -> bool:
    """Whether two bookings were scanned and neither has a number yet."""
    found = terminal.session.found
    return len(found) == len({one.code for one in found}) == PAIR and not any(
        one.identified.ticket for one in found
    )


def persons(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """So many of us are here."""
    value = event.value if isinstance(event, Touched) else ""
    if not value.isdigit() or not 1 <= int(value) <= MOST_PERSONS:
        return terminal, ()
    below = before_persons(terminal)
    if below is Screen.PARTY:
        return _come_along(terminal, int(value), moment)
    return at(terminal, below, persons=int(value), page=0), ()


def back_from_persons(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """To the page that asked."""
    return at(terminal, before_persons(terminal), page=0), ()


def before_persons(terminal: Terminal) -> Screen:
    """Which page has led to the one that asks how many they are."""
    session = terminal.session
    if session.found:
        return Screen.CONFIRM if session.found[0].identified.ticket is None else Screen.PARTY
    return Screen.SUBJECTS if session.family is None else Screen.SERVICES


def _come_along(terminal: Terminal, count: int, moment: Moment) -> Step:
    if terminal.session.is_asking:
        return terminal, ()
    together = at(terminal, terminal.screen, persons=count)
    return ask(together, check_in(together, moment))
