"""Moves of somebody whom a counter expects: which counter, and a number for it."""

from kiosk.inputs import Input, Moment, Touched
from kiosk.moves import Step, to_start
from kiosk.moves_answers import ask
from kiosk.session import Screen, Terminal, at
from lobby.contract.requests import ExpectedAt


def begin(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Ask which counter."""
    if not is_offered(terminal):
        return terminal, ()
    fresh, _ = to_start(terminal, event, moment)
    return at(fresh, Screen.COUNTER, typed=""), ()


def is_offered(terminal: Terminal) -> bool:
    """Whether there are counters, and somebody who can tell them."""
    house = terminal.house
    return terminal.config.expected and not terminal.is_alone and house is not None and bool(house.places)


def key(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """One sign more, as long as counters have."""
    house, typed = terminal.house, terminal.session.typed
    sign = event.value.upper() if isinstance(event, Touched) else ""
    if house is None or terminal.session.is_asking or len(sign) != 1:
        return terminal, ()
    if len(typed) >= max(len(one) for one in house.places):
        return terminal, ()
    return at(terminal, terminal.screen, typed=typed + sign), ()


def submit(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """Tell this counter."""
    place = place_of(terminal)
    if terminal.session.is_asking or place is None:
        return terminal, ()
    language = terminal.session.language.value
    return ask(terminal, ExpectedAt(id=moment.fresh_id, place=place, language=language))


def place_of(terminal: Terminal) -> str | None:
    """The counter that was typed, as its sign has it; None for none."""
    places = () if terminal.house is None else terminal.house.places
    return next((one for one in places if one.upper() == terminal.session.typed), None)
