"""What is around every page, always at the same place: whose house, the time, language, aids, help, back."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.session import Help, Screen, Terminal
from kiosk.views import speech
from lobby.contract.config import Language
from lobby.look.catalogue import OWN_NAMES, Catalogue
from lobby.look.catalogue import wording as wording_of
from lobby.look.shaping import is_right_to_left

BACK = frozenset(
    {
        Screen.CONFIRM, Screen.PERSONS, Screen.PARTY, Screen.CHOOSE, Screen.TYPE_CODE, Screen.SUBJECTS, Screen.SERVICES,
        Screen.HELP, Screen.LANGUAGES, Screen.SPEECH, Screen.PROBLEM, Screen.PIN, Screen.COUNTER, Screen.ONLINE,
    }
)  # fmt: skip
"""Pages with a way back."""

BARE = frozenset({Screen.STARTING, Screen.NAME, Screen.PIN, Screen.SERVICE})
"""Pages without controls around them."""


@dataclass(frozen=True)
class AidView:
    """One aid in the bar."""

    control: str
    label: str
    icon: str
    is_on: bool = False


@dataclass(frozen=True)
class LanguageView:
    """A language to change to, in its own name."""

    control: str
    name: str
    language: Language
    is_on: bool = False


@dataclass(frozen=True)
class FrameView:
    """Header and bar."""

    brand: str
    place: str
    time: str
    language: LanguageView | None = None
    back: str = ""
    has_back: bool = False
    aids: tuple[AidView, ...] = ()
    help: AidView | None = None


def languages(terminal: Terminal) -> tuple[LanguageView, ...]:
    """All languages of this site, in their own names."""
    spoken = terminal.session.language
    return tuple(
        LanguageView(f"language-{one.value}", OWN_NAMES[one], one, one is spoken) for one in offered(terminal)
    )


def offered(terminal: Terminal) -> tuple[Language, ...]:
    """The configured languages that have a catalogue."""
    return tuple(one for one in terminal.config.languages if wording_of("kiosk", one).texts)


def frame_view(terminal: Terminal, wording: Catalogue, now: datetime | None) -> FrameView:
    """Header and bar of the present page; no clock rather than a wrong one."""
    bare = terminal.screen in BARE
    return FrameView(
        brand=wording.text("brand.name"),
        place=_place(terminal, wording),
        time="" if now is None else wording.clock(now.astimezone(speech.LOCAL)),
        language=None if bare else _other_language(terminal),
        back=wording.text("control.back"),
        has_back=terminal.screen in BACK,
        aids=() if bare else _aids(terminal, wording),
        help=None if bare else _help(terminal, wording),
    )


def _help(terminal: Terminal, wording: Catalogue) -> AidView:
    coming = terminal.session.help is Help.COMING
    return AidView("help", wording.text("bar.help-coming" if coming else "bar.help"), "help", is_on=coming)


def _place(terminal: Terminal, wording: Catalogue) -> str:
    house = terminal.house
    if house is None:
        return ""
    opening = house.opening
    if opening.is_open and opening.closes is not None:
        return wording.text("header.open-until", name=house.name, time=speech.clock(wording, opening.closes))
    if not opening.is_open:
        return wording.text("header.closed", name=house.name)
    return house.name


def _other_language(terminal: Terminal) -> LanguageView | None:
    others = [one for one in offered(terminal) if one is not terminal.session.language]
    if not others or terminal.screen is Screen.LANGUAGES:
        return None
    if len(others) == 1:
        return LanguageView(f"language-{others[0].value}", OWN_NAMES[others[0]], others[0])
    spoken = terminal.session.language
    return LanguageView("languages", OWN_NAMES[spoken], spoken)


def _aids(terminal: Terminal, wording: Catalogue) -> tuple[AidView, ...]:
    on = terminal.session.aids
    spoken = (AidView("aid-speech", wording.text("bar.speech"), "speech", on.speech),)
    return (
        AidView("aid-text", wording.text("bar.text"), "text-size", on.large_text),
        AidView("aid-contrast", wording.text("bar.contrast"), "contrast", on.high_contrast),
        AidView("aid-reach", wording.text("bar.reach"), "reach", on.low_reach),
        *(spoken if terminal.can_speak else ()),
    )


def is_mirrored(terminal: Terminal) -> bool:
    """Whether the layout is turned round."""
    return is_right_to_left(terminal.session.language)
