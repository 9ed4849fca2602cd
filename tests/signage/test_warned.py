"""Public warnings on a display."""

from datetime import timedelta

import msgspec
import pytest

from lobby.contract.config import DisplayConfig, Language
from lobby.contract.state import Closure, Notice, Opening
from lobby.contract.warnings import PublicWarning, WarningLevel, WarningText
from signage.samples import NOW, SCENE, STORM, at, with_board, with_config, with_warnings
from signage.scene import Scene
from signage.view import Tone, view
from signage.warned import TURN_SECONDS

CALM = with_board(SCENE, calls=())


def warning(**fields: object) -> PublicWarning:
    """The storm with other fields."""
    return msgspec.structs.replace(STORM, **fields)


def test_a_call_is_never_covered() -> None:
    """Beside calls the warning takes the place of notice and pictures; number and rows stay as they are."""
    scene = with_warnings(with_board(SCENE, notice=Notice(text="Bis 16 Uhr")), STORM)
    seen, without = view(scene, at()), view(SCENE, at())
    assert (seen.hero, seen.history, seen.message) == (without.hero, without.history, None)
    assert seen.notice is not None
    assert seen.notice.text.startswith("Amtliche Unwetterwarnung vor Orkanböen\nSevere weather warning")
    assert "Bleiben Sie im Gebäude." in seen.notice.text
    assert seen.notice.title == "Amtliche Warnung · Official warning"
    assert seen.notice.source == "Wetteramt Musterland, 10:10 Uhr; gilt bis 11:30 Uhr"
    assert (seen.media, seen.notice.danger) == (False, True)


def test_it_is_large_when_nobody_is_called() -> None:
    """Headline, what to do, both languages; what is the matter and the source stand below."""
    seen = view(with_warnings(CALM, STORM), at())
    assert seen.message is not None
    assert seen.message.title == "Amtliche Unwetterwarnung vor Orkanböen"
    assert seen.message.text.startswith("Bleiben Sie")
    assert seen.message.second == "Severe weather warning: hurricane-force gusts – Stay indoors."
    assert seen.message.tone is Tone.ALERT
    assert seen.notice is not None
    assert seen.notice.text.startswith("Aus Nordwest")
    assert not seen.media


@pytest.mark.parametrize(
    "scene",
    [with_board(CALM, opening=Opening(is_open=False, closure=Closure.HOURS)), SCENE],
)
def test_what_the_large_place_has_to_say_stays(scene: Scene) -> None:
    """When the house opens, or that calls may be missing, is not covered either."""
    later = at(260 if scene is SCENE else 0)
    seen, without = view(with_warnings(scene, STORM), later), view(scene, later)
    assert seen.message == without.message
    assert seen.notice is not None
    assert seen.notice.source


def test_an_evacuation_covers_it() -> None:
    """Nothing else is on the screen then."""
    evacuation = with_board(SCENE, opening=Opening(is_open=False, closure=Closure.EVACUATION))
    seen = view(with_warnings(evacuation, STORM), at())
    assert seen.whole_screen
    assert seen.message is not None
    assert seen.message.tone is Tone.DANGER


@pytest.mark.parametrize(
    "fields",
    [
        {"centres": ("harburg",)},
        {"ends": NOW},
        {"starts": NOW + timedelta(seconds=1)},
    ],
)
def test_elsewhere_over_or_to_come_is_not_shown(fields: dict[str, object]) -> None:
    """A display keeps the times itself: it needs no network for the end of a warning."""
    assert view(with_warnings(CALM, warning(**fields)), at()) == view(CALM, at())


def test_a_drill_is_marked_in_both_languages() -> None:
    """In the headline and in what it is called."""
    seen = view(with_warnings(CALM, warning(drill=True)), at())
    assert seen.message is not None
    assert seen.message.title.startswith("ÜBUNG: ")
    assert seen.message.second.startswith("EXERCISE: ")
    assert seen.notice is not None
    assert seen.notice.title == "Übung: keine echte Warnung · Exercise: not a real warning"


def test_several_take_turns() -> None:
    """By the second of the house: displays side by side show the same."""
    other = warning(
        id="f" * 16, level=WarningLevel.WARNING, texts=(WarningText(language="de", headline="Nebel"),)
    )
    scene = with_warnings(CALM, STORM, other)
    turns = {second: view(scene, at(second)).message for second in range(2 * TURN_SECONDS)}
    titles = [one.title for one in turns.values() if one is not None]
    assert titles.count("Nebel") == TURN_SECONDS
    assert len(titles) == 2 * TURN_SECONDS


def test_languages_that_are_missing_are_made_up_for() -> None:
    """Arabic is wanted and not there: English stands in; a warning in one language only is said once."""
    arabic = with_config(CALM, DisplayConfig(second_language=Language.AR))
    seen = view(with_warnings(arabic, STORM), at())
    assert seen.message is not None
    assert seen.message.second.startswith("Severe weather")
    only = warning(texts=(WarningText(language="tr", headline="Fırtına"),))
    alone = view(with_warnings(CALM, only), at())
    assert alone.message is not None
    assert (alone.message.title, alone.message.second) == ("Fırtına", "")


def test_an_end_on_another_day_has_its_day() -> None:
    """A time alone would mean today."""
    seen = view(with_warnings(CALM, warning(ends=NOW + timedelta(days=1))), at())
    assert seen.notice is not None
    assert seen.notice.source.endswith("gilt bis Dienstag, 24. November, 10:31 Uhr")
