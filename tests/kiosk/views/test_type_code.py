"""The page for typing, and what is shown of a booking that was found by its number."""

import re
from dataclasses import replace

import msgspec
import pytest

from kiosk.samples import NOW, found, number, numbers_house, terminal, ticket
from kiosk.session import Screen, Session, Terminal
from kiosk.ticket_text import ticket_text
from kiosk.views.confirm import choose_view, confirm_view
from kiosk.views.number import number_view
from kiosk.views.type_code import type_code_view
from lobby.contract.config import Language
from lobby.contract.state import BookingNumbers
from lobby.look.catalogue import Catalogue

GERMAN = Catalogue("kiosk", Language.DE)


def typing(typed: str, numbers: BookingNumbers | None) -> Terminal:
    shown = terminal(Screen.TYPE_CODE, Session(typed=typed))
    return replace(shown, house=msgspec.structs.replace(numbers_house(), numbers=numbers))


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (Language.DE, "die Vorgangsnummer"),
        (Language.EN, "the case number"),
        (Language.PL, "numer rezerwacji"),
    ],
)
def test_page_says_what_the_confirmation_calls_the_number(language: Language, name: str) -> None:
    """In the visitor's language where the settings have it, else by a plain word of that language."""
    view = type_code_view(
        replace(terminal(Screen.TYPE_CODE), house=numbers_house()), Catalogue("kiosk", language)
    )
    assert name in view.lead


def test_without_other_systems_only_the_code_is_spoken_of() -> None:
    """No word of a number."""
    view = type_code_view(typing("", None), GERMAN)
    assert not re.search("Nummer", view.heading + view.lead)


@pytest.mark.parametrize(
    ("typed", "places", "says"),
    [
        ("", 8, "letters digits"),
        ("47119", 8, "letters digits"),
        ("471199", 8, "letters digits ok"),
        ("47119900", 8, "digits ok"),
        ("471199001", 9, "ok"),
        ("4711990A", 8, "wrong"),
    ],
)
def test_places_and_keys_follow_what_is_typed(typed: str, places: int, says: str) -> None:
    """What cannot be typed next cannot be pressed; a number has no check symbol that could be wrong."""
    view = type_code_view(typing(typed, BookingNumbers(least=6, most=9)), GERMAN)
    enabled = {one.label: one.is_enabled for one in view.keys}
    states = {
        "letters": enabled["A"], "digits": enabled["1"], "ok": view.ok.is_enabled, "wrong": view.state is not None,
    }  # fmt: skip
    assert (len(view.cells), " ".join(name for name, holds in states.items() if holds)) == (places, says)


def test_no_service_is_shown_to_who_came_by_number() -> None:
    """Numbers are guessed sooner than codes: time and persons, before and after checking in, and on paper."""
    by_number = Session(code="471199", code_typed=True, found=(replace(found(), code="471199"),) * 2)
    shown = terminal(Screen.CONFIRM, by_number)
    confirm = confirm_view(shown, GERMAN, NOW)
    assert [fact.label for fact in confirm.facts] == ["Termin", "Personen"]
    assert "Personalausweis" not in repr(choose_view(shown, GERMAN, NOW))
    given = number(ticket())
    result = replace(given, session=replace(by_number, result=given.session.result))
    page, paper = number_view(result, GERMAN), ticket_text(result, GERMAN, NOW)
    assert page is not None
    assert paper is not None
    assert "Personalausweis" not in repr((page, paper))
    assert "Personalausweis" in repr(number_view(given, GERMAN))
