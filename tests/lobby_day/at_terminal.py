"""Visitors at the real terminal: the code is held to its scanner, its controls are pressed, its screen is believed."""

import threading
import time
from collections.abc import Callable

from broker_config.local import LocalBroker
from lobby.contract.devices import Drawn, Health, Scan, Touch
from lobby.contract.topics import DRAWN, HEALTH, SCAN, TOUCH
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from tests.lobby_day.asking import new_id
from tests.lobby_day.clock import DayClock
from tests.lobby_day.visitors import Visitor

KIOSK, DISPLAY = "kiosk-1", "display-1"
PATIENCE_SECONDS = 20.0
READING_SECONDS = 0.3
TRIES = 6


class Screens:
    """What the real terminal and the real display say that they have drawn."""

    def __init__(self, broker: LocalBroker) -> None:
        self.health: dict[str, Health] = {}
        self.drawn: dict[str, list[Drawn]] = {KIOSK: [], DISPLAY: []}
        self._news = threading.Condition()
        self.device = Device(
            broker.settings("rehearsal"),
            subscriptions=[Subscription(DRAWN, any_device=True), Subscription(HEALTH, any_device=True)],
            deliver=self._heard,
        )
        self.device.start()

    def screen(self, device: str) -> str | None:
        """The newest page this device has drawn."""
        return self.drawn[device][-1].screen if self.drawn[device] else None

    def until(self, what: str, true: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait for news until it is true; fails with `what` and what was drawn last."""
        end = time.monotonic() + seconds
        with self._news:
            while not true():
                left = end - time.monotonic()
                last = {device: drawn[-1:] for device, drawn in self.drawn.items()}
                assert left > 0, f"{what}: not within {seconds} s; drawn last: {last}; health: {self.health}"
                self._news.wait(min(left, 0.5))

    def _heard(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if not isinstance(item, Incoming):
            return
        device = item.levels["device"]
        with self._news:
            if isinstance(item.message, Drawn):
                self.drawn[device].append(item.message)
            elif isinstance(item.message, Health):
                self.health[device] = item.message
            self._news.notify_all()


class TerminalVisitors(threading.Thread):
    """One visitor after the other, from the welcome page to a number and away. `numbers` is what each has read."""

    def __init__(self, screens: Screens, visitors: list[Visitor], clock: DayClock) -> None:
        super().__init__(name="terminal visitors", daemon=True)
        self.numbers: dict[str, str] = {}
        self.problem: BaseException | None = None
        self._screens = screens
        self._visitors = visitors
        self._clock = clock

    def run(self) -> None:
        """Everybody, one after the other; who is disturbed by a crash begins again."""
        try:
            for visitor in self._visitors:
                while self._clock.now() < visitor.at:
                    time.sleep(0.05)
                tries = (self._visit(visitor) for _ in range(TRIES))
                assert any(tries), f"{visitor.name} never got a number at the terminal"
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits for this one
            self.problem = error

    def _visit(self, visitor: Visitor) -> bool:
        self._screens.until(f"{visitor.name} waits for a free terminal", lambda: self._shows("welcome"), 60)
        assert visitor.code is not None
        self._screens.device.publish(SCAN, Scan(id=new_id(), code=visitor.code), device=KIOSK)
        if not self._comes("confirm", "number"):
            return False
        if self._shows("confirm"):
            time.sleep(READING_SECONDS)
            self._touch("yes")
            if not self._comes("number"):
                return False
        number = self._screens.drawn[KIOSK][-1].number
        assert number is not None, "the number page says no number"
        self.numbers[visitor.name] = number
        self._touch("done")
        return True

    def _shows(self, *screens: str) -> bool:
        return self._screens.screen(KIOSK) in screens

    def _comes(self, *screens: str) -> bool:
        try:
            self._screens.until("", lambda: self._shows("problem", *screens), 5)
        except AssertionError:
            return False
        if self._shows("problem"):
            self._touch("done")
            return False
        return True

    def _touch(self, control: str) -> None:
        self._screens.device.publish(TOUCH, Touch(id=new_id(), control=control), device=KIOSK)
