"""One intention, one command."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime

import pytest

from lobby.contract.answers import AnyAnswer, PlaceChanged
from lobby.contract.state import PlaceState, PlaceStatus
from lobby.counter.turns import InFlightError, OtherTurnError, Press, Turns, seen_of_place
from lobby.link.incoming import NoAnswerError

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FREE = PlaceState(place="7", status=PlaceStatus.FREE, since=NOW)
CALLED = PlaceState(place="7", status=PlaceStatus.CALLED, since=NOW)


class Sender:
    """Counts what is sent; answers when `gate` opens."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.gate = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, command: str) -> AnyAnswer:
        self.sent.append(command)
        await self.gate.wait()
        if self.error:
            raise self.error
        return PlaceChanged(id=command, at=NOW, place=CALLED)


@pytest.fixture
def sender() -> Sender:
    sending = Sender()
    sending.gate.set()
    return sending


def runner(
    turns: Turns, sender: Sender, op: str = "next"
) -> Callable[[str], Coroutine[object, object, AnyAnswer]]:
    return lambda turn: turns.run(Press("7", op, turn), turns.turn("7", seen_of_place(FREE)), sender)


async def test_double_click_is_one_command(sender: Sender) -> None:
    """The same press twice at once is sent once, and both get its answer."""
    turns = Turns()
    sender.gate.clear()
    turn = turns.turn("7", seen_of_place(FREE))
    both = asyncio.gather(runner(turns, sender)(turn), runner(turns, sender)(turn))
    await asyncio.sleep(0)
    sender.gate.set()
    first, second = await both
    assert first == second
    assert len(sender.sent) == 1


async def test_late_second_press_gets_the_first_answer(sender: Sender) -> None:
    """A press that comes after the answer of the same press changes nothing and gets that answer."""
    turns = Turns()
    turn = turns.turn("7", seen_of_place(FREE))
    first = await runner(turns, sender)(turn)
    assert await runner(turns, sender)(turn) == first
    assert len(sender.sent) == 1


async def test_press_on_an_old_picture_does_nothing(sender: Sender) -> None:
    """Another button of a page that shows an earlier state of the place is refused."""
    turns = Turns()
    turn = turns.turn("7", seen_of_place(FREE))
    await runner(turns, sender)(turn)
    with pytest.raises(OtherTurnError):
        await runner(turns, sender, "finish")(turn)
    assert len(sender.sent) == 1


async def test_two_different_buttons_at_once_are_one_command(sender: Sender) -> None:
    """While a command of a place has no answer, a different one of that place is not sent."""
    turns = Turns()
    sender.gate.clear()
    turn = turns.turn("7", seen_of_place(FREE))
    first = asyncio.ensure_future(runner(turns, sender)(turn))
    await asyncio.sleep(0)
    with pytest.raises(InFlightError):
        await runner(turns, sender, "close")(turn)
    sender.gate.set()
    await first


async def test_next_intention_is_a_new_command(sender: Sender) -> None:
    """After an answer, also a refusal, the same button on the new page is a new command."""
    turns = Turns()
    for _ in range(3):
        await runner(turns, sender)(turns.turn("7", seen_of_place(FREE)))
    assert len(set(sender.sent)) == 3


async def test_press_without_answer_is_repeated_with_the_same_id(sender: Sender) -> None:
    """When no answer came the turn stays, so that pressing again can not do it twice."""
    turns = Turns()
    sender.error = NoAnswerError("nothing")
    turn = turns.turn("7", seen_of_place(FREE))
    with pytest.raises(NoAnswerError):
        await runner(turns, sender)(turn)
    sender.error = None
    assert turns.turn("7", seen_of_place(FREE)) == turn
    await runner(turns, sender)(turn)
    assert sender.sent[0] == sender.sent[1]


def test_turn_ends_when_the_place_changes() -> None:
    """Whatever changes at the place, by whomever, ends the turn; other places do not matter."""
    turns = Turns()
    assert turns.turn("7", seen_of_place(FREE)) != turns.turn("7", seen_of_place(CALLED))
    assert turns.turn("7", seen_of_place(FREE)) == turns.turn("7", seen_of_place(FREE))
    assert turns.turn("7", seen_of_place(FREE)) != turns.turn("8", seen_of_place(FREE))


def test_turns_of_another_start_are_worth_nothing() -> None:
    """After a restart of the program, pages that were open before have to look again."""
    assert Turns().turn("7", seen_of_place(FREE)) != Turns().turn("7", seen_of_place(FREE))
