from dataclasses import replace
from datetime import timedelta

import msgspec

from kiosk.samples import NOW, guest, no_room, terminal, trouble
from kiosk.session import Screen, Session, Terminal
from kiosk.views.confirm import confirm_view
from kiosk.views.problem import OLDEST_WAIT, problem_view
from lobby.contract.answers import Reason
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue

GERMAN = Catalogue("kiosk", Language.DE)


def facts(shown: Terminal) -> dict[str, str]:
    view = problem_view(shown, GERMAN, NOW)
    assert view is not None
    return {one.label: one.value for one in view.facts}


def with_age(age: timedelta) -> Terminal:
    """A full house, the other centres' waits being so old."""
    shown = trouble(Reason.CONTINGENT_USED_UP)
    old = tuple(msgspec.structs.replace(one, as_of=NOW - age) for one in shown.centres)
    return replace(shown, centres=old)


def test_guest_is_asked_whether_to_wait_here() -> None:
    """Where the booking is, what it costs to stay, and the way there for who goes."""
    view = confirm_view(terminal(Screen.CONFIRM, Session(code="HK1", found=(guest(),))), GERMAN, NOW)
    assert view.heading == "Möchten Sie hier warten?"
    assert view.lead is not None
    assert "Wandsbek" in view.lead
    values = [one.value for one in view.facts]
    assert "20 bis 30 Minuten" in values
    assert "Musterstraße 11, 20000 Hamburg" in values
    assert [one.control for one in view.buttons] == ["yes", "more-people", "not-mine"]


def test_wait_of_a_guest_that_nobody_knows_is_not_said() -> None:
    """Nor made up."""
    known = guest()
    unknown = replace(known, identified=msgspec.structs.replace(known.identified, wait=None))
    view = confirm_view(terminal(Screen.CONFIRM, Session(code="HK1", found=(unknown,))), GERMAN, NOW)
    assert "Wartezeit hier jetzt" not in [one.label for one in view.facts]


def test_who_is_at_the_wrong_house_is_told_where_and_when() -> None:
    """Name and address are the queue service's; no room and the home district have sentences of their own."""
    texts = set()
    for shown in (no_room(), trouble(Reason.OTHER_SITE)):
        assert facts(shown) == {"Termin": "heute, 11:30 Uhr", "Adresse": "Musterstraße 11, 20000 Hamburg"}
        view = problem_view(shown, GERMAN, NOW)
        assert view is not None
        assert "Wandsbek" in view.text
        texts.add(view.text)
    assert len(texts) == 2


def test_waits_of_others_are_said_with_their_time_and_never_when_old() -> None:
    """The oldest of those that are shown; beyond three minutes, also of a clock that runs ahead, nothing."""
    assert facts(with_age(timedelta(minutes=2)))["Stand"] == "10:22 Uhr"
    for age in (OLDEST_WAIT + timedelta(seconds=1), -OLDEST_WAIT - timedelta(seconds=1)):
        assert facts(with_age(age)) == {}
