"""One running lobby: two brokers, all programs, and the loop that keeps them."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from broker_config.local import LocalBroker
from lobby.contract.answers import Imported
from lobby.contract.devices import Avail, Desired, Presence
from lobby.contract.requests import ImportBookings
from lobby.contract.topics import AVAIL, DESIRED
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, RequestError, Subscription
from lobby.up.control import Control
from lobby.up.layout import Layout, Options, plan, programs
from lobby.up.prepare import centre_config, changed_fields, kiosk_config, prepare
from lobby.up.supervisor import Program, Supervisor

if TYPE_CHECKING:
    from lobby.contract.config import CentreConfig, KioskConfig

START_SECONDS = 40.0
ONLINE = {
    "queue": "centre",
    "kiosk-1": "kiosk",
    "display-1": "signage",
    "counter": "counter",
    "reception": "reception",
    "console": "console",
}
"""Which program must say that it is there under which name."""


class StartError(RuntimeError):
    """A part did not come up; the text holds its name and last words."""


class Lobby:
    """`start`, then `watch` again and again, then `stop`. On one thread."""

    def __init__(self, folder: Path, options: Options) -> None:
        self.layout: Layout = plan(folder, options)
        self._options = options
        self._prepared = prepare(self.layout)
        self.passwords = self._prepared.passwords
        (folder / "logs").mkdir(exist_ok=True)
        self._supervisor = Supervisor(folder / "logs")
        self._control = Control(self.layout.control, self._supervisor)
        self._online: set[str] = set()

    def start(self, tell: Callable[[str], None]) -> None:
        """Start everything; returns when all of it answers.

        Raises:
            StartError: something does not come up.
        """
        tell("starting the brokers")
        self._start_broker("city-broker", self._prepared.city)
        self._start_broker("broker", self._prepared.centre)
        setup = self._device("setup", (Subscription(AVAIL, any_device=True),))
        self._until(lambda: setup.connected, "broker")
        self._publish_configuration(setup)
        for program in programs(self.layout, self._options):
            tell(f"starting {program.name}")
            self._supervisor.start(program)
        tell("waiting for the queue service")
        self._until(partial(self._is_online, "queue"), "centre")
        self._import_bookings()
        tell("waiting for the screens and pages")
        for device, name in ONLINE.items():
            self._until(partial(self._is_online, device), name)
        for page in self.layout.ports:
            self._until(partial(self._serves, page), page)
        setup.stop()

    def watch(self, seconds: float) -> list[str]:
        """Look after the programs for a moment; names those that ended and are started again."""
        self._control.serve(seconds)
        return self._supervisor.watch()

    def stop(self) -> None:
        """End everything within two seconds."""
        self._control.close()
        self._supervisor.stop()

    def _start_broker(self, name: str, broker: LocalBroker) -> None:
        self._supervisor.start(Program(name, broker.command(), broker.environment))
        self._until(broker.is_listening, name)

    def _device(self, account: str, subscriptions: tuple[Subscription, ...]) -> Device:
        settings = self._prepared.centre.settings(account, self.layout.state(account))
        device = Device(settings, subscriptions=subscriptions, deliver=self._heard)
        device.start()
        return device

    def _heard(self, item: Incoming | LinkChanged | ConfigOffer) -> None:
        if isinstance(item, Incoming) and isinstance(item.message, Avail):
            online = item.message.st is Presence.ONLINE
            (self._online.add if online else self._online.discard)(item.levels["device"])

    def _publish_configuration(self, setup: Device) -> None:
        configs: dict[str, CentreConfig | KioskConfig] = {
            "queue": centre_config(self.layout, self._prepared),
            "kiosk-1": kiosk_config(),
        }
        for device, config in configs.items():
            fields = changed_fields(config)
            setup.publish(
                DESIRED, Desired(rev=1, at=datetime.now(UTC), by="lobby up", fields=fields), device=device
            )

    def _import_bookings(self) -> None:
        device = self._device("bookings", ())
        self._until(lambda: device.connected, "broker")
        try:
            answer = device.ask(
                ImportBookings(id=uuid.uuid4().hex, bookings=self._prepared.day.bookings)
            ).result(10)
        except (RequestError, FutureTimeoutError) as error:
            raise StartError(f"the bookings were not taken: {error}") from error
        finally:
            device.stop()
        if not isinstance(answer, Imported):
            raise StartError(f"the bookings were refused: {answer}")

    def _is_online(self, device: str) -> bool:
        return device in self._online

    def _serves(self, page: str) -> bool:
        try:
            return httpx.get(self.layout.url(page), timeout=2).status_code < httpx.codes.INTERNAL_SERVER_ERROR
        except httpx.HTTPError:
            return False

    def _until(self, true: Callable[[], bool], program: str) -> None:
        end = time.monotonic() + START_SECONDS
        while not true():
            ended = self._supervisor.watch()
            if program in ended or time.monotonic() > end:
                raise StartError(f"{program} does not start:\n{self._supervisor.log_tail(program)}")
            time.sleep(0.05)
