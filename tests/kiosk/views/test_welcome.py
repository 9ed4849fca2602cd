from dataclasses import replace

import msgspec

from kiosk.samples import NOW, house, late_house, locked_house, terminal
from kiosk.session import Screen, Session, Terminal
from kiosk.views.frame import frame_view, languages
from kiosk.views.welcome import welcome_view
from lobby.contract.config import KioskConfig, Language
from lobby.look.catalogue import Catalogue

GERMAN = Catalogue("kiosk", Language.DE)


def controls(shown: Terminal) -> list[str]:
    return [one.control for one in welcome_view(shown, GERMAN).choices]


def test_four_ways_lead_on() -> None:
    """Type a code, no booking, collect a document; smaller, the counter that expects somebody."""
    assert controls(terminal(Screen.WELCOME)) == ["type", "walk-in", "collect", "expected"]


def test_ways_that_the_site_does_not_offer_are_not_shown() -> None:
    """Switched off, or nothing to choose from."""
    shown = terminal(Screen.WELCOME)
    assert controls(replace(shown, config=KioskConfig(typed_code=False, walk_in=False, expected=False))) == []
    booked_only = msgspec.structs.replace(house(), services=(), places=())
    assert controls(replace(shown, house=booked_only)) == ["type"]


def test_broken_scanner_turns_the_page_to_typing() -> None:
    """Another question, a notice, and no picture of where to hold the code."""
    view = welcome_view(replace(terminal(Screen.WELCOME), scanner_works=False), GERMAN)
    assert view.notice is not None
    assert "tippen" in view.heading


def test_languages_are_offered_in_their_own_names() -> None:
    """All nine unless the site says otherwise, in its order."""
    assert len(languages(terminal(Screen.WELCOME))) == 9
    config = KioskConfig(languages=(Language.AR, Language.DE, Language.TR))
    shown = replace(terminal(Screen.WELCOME), config=config)
    assert [one.name for one in languages(shown)] == ["العربية", "Deutsch", "Türkçe"]


def test_other_language_is_one_touch_away_on_every_page() -> None:
    """With two languages the bar names the other one; with more it opens the list."""
    shown = terminal(Screen.TYPE_CODE, Session(language=Language.EN))
    two = KioskConfig(languages=(Language.DE, Language.EN))
    english = frame_view(replace(shown, config=two), Catalogue("kiosk", Language.EN), NOW)
    assert english.language is not None
    assert (english.language.control, english.language.name) == ("language-de", "Deutsch")
    config = KioskConfig(languages=(Language.DE, Language.EN, Language.AR))
    many = frame_view(replace(shown, config=config), GERMAN, NOW)
    assert many.language is not None
    assert many.language.control == "languages"


def test_locked_walk_in_is_said_where_it_would_be_taken() -> None:
    """The way stays where people look for it, and says that the reception does it today; collecting is gone."""
    shown = replace(terminal(Screen.WELCOME), house=locked_house())
    assert controls(shown) == ["type", "walk-in", "expected"]
    assert "Empfang" in repr(welcome_view(shown, GERMAN).choices[1].detail)


def test_the_last_walk_in_is_said_where_the_number_would_be_taken() -> None:
    """With the time while it is near, and that it is over afterwards; collecting is gone then."""
    near = replace(terminal(Screen.WELCOME), house=late_house())
    assert "bis 10:30 Uhr" in repr(welcome_view(near, GERMAN).choices[1].detail)
    over = replace(terminal(Screen.WELCOME), house=late_house(over=True))
    assert controls(over) == ["type", "walk-in", "expected"]
    assert "keine Nummern mehr" in repr(welcome_view(over, GERMAN).choices[1].detail)
