"""Moves of choosing: typing symbols, more persons, a service without a booking, pages of long lists."""

from kiosk.guessing import pause_until
from kiosk.inputs import Input, Moment, Touched
from kiosk.moves import Move, Step, to_start
from kiosk.moves_answers import ask, paused
from kiosk.offers import is_too_late, offered, service_of, subjects
from kiosk.reading import most_symbols
from kiosk.session import Screen, Terminal, Trouble, at
from lobby.contract.answers import Reason
from lobby.contract.catalogue import PICK_UP_FAMILY
from lobby.contract.codes.symbols import ALPHABET
from lobby.contract.requests import WalkIn
from lobby.contract.state import OfferedService


def begin_typing(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """To the keypad, unless it rests."""
    if not terminal.config.typed_code:
        return terminal, ()
    if pause_until(terminal.guesses, moment.now):
        return paused(terminal, moment)
    return at(terminal, Screen.TYPE_CODE, typed="", trouble=None), ()


def key(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """One symbol more."""
    typed = terminal.session.typed
    symbol = event.value.upper() if isinstance(event, Touched) else ""
    if terminal.session.is_asking or len(symbol) != 1 or symbol not in ALPHABET:
        return terminal, ()
    if len(typed) >= most_symbols(typed + symbol, terminal.numbers):
        return terminal, ()
    return at(terminal, terminal.screen, typed=typed + symbol), ()


def erase(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """The last symbol away."""
    return at(terminal, terminal.screen, typed=terminal.session.typed[:-1]), ()


def begin_walk_in(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """No booking: subjects first; straight to the services where there is only one subject."""
    if not terminal.config.walk_in or terminal.house is None:
        return terminal, ()
    if terminal.house.walk_in_locked:
        return _refused(terminal, event, moment, Reason.WALK_IN_LOCKED)
    if is_too_late(terminal.house):
        return _refused(terminal, event, moment, Reason.AFTER_LAST_WALK_IN)
    families = subjects(terminal.house)
    if len(families) == 1:
        return subject(terminal, Touched(f"subject-{families[0].lower()}"), moment)
    fresh, _ = to_start(terminal, event, moment)
    return at(fresh, Screen.SUBJECTS), ()


def subject(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """The services of one subject."""
    family = event.value.upper() if isinstance(event, Touched) else ""
    if terminal.house is None or not offered(terminal.house, family):
        return terminal, ()
    return at(terminal, Screen.SERVICES, family=family, page=0, trouble=None), ()


def collect(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Collect a document: its own short line."""
    if terminal.house is not None and terminal.house.walk_in_locked:
        return _refused(terminal, event, moment, Reason.WALK_IN_LOCKED)
    fresh, _ = to_start(terminal, event, moment)
    return subject(fresh, Touched(f"subject-{PICK_UP_FAMILY.lower()}"), moment)


def _refused(terminal: Terminal, event: Input, moment: Moment, reason: Reason) -> Step:
    """The terminal gives no number without a booking now, whatever the service: say so before anything is chosen."""
    fresh, _ = to_start(terminal, event, moment)
    return at(fresh, Screen.PROBLEM, trouble=Trouble(reason.value)), ()


def service(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Take a number for this service; first say where it is done online, if it is."""
    house, family = terminal.house, terminal.session.family
    if terminal.session.is_asking or house is None or family is None or not isinstance(event, Touched):
        return terminal, ()
    chosen = next((one for one in offered(house, family) if one.service == event.value), None)
    if chosen is None:
        return terminal, ()
    terminal = at(terminal, terminal.screen, service=chosen.service)
    if chosen.online_url and not (chosen.used_up or chosen.too_late):
        return at(terminal, Screen.ONLINE), ()
    return _take(terminal, chosen, moment)


def take_number(terminal: Terminal, _event: Input, moment: Moment) -> Step:
    """A number all the same."""
    chosen = service_of(terminal.house, terminal.session.service or "")
    if terminal.session.is_asking or chosen is None or not chosen.walk_in:
        return terminal, ()
    return _take(terminal, chosen, moment)


def _take(terminal: Terminal, chosen: OfferedService, moment: Moment) -> Step:
    if chosen.used_up:
        trouble = Trouble(Reason.CONTINGENT_USED_UP.value, until=chosen.again_from)
        return at(terminal, Screen.PROBLEM, trouble=trouble), ()
    if chosen.too_late:
        return at(terminal, Screen.PROBLEM, trouble=Trouble(Reason.AFTER_LAST_WALK_IN.value)), ()
    language = terminal.session.language.value
    persons = terminal.session.persons or 1
    return ask(
        terminal, WalkIn(id=moment.fresh_id, service=chosen.service, persons=persons, language=language)
    )


def back_from_services(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """To the subjects; to the start where there was nothing to choose among."""
    house = terminal.house
    if house is None or terminal.session.family == PICK_UP_FAMILY or len(subjects(house)) == 1:
        return to_start(terminal, event, moment)
    return at(terminal, Screen.SUBJECTS, page=0, family=None), ()


def back_to_services(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """To the service once more."""
    if terminal.session.is_asking:
        return terminal, ()
    return at(terminal, Screen.SERVICES, service=None), ()


def turn_page(by: int) -> Move:
    """Another page of a list; the page knows how many there are and offers no control beyond."""

    def move(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
        return at(terminal, terminal.screen, page=max(0, terminal.session.page + by)), ()

    return move
