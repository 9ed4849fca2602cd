"""The service page: behind a PIN, and nobody's visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.idle import STAFF_SECONDS, allowed_seconds
from kiosk.inputs import End, Forget, Idle, LinkLost, PrintProof, Report, Scanned, StaffWanted
from kiosk.kept import StepFile
from kiosk.printer_state import PrinterState
from kiosk.samples import closed, with_printer
from kiosk.session import STAFF, Screen, fresh_session
from lobby.contract.service_pin import stored
from lobby.contract.state import Closure
from tests.kiosk.stories import CODE, Visit, visit

PIN, WRONG = "246810", "111111"
KEPT = stored(PIN, bytes(16))


def at_pin() -> Visit:
    return visit(service_pin=KEPT).then(StaffWanted())


def behind_it() -> Visit:
    return at_pin().type(PIN).touch("ok")


def reasons(story: Visit) -> list[str]:
    return [effect.request.reason for effect in story.effects if isinstance(effect, Report)]


def test_the_right_pin_opens_the_service_page() -> None:
    """And nothing of it stays in the session."""
    story = at_pin()
    assert story.screen is Screen.PIN
    story.type(PIN).touch("ok")
    fresh = fresh_session(story.terminal.config)
    assert (story.screen, story.terminal.session) == (Screen.SERVICE, fresh)


def test_without_a_pin_there_is_no_service_page() -> None:
    """The gesture does nothing."""
    assert visit().then(StaffWanted()).screen is Screen.WELCOME


def test_it_does_not_come_between_a_visitor_and_their_visit() -> None:
    """Whoever leans on the corner loses nothing; a language chosen by somebody who has gone is forgotten."""
    serving = visit(service_pin=KEPT).scan().identified().then(StaffWanted())
    assert serving.screen is Screen.CONFIRM
    gone = visit(service_pin=KEPT).touch("language-tr").then(StaffWanted())
    assert gone.screen is Screen.PIN
    assert gone.terminal.session.language == gone.terminal.config.languages[0]
    assert Forget() in gone.effects


@pytest.mark.parametrize("closure", [Closure.HOURS, Closure.EVACUATION])
def test_it_opens_in_a_closed_house_too(closure: Closure) -> None:
    """That is when a terminal is looked after."""
    shut = closed(closure)
    config = msgspec.structs.replace(shut.config, service_pin=KEPT)
    assert Visit(replace(shut, config=config)).then(StaffWanted()).screen is Screen.PIN


def test_guessing_gets_slower_and_is_told() -> None:
    """Five tries; then entry rests, also for the right PIN, and the reception hears of it each time."""
    story = at_pin()
    for _ in range(4):
        story.type(WRONG).touch("ok")
        assert (story.screen, story.terminal.session.typed) == (Screen.PIN, "")
    assert reasons(story) == []
    story.type(WRONG).touch("ok")
    assert reasons(story) == ["service-pin"]
    story.type(PIN).touch("ok")
    assert (story.screen, story.terminal.session.typed) == (Screen.PIN, "")
    story.pause(31).type(WRONG).touch("ok")
    assert reasons(story) == ["service-pin"] * 2
    story.pause(31).type(PIN).touch("ok")
    assert story.screen is Screen.PIN
    story.pause(60).type(PIN).touch("ok")
    assert (story.screen, story.terminal.pin_guesses.wrong) == (Screen.SERVICE, 0)


def test_leaving_and_coming_again_does_not_forgive() -> None:
    """Wrong tries belong to the terminal."""
    story = at_pin()
    for _ in range(5):
        story.type(WRONG).touch("ok", "back").then(StaffWanted())
    story.type(PIN).touch("ok")
    assert story.screen is Screen.PIN


@pytest.mark.parametrize("typed", ["", "2", "24681", "x24681"])
def test_a_pin_that_is_too_short_is_no_try(typed: str) -> None:
    """It is not counted."""
    story = at_pin().type(typed).touch("ok")
    assert (story.screen, story.terminal.pin_guesses.wrong) == (Screen.PIN, 0)


def test_a_pin_ends_at_eight_digits_and_can_be_erased() -> None:
    """As many as there are places."""
    story = at_pin().type("1234567890")
    assert story.terminal.session.typed == "12345678"
    assert story.touch("erase").terminal.session.typed == "1234567"


@pytest.mark.parametrize("begin", [at_pin, behind_it])
def test_both_pages_close_by_themselves(begin: Callable[[], Visit]) -> None:
    """After a minute, without a warning; or at a touch."""
    story = begin()
    assert allowed_seconds(story.terminal) == STAFF_SECONDS
    assert story.then(Idle()).screen is Screen.WELCOME
    assert begin().touch("back").screen is Screen.WELCOME


def test_codes_and_a_lost_link_change_nothing_there() -> None:
    """Whoever looks after a terminal without a network needs the page most."""
    for story in (at_pin(), behind_it()):
        screen = story.screen
        assert story.then(Scanned(CODE), LinkLost()).screen is screen
        assert story.asked == []


def test_what_can_be_done() -> None:
    """Print, start anew, end: each leaves no page of the staff behind."""
    restarted = behind_it().touch("restart")
    assert restarted.effects[-1] == End(restarts=True)
    assert restarted.screen is Screen.WELCOME
    assert behind_it().touch("end").effects[-1] == End(restarts=False)
    without = behind_it().touch("print-test")
    assert not any(isinstance(effect, PrintProof) for effect in without.effects)
    story = behind_it()
    story.terminal = with_printer(story.terminal, PrinterState.READY, None)
    story.touch("print-test", "print-test")
    printed = [effect.id for effect in story.effects if isinstance(effect, PrintProof)]
    assert len(set(printed)) == 2


@pytest.mark.parametrize("screen", sorted(STAFF))
def test_a_pin_is_never_kept(screen: Screen, tmp_path: Path) -> None:
    """Not in the file for a restart either: it begins at the first page."""
    story = at_pin().type("2468")
    steps = StepFile(tmp_path)
    steps.keep(replace(story.terminal, screen=screen), 1.0)
    assert list(tmp_path.iterdir()) == []


def test_entry_that_rests_goes_on_by_itself() -> None:
    """After fifteen minutes of quiet the tries begin anew."""
    story = at_pin()
    for _ in range(5):
        story.type(WRONG).touch("ok")
    story.pause(timedelta(minutes=16).total_seconds()).type(WRONG).touch("ok")
    assert story.terminal.pin_guesses.wrong == 1
