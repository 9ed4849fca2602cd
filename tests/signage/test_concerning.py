"""Whose calls a display shows, and how each reads."""

from hypothesis import given
from hypothesis import strategies as st

from lobby.contract.config import DisplayConfig, Language
from lobby.contract.ways import Direction, Way
from signage.concerning import own_calls, texts
from signage.samples import BOARD, CALLS, SCENE, at, replace_call, replace_struct, with_board, with_config
from signage.speech import Caption, Speech
from signage.view import view

AREAS = ("Wartebereich 1", "Wartebereich 2")
SPEECH = Speech.of(DisplayConfig())


def test_a_display_shows_the_calls_of_its_area_and_of_counters_without_one() -> None:
    """Calls of other areas are for the people who sit there."""
    calls = tuple(
        replace_call(call, area=area)
        for call, area in zip(CALLS, ("Wartebereich 1", "Wartebereich 2", ""), strict=False)
    )
    scene = with_config(with_board(SCENE, calls=calls, areas=AREAS), DisplayConfig(area="Wartebereich 2"))
    seen = view(scene, at())
    assert seen.hero is not None
    assert (seen.hero.number, [call.number for call in seen.history]) == ("J 131", ["F 109"])


def test_an_area_that_nobody_described_hides_no_call() -> None:
    """A name that is written otherwise than the centre's shows too much rather than too little."""
    calls = tuple(replace_call(call, area="Wartebereich 1") for call in CALLS)
    board = replace_struct(BOARD, calls=calls, areas=AREAS)
    assert own_calls(board, DisplayConfig(area="Wartebereich zwei")) == calls
    assert own_calls(board, DisplayConfig()) == calls
    assert own_calls(board, DisplayConfig(area="Wartebereich 2")) == ()


@given(st.lists(st.sampled_from(["", "A", "B"]), max_size=7), st.sampled_from(["", "A", "B", "C"]))
def test_every_call_is_on_a_display_of_its_area(areas: list[str], wanted: str) -> None:
    """No call is on none of the displays, whatever areas there are."""
    calls = tuple(replace_call(call, area=area) for call, area in zip(CALLS, areas, strict=False))
    board = replace_struct(BOARD, calls=calls, areas=("A", "B"))
    shown = [call for area in ("A", "B") for call in own_calls(board, DisplayConfig(area=area))]
    assert {call.id for call in calls} == {call.id for call in shown}
    assert len(own_calls(board, DisplayConfig(area=wanted))) <= len(calls)


def test_the_way_is_said_in_both_languages() -> None:
    """Floor and direction as words, and an arrow that needs none."""
    (text,) = texts([replace_call(CALLS[0], way=Way(floor=2, direction=Direction.LEFT))], SPEECH)
    assert text.way is not None
    assert (text.way.arrow, text.way.words) == ("←", Caption("2. OG, links", "upper floor 2, left"))
    (text,) = texts([replace_call(CALLS[0], way=Way(floor=0))], SPEECH)
    assert text.way is not None
    assert (text.way.arrow, text.way.words) == ("", Caption("Erdgeschoss", "ground floor"))
    (text,) = texts([replace_call(CALLS[0], way=Way(floor=-1, direction=Direction.BACK))], SPEECH)
    assert text.way is not None
    assert text.way.words.first == "1. UG, hinter Ihnen"


def test_who_is_fetched_is_not_sent_anywhere() -> None:
    """The number stands there without a counter: somebody comes, and who goes away meanwhile is missed."""
    calls = (replace_call(CALLS[0], in_person=True, way=Way(floor=2)), *CALLS[1:])
    seen = view(with_board(SCENE, calls=calls), at())
    assert seen.hero is not None
    assert (seen.hero.number, seen.hero.place, seen.hero.way) == ("A 104", "", None)
    assert seen.hero.fetched is not None
    assert seen.hero.fetched.large.first == "Bitte warten Sie hier. Wir holen Sie ab."


def test_missed_numbers_are_shown_where_staff_want_them() -> None:
    """A quiet list; nothing of it while the board is old, in an evacuation, or by default."""
    missed = with_board(SCENE, missed=("A102", "J127"))
    wanted = with_config(missed, DisplayConfig(missed=True))
    shown = view(wanted, at()).missed
    assert shown is not None
    assert shown.numbers == ("A 102", "J 127")
    assert shown.words == Caption("Bitte am Empfang melden", "Please go to reception")
    assert view(missed, at()).missed is None
    assert view(wanted, at(200)).missed is None


def test_a_part_that_does_not_exist_is_the_last_one() -> None:
    """Of two displays there is no third; 0 is a display that shows the whole."""
    numbers = [
        view(with_config(SCENE, DisplayConfig(displays=2, part=part)), at()).part.number
        for part in (0, 1, 2, 3)
    ]
    assert numbers == [1, 1, 2, 2]


def test_displays_turn_pages_at_the_same_second_whenever_they_started() -> None:
    """The page follows the house's clock alone."""
    turns = [view(SCENE, at(seconds)).turn for seconds in (0, 1.5, 2.5, 7.9, 8.5)]
    assert [turn - turns[0] for turn in turns] == [0, 0, 1, 1, 2]


def test_arabic_is_the_second_language() -> None:
    """With words of its own for all that a display says."""
    seen = view(with_config(SCENE, DisplayConfig(second_language=Language.AR)), at())
    assert seen.number_caption == Caption("Nummer", "رقم")
