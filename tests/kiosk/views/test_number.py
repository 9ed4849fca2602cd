import pytest

from kiosk.samples import PHONE, number, ticket
from kiosk.session import Screen, Terminal
from kiosk.troubles import Level
from kiosk.views.number import NumberView, number_view
from lobby.contract.config import Language
from lobby.contract.state import Standing, WaitRange
from lobby.look.catalogue import Catalogue

GERMAN = Catalogue("kiosk", Language.DE)


def shown(terminal: Terminal, wording: Catalogue = GERMAN) -> NumberView:
    view = number_view(terminal, wording)
    assert view is not None
    return view


def words(view: NumberView) -> str:
    return " ".join(
        [view.banner.text, view.sentence or "", *(f"{one.label} {one.value}" for one in view.facts)]
    )


@pytest.mark.parametrize(
    ("standing", "level"),
    [
        (Standing.ON_TIME, Level.GOOD),
        (Standing.WALK_IN, Level.GOOD),
        (Standing.EARLY, Level.CAUTION),
        (Standing.LATE, Level.CAUTION),
        (Standing.PROVISIONAL, Level.CAUTION),
    ],
)
def test_standing_is_said_by_level_and_words(standing: Standing, level: Level) -> None:
    """Green for what is as planned, amber for what is not; never without words."""
    view = shown(number(ticket(standing)))
    assert view.banner.level is level
    assert view.banner.text


def test_early_visitor_is_told_from_when() -> None:
    """Accepted, and callable from a time."""
    assert "11:15 Uhr" in words(shown(number(ticket(Standing.EARLY))))


def test_called_visitor_is_sent_to_the_counter() -> None:
    """The place replaces waiting area and wait."""
    view = shown(number(ticket(place="7"), again=True))
    assert view.is_called
    assert "Platz 7" in words(view)
    assert "Wartebereich" not in words(view)


def test_repeated_check_in_says_so() -> None:
    """Same number, "already"."""
    assert "schon" in shown(number(ticket(), again=True)).banner.text


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (WaitRange(low_minutes=10, high_minutes=20), "10 bis 20 Minuten"),
        (WaitRange(low_minutes=0, high_minutes=5), "bis 5 Minuten"),
        (WaitRange(low_minutes=60), "über 60 Minuten"),
    ],
)
def test_wait_is_an_honest_range(wait: WaitRange, said: str) -> None:
    """From, to, or beyond."""
    assert said in words(shown(number(ticket(wait=wait))))


def test_delay_of_a_booked_visitor_is_told() -> None:
    """As a range, beside the slot."""
    view = shown(number(ticket(delay=WaitRange(low_minutes=10, high_minutes=20))))
    assert "Aktuelle Verspätung" in words(view)
    assert "10 bis 20 Minuten" in words(view)


def test_unknown_wait_is_not_mentioned() -> None:
    """Rather nothing than a guess."""
    assert "Minuten" not in words(shown(number(ticket(wait=None))))


def test_german_name_stays_beside_the_translation() -> None:
    """So that staff can help; in German there is nothing to add."""
    english = shown(number(ticket()), Catalogue("kiosk", Language.EN))
    service = next(one for one in english.facts if one.value == "Identity card")
    assert service.german == "Personalausweis"
    assert all(one.german is None for one in shown(number(ticket())).facts)


def test_empty_session_shows_no_number() -> None:
    """After leaving there is no view to draw."""
    assert number_view(Terminal(screen=Screen.NUMBER), GERMAN) is None


def test_the_number_can_be_followed_on_the_phone() -> None:
    """Where there is a page for it, and until the number is called; the link stands in no representation."""
    view = shown(number(ticket(phone=PHONE)))
    assert view.phone is not None
    assert view.phone.link == PHONE
    assert PHONE not in repr(view)
    assert PHONE not in repr(number(ticket(phone=PHONE)))
    assert shown(number(ticket())).phone is None
    assert shown(number(ticket(phone=PHONE, place="7"))).phone is None
