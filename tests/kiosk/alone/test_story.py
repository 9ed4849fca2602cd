"""The network goes while people stand at the terminal: real programs, killed, and started again."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lobby.bench.house import BenchHouse, bench_house, wait_until
from lobby.bench.scan_to_number import Visitors
from lobby.bench.window import WindowClient
from lobby.centre.journal import Journal
from lobby.contract.day_list import TWO_NUMBERS, SignedDayList, opened
from lobby.contract.events import AnyEvent, Arrived, NumberDisputed

pytestmark = pytest.mark.window
SIZE = "540x960"
KIOSK = "kiosk-1"
DOUBLE_TAP_SECONDS = 0.4


@dataclass
class Scene:
    """A house whose parts come and go."""

    house: BenchHouse
    visitors: Visitors
    services: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        """The broker where it was stopped, and the queue service."""
        if self.house.broker.process is None or self.house.broker.process.poll() is not None:
            self.house.broker.start()
        self.queue = self.services.enter_context(
            self.house.queue_service(keys=[self.visitors.public()], walk_in=True)
        )

    def cut(self) -> None:
        """Queue service and broker die."""
        self.queue.kill()
        self.queue.wait()
        self.house.broker.kill()

    def facts(self) -> list[AnyEvent]:
        """The whole journal."""
        journal = Journal(self.house.broker.settings("queue").state / "journal.db", read_only=True)
        try:
            return [event for _, event in journal.everything()]
        finally:
            journal.close()

    def has_block(self, kiosk: str = KIOSK) -> bool:
        """Whether the terminal has kept a list with numbers of its own."""
        file = self.house.broker.settings(kiosk).state / "day-list.json"
        try:
            signed = msgspec.json.decode(file.read_bytes(), type=SignedDayList)
        except (FileNotFoundError, msgspec.DecodeError):
            return False
        known = opened(signed)
        return known is not None and any(one.device == kiosk for one in known.blocks)

    @contextmanager
    def terminal(self, kiosk: str = KIOSK) -> Iterator[WindowClient]:
        """A real terminal, until the block ends with `kill -9`."""
        mirror, settings = self.house.folder / f"{kiosk}.sock", self.house.settings_file(kiosk)
        mirror.unlink(missing_ok=True)
        words = (
            "lobby",
            "kiosk",
            "--settings",
            str(settings),
            "--mirror",
            str(mirror),
            "--windowed",
            "--size",
            SIZE,
        )
        with self.house.program(*words) as process, WindowClient(mirror) as window:
            yield window
            process.kill()


@pytest.fixture(name="scene")
def _scene() -> Iterator[Scene]:
    visitors = Visitors(Ed25519PrivateKey.generate())
    with bench_house() as house:
        scene = Scene(house, visitors)
        scene.open()
        with scene.services:
            yield scene


def until(window: WindowClient, screen: str, seconds: float = 25.0) -> None:
    """Wait for a page."""
    wait_until(lambda: window.state()["screen"] == screen, seconds)


def tap(window: WindowClient, control: str) -> None:
    """Not so soon after the last touch that it would count as a double tap."""
    time.sleep(DOUBLE_TAP_SECONDS + 0.1)
    window.tap(control)


def number_of(window: WindowClient, code: str) -> str:
    """Scan, confirm where asked, and read the number."""
    window.keys(code + "\n")
    wait_until(lambda: window.state()["screen"] in ("confirm", "number"), 25)
    if window.state()["screen"] == "confirm":
        tap(window, "yes")
        until(window, "number")
    shown = str(window.state()["number"])
    tap(window, "done")
    until(window, "welcome")
    return shown


def test_numbers_are_given_alone_and_told_once_in_order(scene: Scene) -> None:
    """Cut off, killed in between, asked twice: each visitor has one number, and the queue service hears each once."""
    first, second = scene.visitors.code(), scene.visitors.code()
    with scene.terminal() as window:
        until(window, "welcome")
        wait_until(scene.has_block, 25)
        scene.cut()
        given = [number_of(window, first)]
        assert 940 <= int(given[0][1:]) <= 999
    with scene.terminal() as window:
        until(window, "welcome")
        assert number_of(window, first) == given[0]
        given.append(number_of(window, second))
        assert len(set(given)) == len(given)
        scene.open()
        wait_until(lambda: sum(isinstance(one, Arrived) for one in scene.facts()) == len(given), 30)
    arrived = [one for one in scene.facts() if isinstance(one, Arrived)]
    assert [one.number for one in arrived] == given
    assert all(one.device == KIOSK and one.came is not None and one.came < one.at for one in arrived)
    assert not any(isinstance(one, NumberDisputed) for one in scene.facts())


def test_two_terminals_that_are_cut_off_from_each_other(scene: Scene) -> None:
    """The same code at both, and another one at each: no number twice, one visit, one matter to settle."""
    code = scene.visitors.code()
    with scene.terminal() as one, scene.terminal("kiosk-2") as other:
        for window in (one, other):
            until(window, "welcome")
        wait_until(lambda: scene.has_block() and scene.has_block("kiosk-2"), 25)
        scene.cut()
        given = [number_of(window, each) for window in (one, other) for each in (code, scene.visitors.code())]
        assert len(set(given)) == len(given)
        scene.open()
        wait_until(
            lambda: sum(isinstance(fact, (Arrived, NumberDisputed)) for fact in scene.facts()) == 4, 30
        )
    arrived = [fact.number for fact in scene.facts() if isinstance(fact, Arrived)]
    (disputed,) = (fact for fact in scene.facts() if isinstance(fact, NumberDisputed))
    assert sorted([*arrived, disputed.number]) == sorted(given)
    assert {disputed.number, disputed.other} == {given[0], given[2]}
    assert disputed.reason == TWO_NUMBERS
