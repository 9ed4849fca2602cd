"""Reading aloud in the flow."""

from dataclasses import replace

import pytest

from kiosk import samples
from kiosk.flow import step
from kiosk.inputs import Forget, HeadsetChanged, Idle, Input, Moment, Touched, VoicesChanged
from kiosk.moves_speech import LOUDEST
from kiosk.session import Screen, Terminal, fresh_session
from lobby.contract.config import KioskConfig, Language

GERMAN = frozenset({Language.DE, Language.DE_PLAIN})


def terminal(*, voices: frozenset[Language] | None = GERMAN) -> Terminal:
    config = KioskConfig(speech=True)
    at_rest = samples.terminal(Screen.WELCOME)
    return replace(at_rest, config=config, session=fresh_session(config), voices=voices)


def after(start: Terminal, *events: Input) -> Terminal:
    for event in events:
        start, _ = step(start, event, Moment(samples.NOW, "fresh"))
    return start


def test_the_aid_speaks_and_then_has_its_page() -> None:
    """One tap switches on; the next one leads to louder, softer, off."""
    on = after(terminal(), Touched("aid-speech"))
    assert on.is_speaking
    assert on.screen is Screen.WELCOME
    menu = after(on, Touched("aid-speech"))
    assert menu.screen is Screen.SPEECH
    assert after(menu, Touched("back")).screen is Screen.WELCOME
    off = after(menu, Touched("speech-end"))
    assert (off.screen, off.is_speaking) == (Screen.WELCOME, False)


@pytest.mark.parametrize("voices", [None, frozenset(), frozenset({Language.EN})])
def test_what_cannot_be_spoken_is_not_begun(voices: frozenset[Language] | None) -> None:
    """No program, no card, no voice of this language: neither by touch nor by headset."""
    silent = terminal(voices=voices)
    assert not after(silent, Touched("aid-speech"), HeadsetChanged(plugged=True)).session.aids.speech


def test_a_headset_begins_and_ends() -> None:
    """Pulled out, the terminal does not go on for everybody to hear."""
    on = after(terminal(), HeadsetChanged(plugged=True))
    assert on.is_speaking
    assert not after(on, HeadsetChanged(plugged=False)).is_speaking


def test_aid_and_volume_end_with_the_visit() -> None:
    """The next visitor finds the configured volume and silence."""
    loud = after(
        terminal(), *map(Touched, ("aid-speech", "aid-speech", "louder", "louder", "louder", "louder"))
    )
    assert loud.session.volume == LOUDEST
    left, effects = step(after(loud, Idle()), Idle(), Moment(samples.NOW, "fresh"))
    assert left.session == fresh_session(left.config)
    assert not left.is_speaking
    assert Forget() in effects


def test_they_stay_for_the_same_visitor() -> None:
    """Back to the beginning is no other visit."""
    on = after(terminal(), *map(Touched, ("aid-speech", "aid-speech", "softer", "back", "type", "back")))
    assert (on.screen, on.is_speaking, on.session.volume) == (Screen.WELCOME, True, 40)


def test_a_voice_that_goes_takes_its_page_with_it() -> None:
    """Nothing is offered that could not be done; when it is back, it speaks on."""
    menu = after(terminal(), Touched("aid-speech"), Touched("aid-speech"))
    gone = after(menu, VoicesChanged(frozenset()))
    assert (gone.screen, gone.is_speaking) == (Screen.WELCOME, False)
    assert after(gone, VoicesChanged(GERMAN)).is_speaking
