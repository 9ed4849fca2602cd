"""A whole day through real processes, with everything that goes wrong, and the books checked at its end."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lobby.contract.answers import CheckedIn, Refused
from lobby.contract.city import CentreSummary
from lobby.contract.requests import CallNext, Finish, OpenPlace, Start, WalkIn
from lobby.contract.state import Board, Line
from signage.concerning import spoken_number
from tests.lobby_day import audit
from tests.lobby_day.asking import new_id
from tests.lobby_day.at_terminal import DISPLAY, KIOSK
from tests.lobby_day.clock import at
from tests.lobby_day.entrance import KIOSKS
from tests.lobby_day.hall import COUNTERS
from tests.lobby_day.house import SPOILERS, House, Observed
from tests.lobby_day.mischief import FAKE_NUMBER, overstep, spoil
from tests.lobby_day.visitors import SERVICES, day
from tests.support.mirror import MirrorClient

SEED = 20300304
FAULT_LENGTH = 400
LAST_PLACES = ("21", "22", "23")
REASONS = {
    "cancelled", "rebooked", "other-day", "other-site", "not-offered", "too-late", "closed", "unknown-typed-code",
    "bad-code forged", "bad-code key-expired", "bad-code key-revoked", "bad-code key-out-of-scope",
    "bad-code unknown-key", "bad-code cut", "bad-code typed-check-failed", "bad-code foreign-url",
    "bad-code foreign-payment", "already-served", "unknown-place", "place-closed", "place-busy", "nobody-called",
    "not-present",
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The lobby before opening."""
    lobby = House(tmp_path, day(SEED), SEED)
    yield lobby
    lobby.close()


@pytest.mark.day
@pytest.mark.slow
@pytest.mark.window
@pytest.mark.timeout(230)
def test_a_whole_day(house: House) -> None:
    """Five hundred visitors, every failure, crashes of every program: the books agree in the evening."""
    house.open()
    house.terminal_visitors.start()

    house.until(at("08:30"))
    _spoil_everything(house)

    house.until(at("09:10"))
    house.queue.kill()
    house.queue.start()
    house.deliver(house.plan.second_delivery)
    house.deliver(house.plan.second_delivery)

    house.until(at("10:30"))
    house.broker.kill()
    house.broker.start()

    house.until(at("11:40"))
    house.display.kill()
    house.display.start()

    house.until(at("12:20"))
    house.wait_for("a visitor at the terminal", lambda: house.screens.screen(KIOSK) == "confirm")
    house.terminal.kill()
    house.terminal.start()

    house.until(at("13:15"))
    _spoil_everything(house)
    forbidden = overstep(house.clients["kiosk-4"])

    house.until(at("14:10"))
    house.queue.kill()
    house.broker.kill()
    house.broker.start()
    house.queue.start()

    house.until(at("15:40"))
    house.queue.kill()
    house.queue.start()

    house.until(at("17:55"))
    house.wait_for("the last visitor", lambda: house.entrance.is_done)
    _clerks_go_home(house)
    _a_newcomer_is_told_the_truth(house)
    _last_numbers_stay_on_the_display(house)
    _bad_input_is_counted(house)
    _last_numbers_are_finished(house)
    _after_closing_time(house)
    assert house.queue.stop() == 0
    house.queue.start()
    _check_the_books(house, forbidden)


def _spoil_everything(house: House) -> Counter[str]:
    """Malformed payloads on every topic that each account may write; how many each reader must count."""
    devices = [house.observed.device if name == "observer" else house.clients[name] for name in SPOILERS]
    return Counter(sent.device for device in devices for sent in spoil(device))


def _clerks_go_home(house: House) -> None:
    """Counters stay as they are; nothing is asked any more."""
    house.wait_for("the rogue's last round", lambda: house.rogue.is_between_rounds)
    house.is_working = False
    house.wait_for("every answer", lambda: house.clients.waiting == 0, 45)
    house.terminal_visitors.join(30)
    assert not house.terminal_visitors.is_alive(), "somebody still stands at the terminal"
    assert house.terminal_visitors.problem is None, house.terminal_visitors.problem


def _a_newcomer_is_told_the_truth(house: House) -> None:
    """The retained board, line and summary are the fold of the journal."""
    facts = house.facts()
    newcomer = Observed(house.broker, "newcomer")
    try:
        newest: list[Any] = []

        def all_agree() -> bool:
            newest[:] = [newcomer.newest(kind) for kind in (Board, Line, CentreSummary)]
            return all(newest) and not list(audit.retained(facts, newest, house.rules))

        with contextlib.suppress(AssertionError):
            house.wait_for("the next regular publication", all_agree, 12)
        assert all(newest), "something is not retained"
        _nothing("what a newcomer is told", audit.retained(facts, newest, house.rules))
    finally:
        newcomer.device.stop()


