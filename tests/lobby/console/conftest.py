"""The facility staff's pages on a real broker, with devices that take configurations."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from broker_config.local import LocalBroker
from lobby.console.program import build
from lobby.contract.config import CONFIG_TYPES, Language
from lobby.contract.devices import Desired, ShowName
from lobby.contract.topics import DESIRED, SHOW_NAME
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, Subscription
from tests.support.browsers import chromium
from tests.support.pages import PageClient, ServedPage, page_settings, value_of

__all__ = ["chromium"]


class PlainDevice:
    """A program with a configuration; takes every good one at once, or waits while somebody is busy with it."""

    def __init__(self, broker: LocalBroker, name: str, *, busy: bool = False) -> None:
        settings = broker.settings(name)
        self.busy = busy
        self.offers: list[ConfigOffer] = []
        self.shown: list[ShowName] = []
        self.device = Device(
            settings,
            subscriptions=[Subscription(SHOW_NAME)] if settings.kind in {"kiosk", "display"} else [],
            deliver=self._heard,
            config_type=CONFIG_TYPES[settings.kind],
            screen="1080x1920",
        )
        self.device.start()

    def _heard(self, message: object) -> None:
        if isinstance(message, ConfigOffer):
            self.offers.append(message)
            (self.device.defer if self.busy else self.device.accept)(message)
        elif isinstance(message, Incoming) and isinstance(message.message, ShowName):
            self.shown.append(message.message)

    def done(self) -> None:
        """The visitor has left: take what waits."""
        self.busy = False
        self.device.accept(self.offers[-1])


@dataclass
class ConsoleHouse:
    """A broker, the pages, devices by name."""

    broker: LocalBroker
    page: ServedPage
    devices: dict[str, PlainDevice] = field(default_factory=dict)

    def start(self, name: str, **more: Any) -> PlainDevice:
        """A device comes to life."""
        self.devices[name] = PlainDevice(self.broker, name, **more)
        return self.devices[name]

    def publish(self, desired: Desired, device: str) -> None:
        """What the console of somebody else sends: this page is stopped meanwhile, its account borrowed."""
        self.page.stop()
        other = Device(self.broker.settings("console"), subscriptions=[], deliver=lambda _message: None)
        other.start()
        end = time.monotonic() + 4
        while not other.publish(DESIRED, desired, device=device) and time.monotonic() < end:
            time.sleep(0.02)
        other.link.flush(1)
        other.stop()
        self.page.start()

    def staff(self, account: str = "facility-1", device: str | None = None) -> PageClient:
        """Somebody of the staff, signed in; waits until the pages know the device."""
        client = self.page.client(account)
        if device is not None:
            client.until("/", f'href="/devices/{device}"')
        return client


@pytest.fixture
def console(broker: LocalBroker) -> Iterator[ConsoleHouse]:
    with ServedPage(page_settings(broker, "console"), build) as page:
        house = ConsoleHouse(broker, page)
        house.staff().until("/", "verbunden")
        yield house
        for one in house.devices.values():
            one.device.stop()


KIOSK_FORM: dict[str, Any] = {
    "f.languages": [one.value for one in Language], "f.confirm_check_in": "1", "f.walk_in": "1", "f.typed_code": "1",
    "f.expected": "1",
    "f.idle_seconds": "60", "f.result_seconds": "30", "f.warning_seconds": "20", "f.screen_diagonal_mm": "546",
    "f.paper": "80", "f.print_unasked": "1", "f.scanner_device": "", "f.scanner_below": "1", "f.service_pin": "",
    "f.screen_saver_seconds": "0",
    "f.speech_volume": "60",
}  # fmt: skip
"""The form of a terminal as it opens: everything at its default."""


def base_of(client: PageClient, device: str) -> str:
    """The revision that the form of a device was opened on."""
    return value_of(client.get(f"/devices/{device}").text, "base")
