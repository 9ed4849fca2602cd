"""What is said for a page, as text."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kiosk import samples
from kiosk.session import Screen, Session, Terminal
from kiosk.speech.words import Phrase, named, news, opened, spelled, told
from kiosk.views.pages import PageView, Scene, around, page_view
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue

if TYPE_CHECKING:
    from kiosk.views.blocks import Button, Choice


def scene(language: Language) -> Scene:
    return Scene(Catalogue("kiosk", language), samples.NOW, "kiosk-1", 20)


def view_of(terminal: Terminal, language: Language = Language.DE) -> PageView:
    shown = replace(terminal, session=replace(terminal.session, language=language))
    view = page_view(shown, scene(language))
    assert view is not None
    return view


def texts(phrases: tuple[Phrase, ...]) -> list[str]:
    return [one.text for one in phrases]


def test_numbers_are_spelled() -> None:
    """Sign by sign, so that nobody hears "one hundred and four"."""
    assert spelled("A\u00a0104") == "A, 1, 0, 4"


def test_the_number_is_said_with_place_and_time() -> None:
    """State first, then the number, then where to wait; the German place by a German voice."""
    said = told(view_of(samples.pages()["number-early"], Language.EN))
    assert "A, 1, 0, 4" in texts(said)
    assert Phrase(samples.AREA, Language.DE) in said
    assert texts(said).index("A, 1, 0, 4") < texts(said).index(samples.AREA)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", samples.pages())
def test_every_page_says_something_and_every_control_has_a_name(page: str, language: Language) -> None:
    """No page is silent, and no control that the page has is without words."""
    terminal = samples.with_speech(samples.pages()[page])
    terminal = replace(terminal, session=replace(terminal.session, language=language))
    view = view_of(terminal, language)
    frame = around(terminal, scene(language))
    names = named(view, frame, scene(language).wording)
    assert told(view)
    assert all(phrase.text.strip() for phrases in names.values() for phrase in phrases)
    for name in ("buttons", "choices", "keys", "numbers"):
        own: tuple[Button | Choice, ...] = getattr(view, name, ())
        assert all(names[one.control] for one in own)


def test_an_opened_page_says_heading_text_and_controls_in_their_order() -> None:
    """What the keys reach first is said first; the bar waits until it is touched."""
    terminal = samples.pages()["welcome"]
    frame = around(terminal, scene(Language.DE))
    view = view_of(terminal)
    said = texts(
        opened(view, frame, scene(Language.DE).wording, ["walk-in", "type", "aid-text", "help", "languages"])
    )
    assert said[0] == getattr(view, "heading", None)
    titles = {one.control: one.title for one in getattr(view, "choices", ())}
    assert said.index(titles["walk-in"]) < said.index(titles["type"])
    assert "Hilfe" not in said
    assert "Kontrast" not in said


def test_a_keypad_is_not_read_out() -> None:
    """Thirty keys would be a minute of speech; each says its name when it is touched."""
    terminal = samples.pages()["type-code"]
    view, frame = view_of(terminal), around(terminal, scene(Language.DE))
    wording = scene(Language.DE).wording
    said = texts(opened(view, frame, wording, ["key-7", "key-k", "erase"]))
    assert "7" not in said
    assert "7, K, D, 2" in said
    assert texts(named(view, frame, wording)["key-7"]) == ["7"]


def test_only_news_of_a_page_are_said() -> None:
    """A wrong symbol is told; what stood there before is not said again."""
    before = view_of(samples.terminal(Screen.TYPE_CODE, Session(typed="7KD2M4X")))
    after = view_of(samples.pages()["type-code-wrong"])
    said = texts(news(before, after))
    assert said[0] == scene(Language.DE).wording.text("type.wrong")
    assert said[1:] == ["7, K, D, 2, M, 4, X, B"]
    assert news(after, after) == ()


def test_the_countdown_is_not_said_every_second() -> None:
    """The idle warning is said once; its seconds only run."""
    terminal = samples.pages()["warning"]
    views = [page_view(terminal, replace(scene(Language.DE), seconds_left=left)) for left in (20, 19)]
    assert views[0] is not None
    assert views[1] is not None
    assert views[0] != views[1]
    assert news(views[0], views[1]) == ()
