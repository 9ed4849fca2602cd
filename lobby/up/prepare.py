"""Makes the files of one lobby: brokers, keys, a day of bookings, staff, settings of each program."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, time

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from broker_config.local import LocalBroker
from lobby.bookings.day import Day
from lobby.bookings.files import write_day
from lobby.bookings.sample import Wish, sample_day
from lobby.catalogue_files import sample_catalogue
from lobby.codes.key_files import public_hex, write_private_key
from lobby.contract.config import CentreConfig, KioskConfig, PublicKey
from lobby.contract.state import Notice, OpeningHours
from lobby.link.settings import tables
from lobby.rehearse.settings import running_lobby
from lobby.up.layout import CENTRE, CENTRE_ACCOUNTS, CITY, CITY_ACCOUNTS, Layout, write_settings
from lobby.web.accounts import Accounts, Right, Role

KEY_ID = 1
STAFF = {
    "counter": ("clerk", Role.CLERK),
    "reception": ("reception", Role.RECEPTION),
    "console": ("facility", Role.FACILITY),
}


@dataclass(frozen=True)
class Prepared:
    """The brokers, not yet started, the staff's passwords, and the configuration to publish."""

    centre: LocalBroker
    city: LocalBroker
    passwords: dict[str, str]
    key: Ed25519PrivateKey
    day: Day

    @property
    def public_key(self) -> PublicKey:
        """The public half, as it stands in configurations."""
        today = datetime.now(UTC).date()
        return PublicKey(
            key_id=KEY_ID,
            public=public_hex(self.key),
            not_before=today.replace(year=today.year - 1, day=1),
            not_after=today.replace(year=today.year + 1, day=1),
        )


def prepare(layout: Layout) -> Prepared:
    """Write everything below the layout's folder."""
    city = LocalBroker(layout.folder / "city-broker", CITY_ACCOUNTS, city=CITY, centre=None)
    centre = LocalBroker(layout.folder / "broker", CENTRE_ACCOUNTS, city=CITY, centre=CENTRE, upstream=city)
    key = _key(layout)
    prepared = Prepared(centre, city, _staff(layout), key, _day(layout, key))
    _write_all(layout, prepared)
    return prepared


def centre_config(layout: Layout, prepared: Prepared) -> CentreConfig:
    """The centre of the demonstration: open at any hour; its wait pages are for browsers on this machine."""
    site = sample_catalogue().centre[CENTRE]
    always = tuple(OpeningHours(weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in range(7))
    return CentreConfig(
        name=site.name,
        district=site.district,
        hours=always,
        land=None,
        keys=(prepared.public_key,),
        places=tuple(str(number) for number in range(1, site.counters + 1)),
        phone_page=layout.url("feed"),
        notice=Notice(text="Dies ist eine Vorführung. Die Nummern gelten nicht."),
    )


def kiosk_config() -> KioskConfig:
    """The terminal of the demonstration takes rehearsals."""
    return KioskConfig(allow_rehearsal=True)


def changed_fields(config: CentreConfig | KioskConfig) -> dict[str, object]:
    """What differs from the product's defaults, as a desired document holds it."""
    wanted, default = msgspec.to_builtins(config), msgspec.to_builtins(type(config)())
    return {name: value for name, value in wanted.items() if value != default[name]}


def _staff(layout: Layout) -> dict[str, str]:
    accounts = Accounts(layout.accounts)
    passwords = {}
    for name, role in STAFF.values():
        passwords[name] = secrets.token_urlsafe(9)
        accounts.add(name, role, passwords[name], rights=Right if role is Role.CLERK else ())
    accounts.close()
    return passwords


def _key(layout: Layout) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    layout.private_key.unlink(missing_ok=True)
    write_private_key(layout.private_key, key)
    return key


def _day(layout: Layout, key: Ed25519PrivateKey) -> Day:
    catalogue = sample_catalogue()
    day = sample_day(Wish(catalogue.centre[CENTRE], datetime.now(UTC)), catalogue, key, KEY_ID)
    write_day(layout.bookings, day)
    return day


def _write_all(layout: Layout, prepared: Prepared) -> None:
    centre, city = prepared.centre, prepared.city
    for program, device in (("centre", "queue"), ("kiosk", "kiosk-1"), ("signage", "display-1")):
        write_settings(layout, program, _settings(layout, centre, device))
    origin = layout.url("stage")
    for page in STAFF:
        web = _web(layout, page) | {"embed_origin": origin, "accounts_file": str(layout.accounts)}
        more = {"journal": str(layout.state("queue") / "journal.db")} if page == "console" else {}
        write_settings(layout, page, _settings(layout, centre, page) | {"web": web} | more)
    feed = _settings(layout, city, "feed") | {
        "centre": CENTRE,
        "web": _web(layout, "feed") | {"embed_origin": origin},
    }
    write_settings(layout, "feed", feed)
    simulation = _settings(layout, centre, "simulation")
    city_account = tables(city.settings("centre-sim"))["broker"]
    simulation |= {"simulate": {"bookings": str(layout.bookings), "clerks": 6}, "city_broker": city_account}
    write_settings(layout, "simulate", simulation)
    write_settings(layout, "stage", _stage(layout, centre, city))
    _write_rehearsal(layout, centre)


def _stage(layout: Layout, centre: LocalBroker, city: LocalBroker) -> dict[str, object]:
    stage = {
        "kiosk_mirror": str(layout.mirror("kiosk-1")),
        "display_mirror": str(layout.mirror("display-1")),
        "control": str(layout.control),
        "counter_url": layout.url("counter"),
        "reception_url": layout.url("reception"),
        "console_url": layout.url("console"),
        "feed_url": layout.url("feed"),
        "city_broker": f"127.0.0.1:{city.port}",
        "bookings": str(layout.bookings),
        "accounts": str(layout.accounts),
    }
    return _settings(layout, centre, "stage") | {"web": _web(layout, "stage"), "stage": stage}


def _write_rehearsal(layout: Layout, centre: LocalBroker) -> None:
    """Also where `lobby rehearse` looks when it is told nothing."""
    table = {
        "private_key": str(layout.private_key),
        "key_id": KEY_ID,
        "feed_url": layout.url("feed"),
    }
    settings = _settings(layout, centre, "rehearsal") | {"rehearsal": table}
    write_settings(layout, "rehearsal", settings)
    known = running_lobby()
    known.parent.mkdir(parents=True, exist_ok=True)
    known.unlink(missing_ok=True)
    known.symlink_to(layout.settings_file("rehearsal"))


def _web(layout: Layout, page: str) -> dict[str, object]:
    return {"port": layout.ports[page]}


def _settings(layout: Layout, broker: LocalBroker, device: str) -> dict[str, object]:
    return tables(broker.settings(device, layout.state(device)))
