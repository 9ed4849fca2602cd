"""The first page: where to hold the code, and the ways beside it."""

from dataclasses import dataclass

from kiosk.moves_expected import is_offered
from kiosk.offers import gives_out, is_too_late, may_collect, takes_walk_ins
from kiosk.session import Terminal
from kiosk.troubles import Level
from kiosk.views import speech
from kiosk.views.blocks import Banner, Choice
from kiosk.views.frame import LanguageView, languages
from lobby.contract.state import House
from lobby.look.catalogue import Catalogue


@dataclass(frozen=True)
class WelcomeView:
    """The question, the target, the ways, the languages."""

    heading: str
    lead: str
    target: str
    scanner_below: bool
    scanner_works: bool
    choices: tuple[Choice, ...]
    languages: tuple[LanguageView, ...]
    notice: Banner | None = None


def welcome_view(terminal: Terminal, wording: Catalogue) -> WelcomeView:
    """The first page, as the house and the scanner stand."""
    works = terminal.can_scan
    shown = languages(terminal)
    return WelcomeView(
        heading=wording.text("welcome.heading" if works else "welcome.heading-typing"),
        lead=wording.text(_lead(terminal)),
        target=scanner_words(terminal, wording),
        scanner_below=terminal.config.scanner_below,
        scanner_works=works,
        choices=_choices(terminal, wording),
        languages=shown if len(shown) > 1 else (),
        notice=_notice(terminal, wording),
    )


def _lead(terminal: Terminal) -> str:
    if terminal.is_alone:
        return "welcome.alone"
    return "welcome.lead" if terminal.can_scan else "welcome.lead-typing"


def scanner_words(terminal: Terminal, wording: Catalogue) -> str:
    """Where the scanner is."""
    return wording.text(
        "welcome.scanner-below" if terminal.config.scanner_below else "welcome.scanner-beside"
    )


def _choices(terminal: Terminal, wording: Catalogue) -> tuple[Choice, ...]:
    config, house = terminal.config, terminal.house
    ways: list[Choice] = []
    if config.typed_code:
        key = "welcome.type" if terminal.numbers is None else "welcome.type-number"
        ways.append(Choice("type", wording.text(key), wording.text(f"{key}-detail"), "keyboard"))
    if house is not None and config.walk_in and takes_walk_ins(house):
        ways.append(
            Choice("walk-in", wording.text("welcome.walk-in"), _walk_in_detail(house, wording), "person")
        )
    if house is not None and config.walk_in and gives_out(house) and may_collect(house):
        ways.append(
            Choice("collect", wording.text("welcome.collect"), wording.text("welcome.collect-detail"), "card")
        )
    if is_offered(terminal):
        ways.append(Choice("expected", wording.text("welcome.expected"), icon="counter"))
    return tuple(ways)


def _walk_in_detail(house: House, wording: Catalogue) -> str | None:
    if house.walk_in_locked:
        return wording.text("welcome.walk-in-locked")
    if is_too_late(house):
        return wording.text("welcome.walk-in-over")
    return speech.walk_in(wording, "welcome.walk-in-wait", house.walk_in_wait, house.last_walk_in)


def _notice(terminal: Terminal, wording: Catalogue) -> Banner | None:
    if not terminal.can_scan:
        return Banner(Level.CAUTION, wording.text("welcome.scanner-broken"))
    return None
