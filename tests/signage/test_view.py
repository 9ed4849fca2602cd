"""What the display says in each situation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lobby.contract.config import DisplayConfig, Language
from lobby.contract.state import Closure, Notice, Opening, WaitRange
from signage.announcing import Announcing
from signage.concerning import CallText
from signage.known import Known
from signage.samples import BOARD, CALLS, NOW, OVERVIEW, SCENE, SECONDS, at, samples, with_board, with_config
from signage.view import Tone, view


def test_the_newest_call_is_large_and_earlier_ones_follow() -> None:
    """Number and place of the newest call stand in the large place, rows for five others are wanted below."""
    seen = view(SCENE, at())
    assert seen.hero == CallText("A 104", "7")
    assert [call.number for call in seen.history] == ["J 131", "F 109", "A 103", "L 118", "J 130", "R 101"]
    assert seen.rows == 5
    assert seen.message is None
    assert seen.is_current
    assert (seen.centre, seen.clock, seen.stand) == ("Altona · Wartebereich 2", "10:31", "Stand 10:31:04")


def test_within_ten_seconds_nothing_is_said() -> None:
    """A missed beat or two is no reason to alarm a waiting room."""
    assert view(SCENE, at(9.9)).banner == ""


def test_after_ten_seconds_a_banner_says_so() -> None:
    """From then on calls may be missing, and the banner and the time of the data say so; calls stay."""
    seen = view(SCENE, at(25))
    assert "10:31:04" in seen.banner
    assert "New calls may be missing" in seen.banner
    assert seen.stand == "Stand 10:31:04"
    assert seen.hero is not None


def test_after_three_minutes_no_call_is_shown_as_current() -> None:
    """Then the large place says to watch the counters; earlier calls are grey and dated, waits are withdrawn."""
    seen = view(with_board(SCENE, notice=Notice(text="Bis 16 Uhr")), at(181))
    assert seen.hero is None
    assert seen.message is not None
    assert seen.message.tone is Tone.WARNING
    assert "Empfang" in seen.message.text
    assert not seen.is_current
    assert seen.history[0] == CallText("A 104", "7")
    assert "10:31" in seen.history_caption
    assert (seen.wait, seen.elsewhere, seen.notice) == (("", ""), "", None)


def test_before_the_first_word_the_display_says_that_it_waits() -> None:
    """Neither an empty board nor old calls are pretended."""
    seen = view(replace(SCENE, known=Known()), at())
    assert seen.hero is None
    assert seen.screen == "waiting"
    assert seen.message is not None
    assert seen.message.second.startswith("This display is connecting")


def test_no_call_yet_is_a_friendly_sentence() -> None:
    """An open centre without calls tells people what to expect."""
    seen = view(with_board(SCENE, calls=()), at())
    assert seen.message is not None
    assert seen.message.title == "Zurzeit kein Aufruf"
    assert seen.message.tone is Tone.CALM


@pytest.mark.parametrize("closure", [one for one in Closure if one is not Closure.EVACUATION])
def test_a_closed_centre_says_when_it_opens(closure: Closure) -> None:
    """Every reason to be closed has its words, with the next opening in both languages."""
    opens = NOW.replace(day=24, hour=6, minute=0)
    opening = Opening(is_open=False, closure=closure, opens=opens)
    seen = view(with_board(SCENE, calls=(), opening=opening), at())
    assert seen.message is not None
    assert seen.message.text == "Wir öffnen am Dienstag, 24. November um 7 Uhr."
    assert seen.message.second.endswith("We open on Tuesday, 24 November at 07:00.")
    assert seen.screen == "closed"


def test_people_who_still_wait_after_closing_are_called() -> None:
    """A closed centre with calls on the board goes on showing them."""
    seen = view(with_board(SCENE, opening=Opening(is_open=False, closure=Closure.HOURS)), at())
    assert seen.hero == CallText("A 104", "7")


@pytest.mark.parametrize("later", [0, 60, 3600])
def test_an_evacuation_covers_everything_until_it_is_cleared(later: float) -> None:
    """Nothing is above it, and it stays although its news grows old: the power may be gone."""
    scene = with_board(SCENE, opening=Opening(is_open=False, closure=Closure.EVACUATION))
    seen = view(scene, at(later))
    assert seen.whole_screen
    assert seen.hero is None
    assert seen.message is not None
    assert seen.message.tone is Tone.DANGER
    assert not seen.media


def test_a_notice_never_takes_the_place_of_a_call() -> None:
    """Notice and call are there together."""
    seen = view(with_board(SCENE, notice=Notice(text="Heute bis 16 Uhr")), at())
    assert seen.hero is not None
    assert seen.notice is not None


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (WaitRange(low_minutes=30, high_minutes=40), "30 bis 40 Minuten"),
        (WaitRange(low_minutes=0, high_minutes=5), "bis 5 Minuten"),
        (WaitRange(low_minutes=60), "über 60 Minuten"),
    ],
)
def test_a_wait_is_a_range(wait: WaitRange, words: str) -> None:
    """Waits are shown as honest ranges."""
    assert view(with_board(SCENE, walk_in_wait=wait), at()).wait == ("Ohne Termin", words)


@pytest.mark.parametrize(
    ("minutes", "words"), [(49, "30 bis 40 Minuten, Nummern bis 11:20 Uhr"), (-1, "keine Nummern mehr")]
)
def test_the_last_walk_in_stands_beside_the_wait(minutes: int, words: str) -> None:
    """While it is near; afterwards that there are none, whatever the wait."""
    scene = with_board(SCENE, last_walk_in=NOW.replace(second=0) + timedelta(minutes=minutes))
    assert view(scene, at()).wait == ("Ohne Termin", words)


def test_an_unknown_wait_is_not_mentioned() -> None:
    """Where nothing is known nothing is said, neither here nor of others."""
    seen = view(with_board(SCENE, walk_in_wait=None), at())
    assert seen.wait == ("", "")
    assert seen.elsewhere == ""


def test_only_a_truly_shorter_wait_elsewhere_is_offered() -> None:
    """Another centre is named when its longest wait is below our shortest, and staff want that."""
    assert view(SCENE, at()).elsewhere == "Kürzer: Blankenese, 5 bis 10 Minuten"
    short = with_board(SCENE, walk_in_wait=WaitRange(low_minutes=10, high_minutes=20))
    assert view(short, at()).elsewhere == ""
    unwanted = with_config(SCENE, DisplayConfig(other_centres=False))
    assert view(unwanted, at()).elsewhere == ""
    ourselves = replace(SCENE, centre="blankenese")
    assert OVERVIEW.centres[0].centre == "blankenese"
    assert view(ourselves, at()).elsewhere == ""


def test_motion_can_be_switched_off() -> None:
    """Blinking follows the configuration; the number is there either way."""
    announcing = Announcing(current=CALLS[0], since=SECONDS)
    still = with_config(replace(SCENE, announcing=announcing), DisplayConfig(motion=False))
    assert view(replace(SCENE, announcing=announcing), at(0.1)).turned
    assert not view(still, at(0.1)).turned


def test_another_language_comes_first_when_it_is_configured() -> None:
    """The display speaks the configured language; one language alone is possible."""
    english = with_config(SCENE, DisplayConfig(language=Language.EN, second_language=None))
    seen = view(english, at(25))
    assert (seen.place_caption.first, seen.place_caption.second) == ("Counter", "")
    assert seen.banner == "Connection problem: new calls may be missing. As of 10:31:04"


def test_the_history_can_be_shorter() -> None:
    """Staff may have fewer earlier calls shown, or none."""
    assert view(with_config(SCENE, DisplayConfig(history=2)), at()).rows == 2
    assert view(with_config(SCENE, DisplayConfig(history=0)), at()).rows == 0


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_large_place_is_never_empty(sample: object) -> None:
    """In every situation there is either a call or a sentence."""
    seen = view(sample.scene, sample.at)  # type: ignore[attr-defined]
    assert (seen.hero is None) != (seen.message is None)
    assert BOARD.name in seen.centre
