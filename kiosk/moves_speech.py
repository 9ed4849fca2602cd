"""Moves of reading aloud: on, off, louder, softer; a headset that comes and goes; voices that are there or not."""

from dataclasses import replace

from kiosk.inputs import HeadsetChanged, Input, Moment, VoicesChanged
from kiosk.moves import Move, Step, overlay, uncover
from kiosk.session import Screen, Terminal, at

SOFTEST, LOUDEST, VOLUME_STEP = 20, 100, 20
"""In percent of what the voice can do."""


def begin(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Read aloud from now on; where that is so already, the page that says how to hear it again or end it."""
    if terminal.is_speaking:
        return overlay(Screen.SPEECH)(terminal, event, moment)
    return begin_here(terminal, event, moment)


def begin_here(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
    """Read aloud from now on, without another page."""
    return (_with_speech(terminal, on=True), ()) if terminal.can_speak else (terminal, ())


def end(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """Be silent, and back to the page."""
    return uncover(_with_speech(terminal, on=False), event, moment)


def volume(by: int) -> Move:
    """Louder or softer, between two bounds."""

    def move(terminal: Terminal, _event: Input, _moment: Moment) -> Step:
        level = min(LOUDEST, max(SOFTEST, terminal.session.volume + by))
        return at(terminal, terminal.screen, volume=level), ()

    return move


def headset_changed(terminal: Terminal, event: Input, _moment: Moment) -> Step:
    """Who plugs in a headset wants to hear; who pulls it out does not want others to hear."""
    if not isinstance(event, HeadsetChanged) or (event.plugged and not terminal.can_speak):
        return terminal, ()
    return _with_speech(terminal, on=event.plugged), ()


def voices_changed(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The voice came or went; without it nothing is offered that could not be done."""
    if not isinstance(event, VoicesChanged):
        return terminal, ()
    known = replace(terminal, voices=event.voices)
    if known.screen is Screen.SPEECH and not known.can_speak:
        return uncover(known, event, moment)
    return known, ()


def _with_speech(terminal: Terminal, *, on: bool) -> Terminal:
    return at(terminal, terminal.screen, aids=replace(terminal.session.aids, speech=on))