def _last_numbers_stay_on_the_display(house: House) -> None:
    """What the journal says is what the display has drawn; the terminal is back at its welcome page."""
    for place in LAST_PLACES:
        _ask(house, KIOSKS[0], WalkIn(id=new_id(), service="id-card"))
        _ask(house, COUNTERS[0], OpenPlace(id=new_id(), place=place, services=SERVICES))
        _ask(house, COUNTERS[0], CallNext(id=new_id(), place=place))
    seq = house.facts()[-1][0]
    house.wait_for("a board of the last fact", lambda: house.newest_board().rev == seq)
    board = house.newest_board()
    house.screens.until(
        f"the display draws rev {seq} and call {board.calls[0].id}",
        lambda: _has_drawn(house, seq, board.calls[0].id),
    )
    with MirrorClient(house.mirror(DISPLAY)) as mirror:
        number = board.calls[0].number
        mirror.until(rev=seq, screen="board", number=spoken_number(number))
    with MirrorClient(house.mirror(KIOSK)) as mirror:
        mirror.until(screen="welcome", number=None)


def _has_drawn(house: House, seq: int, call: str) -> bool:
    drawn = house.screens.drawn[DISPLAY][-1]
    health = house.screens.health.get(DISPLAY)
    return drawn.rev == seq and drawn.call == call and health is not None and health.drawn_rev == seq


def _bad_input_is_counted(house: House) -> None:
    """Each reader counts each malformed payload, and nothing else happens."""
    before = {name: house.screens.health[name].malformed for name in ("queue", KIOSK, DISPLAY)}
    seq = house.facts()[-1][0]
    sent = _spoil_everything(house)
    for name, count in before.items():
        assert sent[name] > 0
        house.screens.until(
            f"{name} counts {sent[name]} more than {count} malformed payloads",
            lambda name=name, wanted=count + sent[name]: house.screens.health[name].malformed == wanted,  # type: ignore[misc]
        )
    assert house.facts()[-1][0] == seq


def _last_numbers_are_finished(house: House) -> None:
    for place in LAST_PLACES:
        _ask(house, COUNTERS[1], Start(id=new_id(), place=place))
        _ask(house, COUNTERS[1], Finish(id=new_id(), place=place))


def _after_closing_time(house: House) -> None:
    """Nobody gets a number any more, and the terminal says so."""
    house.until(at("19:02"))
    house.screens.until("the terminal says closed", lambda: house.screens.screen(KIOSK) == "closed")
    assert isinstance(_ask(house, KIOSKS[0], WalkIn(id=new_id(), service="pickup")), Refused)


def _check_the_books(house: House, forbidden: list[str]) -> None:
    facts, kept, asked = house.facts(), house.kept_answers(), house.clients.asked
    numbers = house.terminal_visitors.numbers
    assert len(numbers) == len(set(numbers.values()))
    _nothing("told something else than the rules say", house.entrance.differences)
    _nothing("a clerk's mistake was told something else", house.rogue.differences)
    _nothing("no answer at all", house.clients.unanswered)
    _nothing("the file", house.journal_problems())
    _nothing("the journal", audit.journal(facts))
    _nothing("answers", audit.answers(asked, kept))
    _nothing("arrivals", audit.arrivals(facts, asked, numbers.values()))
    _nothing("commands", audit.commands(facts, asked))
    _nothing("what was published", audit.pictures(facts, house.observed.documents, house.rules))
    _nothing("forbidden commands were carried out", set(forbidden) & set(kept))
    boards = [one for one in house.observed.documents if hasattr(one, "calls")]
    _nothing("a board of somebody else's", (one for one in boards if FAKE_NUMBER in str(one.calls)))
    missing = REASONS - set(audit.refusals(asked))
    _nothing("reasons that were never given", missing)
    given = [one for one in asked.values() if one.answers and isinstance(one.answers[0], CheckedIn)]
    assert len(given) > 350
    assert house.rogue.rounds > 10


def _nothing(what: str, faults: Iterable[object]) -> None:
    found = [str(fault)[:FAULT_LENGTH] for fault in faults]
    assert not found, "\n".join([f"{what}: {len(found)}", *found[:20]])


def _ask(house: House, name: str, request: object) -> object:
    """Ask and let the day pass until there is the answer."""
    told: list[object] = []
    house.clients.ask(name, request, told.append)  # type: ignore[arg-type]
    house.wait_for(f"an answer to {request}", lambda: bool(told), 45)
    return told[0]
