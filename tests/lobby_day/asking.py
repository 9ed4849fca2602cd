"""Programs on the bus that ask until they are answered, and remember every question and every answer."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from broker_config.local import LocalBroker
from lobby.contract.answers import AnyAnswer
from lobby.contract.requests import AnyRequest
from lobby.contract.topics import REQUEST
from lobby.link.device import Device
from lobby.link.incoming import RequestError

if TYPE_CHECKING:
    from concurrent.futures import Future

TRY_AGAIN_SECONDS = 0.2
GIVE_UP_SECONDS = 40.0

Then = Callable[[AnyAnswer], None]


def new_id() -> str:
    """A fresh command id."""
    return uuid.uuid4().hex


@dataclass
class Asked:
    """One command id: who asked, every answer that came, and what others got who came with the same id."""

    request: AnyRequest
    client: str
    since: float
    answers: list[AnyAnswer] = field(default_factory=list)
    to_others: list[AnyAnswer] = field(default_factory=list)


@dataclass
class _Open:
    request: AnyRequest
    device: Device
    then: Then | None
    future: "Future[AnyAnswer] | None"
    due: float


class Clients:
    """All simple programs of the day, on one thread: `ask`, then `listen` again and again.

    One command in eight is sent twice at once, one in eight is asked again after its answer: the same id must get the
    same answer. One in sixteen is sent by another program of the same kind, too, which must not get it.
    """

    def __init__(self, broker: LocalBroker, names: list[str], rng: random.Random) -> None:
        self.asked: dict[str, Asked] = {}
        self.unanswered: list[str] = []
        self._rng = rng
        self._open: list[_Open] = []
        self._devices = {
            name: Device(broker.settings(name), subscriptions=(), deliver=lambda _item: None)
            for name in names
        }
        for device in self._devices.values():
            device.start()

    def __getitem__(self, name: str) -> Device:
        """The device of this name."""
        return self._devices[name]

    def stop(self) -> None:
        """Disconnect all."""
        for device in self._devices.values():
            device.stop()

    @property
    def waiting(self) -> int:
        """How many commands have no answer yet."""
        return len(self._open)

    def ask(self, name: str, request: AnyRequest, then: Then | None = None) -> None:
        """Ask, and go on asking with the same id until there is an answer; `then` hears the first one."""
        device = self._devices[name]
        self.asked.setdefault(request.id, Asked(request, name, time.monotonic()))
        self._open.append(_Open(request, device, then, device.ask(request), 0.0))
        if self._rng.random() < 1 / 8:
            device.publish(REQUEST, request, op=str(request.__struct_config__.tag))

    def listen(self) -> None:
        """Take the answers that have come, repeat what failed."""
        now = time.monotonic()
        still: list[_Open] = []
        opened, self._open = self._open, []
        for one in opened:
            if one.future is None and now >= one.due:
                one.future = one.device.ask(one.request)
            if one.future is None or not one.future.done():
                still.append(one)
            else:
                self._ended(one, still, now)
        self._open += still

    def _ended(self, one: _Open, still: list[_Open], now: float) -> None:
        assert one.future is not None
        asked = self.asked[one.request.id]
        error = one.future.exception()
        if isinstance(error, RequestError) and now - asked.since < GIVE_UP_SECONDS:
            one.future, one.due = None, now + TRY_AGAIN_SECONDS
            still.append(one)
        elif error is not None:
            self.unanswered.append(f"{asked.client}: {one.request} got no answer: {error!r}")
        else:
            answer = one.future.result()
            is_own = asked.client == one.device.settings.device
            (asked.answers if is_own else asked.to_others).append(answer)
            if one.then is not None:
                one.then(answer)
                self._perhaps_again(one)

    def _perhaps_again(self, one: _Open) -> None:
        chance, device = self._rng.random(), one.device
        if chance >= 3 / 16:
            return
        if chance >= 2 / 16:
            kind = device.settings.kind
            alike = [other for other in self._devices.values() if other.settings.kind == kind]
            device = self._rng.choice(alike)
        self._open.append(_Open(one.request, device, None, device.ask(one.request), 0.0))
