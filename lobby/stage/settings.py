"""Settings of the lobby on one page."""

import ipaddress
from pathlib import Path
from typing import NamedTuple

import msgspec

from lobby.link.settings import SettingsError, load_as
from lobby.web.settings import PageSettings


class Address(NamedTuple):
    """Where a program listens. `page` opens it from this page; None for what is no page."""

    host: str
    port: str
    page: str | None = None


class Door(msgspec.Struct, frozen=True):
    """A page shown in a frame. `account` signs in by a fresh one-time link, where the accounts are known."""

    url: str
    account: str | None = None


class StageTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[stage]` table: sockets of the screens and of the supervisor, pages to frame, the day of bookings.

    Without `reception_url` there is no such page. `accounts` is the file of the staff's accounts; without it the frames
    show the sign-in page. `city_broker` is shown: host and port of the city's broker.
    """

    kiosk_mirror: str
    display_mirror: str
    control: str
    counter_url: str
    console_url: str
    feed_url: str
    bookings: str
    accounts: str | None = None
    city_broker: str | None = None
    reception_url: str | None = None
    counter_account: str = "clerk"
    reception_account: str = "reception"
    console_account: str = "facility"

    @property
    def doors(self) -> dict[str, Door]:
        """The pages in frames, by name."""
        reception = {}
        if self.reception_url is not None:
            reception["reception"] = Door(self.reception_url, self.reception_account)
        return {
            "counter": Door(self.counter_url, self.counter_account),
            **reception,
            "console": Door(self.console_url, self.console_account),
            "city": Door(f"{self.feed_url}/status"),
        }

    @property
    def screens(self) -> dict[str, Path]:
        """The mirrors' sockets, by name."""
        return {"kiosk": Path(self.kiosk_mirror), "display": Path(self.display_mirror)}


class StageSettings(PageSettings, frozen=True, kw_only=True):
    """What `lobby stage` starts with."""

    stage: StageTable

    @property
    def addresses(self) -> dict[str, Address]:
        """Where the programs listen, by the name they have at the supervisor."""
        pages = {
            "counter": (self.stage.counter_url, "/door/counter"),
            "console": (self.stage.console_url, "/door/console"),
            "feed": (self.stage.feed_url, "/door/city"),
            "stage": (self.url, "/"),
        }
        if self.stage.reception_url is not None:
            pages["reception"] = (self.stage.reception_url, "/door/reception")
        found = {name: _address(url.partition("://")[2], page) for name, (url, page) in pages.items()}
        found["broker"] = Address(self.broker.host, str(self.broker.port))
        if self.stage.city_broker is not None:
            found["city-broker"] = _address(self.stage.city_broker)
        return found


def load_stage(path: Path) -> StageSettings:
    """The settings in a TOML file.

    Raises:
        SettingsError: also for a host that other machines can reach: whoever opens the page acts as staff.
    """
    settings = load_as(path, StageSettings)
    if not _is_loopback(settings.web.host):
        raise SettingsError(
            f"{path}: [web] host = “{settings.web.host}” is refused: this page signs in as staff by itself, "
            "so it is served on this machine alone. Use 127.0.0.1."
        )
    return settings


def _address(text: str, page: str | None = None) -> Address:
    host, _, port = text.rpartition(":")
    return Address(host, port, page)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
