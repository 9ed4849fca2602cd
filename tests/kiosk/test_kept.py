"""The visitor's step, across the end of the program."""

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.inputs import Answered, Idle
from kiosk.kept import MOST_RETURNS, StepFile
from kiosk.samples import ticket
from kiosk.session import Help, Paper, Screen, Terminal, fresh_session
from lobby.contract.answers import CheckedIn
from lobby.contract.requests import CallHelp
from tests.kiosk.stories import CODE, Visit, visit

NOW = 5000.0
STEPS: dict[str, Callable[[], Visit]] = {
    "confirm": lambda: visit().scan().identified(),
    "choose": lambda: visit().scan().identified().scan("HK1" + CODE[3:]).identified(),
    "number": lambda: visit().scan().identified().touch("yes").checked_in(),
    "typed": lambda: visit().touch("type").type("2K7"),
    "services": lambda: visit().touch("walk-in", "subject-documents"),
    "refused": lambda: visit().scan("https://example.org"),
    "unanswered": lambda: visit().scan().unanswered(),
    "help": lambda: visit().scan().identified().touch("help"),
    "large Arabic": lambda: visit().touch("language-ar", "aid-text"),
    "still there?": lambda: visit().touch("type").then(Idle()),
}


def restarted() -> Terminal:
    """The terminal as a program begins."""
    config = visit().terminal.config
    return Terminal(config=config, session=fresh_session(config), device="kiosk-1")


@pytest.mark.parametrize("name", STEPS)
def test_a_restart_comes_back_to_the_same_step(name: str, tmp_path: Path) -> None:
    """Page, language, aids, booking, number, what was typed: as if nothing had happened."""
    terminal = STEPS[name]().terminal
    StepFile(tmp_path).keep(terminal, NOW)
    back = StepFile(tmp_path).take(restarted(), NOW + 9)
    assert back is not None
    assert (back.terminal.screen, back.terminal.session) == (terminal.screen, terminal.session)
    assert back.terminal.house == terminal.house
    assert (back.active_at, back.asked) == (NOW, ())


def test_what_was_asked_is_asked_again_under_its_id(tmp_path: Path) -> None:
    """So that no restart makes a second ticket; the answer then leads where it would have led."""
    story = visit().scan().identified().touch("yes")
    StepFile(tmp_path).keep(story.terminal, NOW)
    back = StepFile(tmp_path).take(restarted(), NOW + 9)
    assert back is not None
    assert back.asked == (story.asked[-1],)
    again = Visit(back.terminal, asked=list(story.asked))
    assert again.checked_in().screen is Screen.NUMBER


def test_page_of_waiting_comes_by_itself_and_help_is_called_again(tmp_path: Path) -> None:
    """Below it lies the page that asked; a call for a person keeps its id."""
    story = visit().scan().identified().touch("help", "call")
    waiting = replace(
        story.terminal,
        screen=Screen.WAITING,
        session=replace(story.terminal.session, back_to=Screen.CONFIRM),
    )
    StepFile(tmp_path).keep(waiting, NOW)
    back = StepFile(tmp_path).take(restarted(), NOW + 9)
    assert back is not None
    assert (back.terminal.screen, back.terminal.session.back_to) == (Screen.CONFIRM, None)
    assert (back.terminal.session.help, back.asked) == (Help.ASKED, (CallHelp(id=story.asked[-1].id),))


def test_ticket_that_was_on_its_way_can_be_asked_for(tmp_path: Path) -> None:
    """Nobody knows whether it came out."""
    terminal = STEPS["number"]().terminal
    coming = replace(terminal, session=replace(terminal.session, paper=Paper.COMING))
    StepFile(tmp_path).keep(coming, NOW)
    back = StepFile(tmp_path).take(restarted(), NOW + 9)
    assert back is not None
    assert back.terminal.session.paper is None


@pytest.mark.parametrize(("name", "seconds"), [("number", 30), ("confirm", 60)])
def test_nothing_is_shown_once_the_time_of_the_page_is_over(
    name: str, seconds: float, tmp_path: Path
) -> None:
    """A number for its 30 seconds, other pages for 60; afterwards nothing is left either."""
    for late, comes in ((seconds - 1, True), (seconds, False), (-1, False)):
        StepFile(tmp_path).keep(STEPS[name]().terminal, NOW)
        back = StepFile(tmp_path).take(restarted(), NOW + late)
        assert (back is not None) is comes
        assert any(tmp_path.iterdir()) is comes


def test_nothing_is_left_when_the_visitor_has_gone(tmp_path: Path) -> None:
    """One file for its owner while somebody is served, none before and none afterwards."""
    story, steps = STEPS["number"](), StepFile(tmp_path)
    steps.keep(visit().terminal, NOW)
    assert list(tmp_path.iterdir()) == []
    steps.keep(story.terminal, NOW)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ticket().number.encode() in file.read_bytes()
    steps.keep(story.touch("done").terminal, NOW + 5)
    assert list(tmp_path.iterdir()) == []
    assert StepFile(tmp_path).take(restarted(), NOW + 6) is None


def test_a_step_that_ends_the_program_again_is_given_up(tmp_path: Path) -> None:
    """Two returns without anything new; whatever the visitor does makes it a new step."""
    terminal = STEPS["confirm"]().terminal
    StepFile(tmp_path).keep(terminal, NOW)
    for _ in range(MOST_RETURNS):
        assert StepFile(tmp_path).take(restarted(), NOW + 1) is not None
    assert StepFile(tmp_path).take(restarted(), NOW + 1) is None
    StepFile(tmp_path).keep(terminal, NOW)
    assert StepFile(tmp_path).take(restarted(), NOW + 1) is not None


@pytest.mark.parametrize("content", [b"", b"{", b'{"screen": "gone"}', b"\xff"])
def test_a_file_that_cannot_be_read_is_dropped(content: bytes, tmp_path: Path) -> None:
    """Of another version, or cut: the terminal begins anew."""
    (tmp_path / "step.json").write_bytes(content)
    assert StepFile(tmp_path).take(restarted(), NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_without_a_folder_in_memory_nothing_is_kept(tmp_path: Path) -> None:
    """No environment, no file; of several folders the first."""
    nowhere = StepFile.of_environment({})
    nowhere.keep(STEPS["number"]().terminal, NOW)
    assert nowhere.take(restarted(), NOW) is None
    StepFile.of_environment({"RUNTIME_DIRECTORY": f"{tmp_path}:/elsewhere"}).keep(
        STEPS["number"]().terminal, NOW
    )
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_memory_does_not_stop_the_visit(tmp_path: Path) -> None:
    """What cannot be kept is not kept."""
    steps = StepFile(tmp_path / "gone")
    steps.keep(STEPS["number"]().terminal, NOW)
    steps.forget()


def test_an_answer_for_someone_who_has_left_changes_nothing(tmp_path: Path) -> None:
    """The terminal came back too late: what was asked belongs to nobody any more."""
    story = visit().scan().identified().touch("yes")
    StepFile(tmp_path).keep(story.terminal, NOW)
    assert StepFile(tmp_path).take(restarted(), NOW + 60) is None
    late = CheckedIn(id=story.asked[-1].id, at=story.now, ticket=ticket(), again=False)
    assert Visit(restarted()).then(Answered(late)).terminal.session.result is None
