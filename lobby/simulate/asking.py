"""Requests whose end is heard on the loop's thread."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from lobby.contract.answers import AnyAnswer
from lobby.contract.requests import AnyRequest
from lobby.link.device import Device
from lobby.simulate.loop import Loop

if TYPE_CHECKING:
    from concurrent.futures import Future

Then = Callable[[AnyAnswer | None], None]
"""Hears the answer; None when there was none."""


class Asks(Protocol):
    """Whatever brings a request to the queue service."""

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Send it; `then` hears the answer later."""
        ...


class Asking:
    """Asks in the name of a device."""

    def __init__(self, device: Device, loop: Loop) -> None:
        self._device = device
        self._loop = loop

    def ask(self, request: AnyRequest, then: Then) -> None:
        """Send it; `then` runs on the loop."""

        def ended(done: "Future[AnyAnswer]") -> None:
            answer = None if done.exception() is not None else done.result()
            self._loop.post(partial(then, answer))

        self._device.ask(request).add_done_callback(ended)
