"""Moves of getting a person: somebody is called to this terminal, and the reception says that one comes."""

from dataclasses import replace

from kiosk.inputs import Answered, Ask, Input, Moment, Unanswered
from kiosk.moves import Step, house_changed, overlay
from kiosk.session import Help, Screen, Terminal, at
from lobby.contract.answers import Done
from lobby.contract.requests import CallHelp

UNDER_WAY = frozenset({Help.ASKED, Help.CALLED})


def call(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Call a person to this terminal, once; the page of help says how that stands."""
    shown, _ = (
        (terminal, ()) if terminal.screen is Screen.HELP else overlay(Screen.HELP)(terminal, event, moment)
    )
    if not terminal.linked or terminal.session.help in UNDER_WAY:
        return shown, ()
    request = CallHelp(id=moment.fresh_id)
    return at(shown, shown.screen, help=Help.ASKED, help_id=request.id), (Ask(request),)


def is_about_help(terminal: Terminal, request_id: str) -> bool:
    """Whether this is the id of the open call for a person."""
    return terminal.session.help is Help.ASKED and terminal.session.help_id == request_id


def answered(terminal: Terminal, event: Answered) -> Step:
    """The reception sees the call now, or nobody does."""
    heard = Help.CALLED if isinstance(event.answer, Done) else Help.FAILED
    return at(terminal, terminal.screen, help=heard), ()


def unanswered(terminal: Terminal, _event: Unanswered) -> Step:
    """Nobody hears the call: the visitor has to go there."""
    return at(terminal, terminal.screen, help=Help.FAILED), ()


def heard_of_house(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """News of the centre; among them, that somebody is on the way to this terminal.

    Only news after the call was taken count: until then the house may still tell of an earlier one.
    """
    moved, effects = house_changed(terminal, event, moment)
    house = moved.house
    if moved.session.help is not Help.CALLED or house is None or moved.device not in house.helped:
        return moved, effects
    return replace(moved, session=replace(moved.session, help=Help.COMING)), effects
