"""Moves of the service page: behind a PIN, for those who look after the terminal. It forgets the visitor first."""

from dataclasses import replace

from kiosk.guessing import after_right, after_wrong, pause_until
from kiosk.inputs import End, Input, Moment, PrintProof, Report, Touched
from kiosk.moves import Step, leave
from kiosk.printing import can_print
from kiosk.session import AT_REST, Screen, Terminal, at
from lobby.contract.requests import ReportFailure
from lobby.contract.service_pin import fits

LEAST_DIGITS, MOST_DIGITS = 6, 8
WRONG_PIN = "service-pin"
"""What the reception is told of, as a failure at this terminal."""


def wanted(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Somebody holds the corner: the PIN is asked for, where there is one and nobody is in the middle of something."""
    if not terminal.config.service_pin or terminal.screen not in AT_REST:
        return terminal, ()
    left, effects = leave(terminal, event, moment)
    return at(left, Screen.PIN), effects


def key(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """One more digit, unless entry rests."""
    typed = terminal.session.typed
    if not isinstance(event, Touched) or not event.value.isdecimal() or len(typed) >= MOST_DIGITS:
        return terminal, ()
    if pause_until(terminal.pin_guesses, moment.now):
        return terminal, ()
    return at(terminal, Screen.PIN, typed=typed + event.value, failed=False), ()


def submit(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """Right: the service page. Wrong: again, slower and slower, and the reception hears of it."""
    typed = terminal.session.typed
    if len(typed) < LEAST_DIGITS or pause_until(terminal.pin_guesses, moment.now):
        return terminal, ()
    if fits(typed, terminal.config.service_pin):
        right = replace(terminal, pin_guesses=after_right())
        return at(right, Screen.SERVICE, typed="", failed=False), ()
    guesses = after_wrong(terminal.pin_guesses, moment.now)
    wrong = at(replace(terminal, pin_guesses=guesses), Screen.PIN, typed="", failed=True)
    if guesses.until is None:
        return wrong, ()
    return wrong, (Report(ReportFailure(id=moment.fresh_id, reason=WRONG_PIN)),)


def print_test(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """A ticket for nobody."""
    return terminal, (PrintProof(moment.fresh_id),) if can_print(terminal) else ()


def restart(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The program ends, and whoever watches it starts it again."""
    left, effects = leave(terminal, event, moment)
    return left, (*effects, End(restarts=True))


def end(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The program ends and is not started again: what is below it comes to light."""
    left, effects = leave(terminal, event, moment)
    return left, (*effects, End(restarts=False))
