"""The file that describes a real installation's broker, and the files made from it."""

import tomllib
from pathlib import Path

import msgspec

from broker_config.access import BRIDGE_ROLE, Account, centre_access, city_access
from broker_config.render import Bridge, Listener, Tls, broker_file
from lobby.contract.devices import DeviceKind
from lobby.contract.fields import Name

EXAMPLE = """\
city = "hh"
centre = "altona"            # leave out for the city's broker

[listener]
host = "0.0.0.0"
port = 8883
cafile = "/etc/lobby/ca.crt"
certfile = "/etc/lobby/broker.crt"
keyfile = "/etc/lobby/broker.key"

[bridge]                     # to the city's broker
host = "broker.hamburg.example"
port = 8883
cafile = "/etc/lobby/ca.crt"
certfile = "/etc/lobby/bridge-altona.crt"
keyfile = "/etc/lobby/bridge-altona.key"

[accounts]                   # common name of the certificate = kind of program
queue = "queue"
kiosk-1 = "kiosk"
display-1 = "display"
counter = "counter"
reception = "reception"
console = "console"
bookings = "bookings"
rehearsal = "rehearsal"
"""


class SiteError(Exception):
    """The site file is missing or wrong; the text says where."""


class End(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One end of a TLS connection."""

    host: str
    port: int = 8883
    cafile: str
    certfile: str
    keyfile: str

    @property
    def tls(self) -> Tls:
        """The three files."""
        return Tls(self.cafile, self.certfile, self.keyfile)


class Site(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One broker of a real installation. Without a centre it is the city's."""

    city: Name
    centre: Name | None = None
    listener: End
    bridge: End | None = None
    accounts: dict[Name, str]

    def account_list(self) -> list[Account]:
        """The accounts; raises SiteError for a kind that does not exist."""
        kinds = {BRIDGE_ROLE, *DeviceKind}
        for device, kind in self.accounts.items():
            if kind not in kinds:
                raise SiteError(f"account {device}: no kind '{kind}'; there are {', '.join(sorted(kinds))}")
        return [Account(device, kind) for device, kind in self.accounts.items()]


def read_site(path: Path) -> Site:
    """The site file. Raises SiteError."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Site)
    except OSError as error:
        raise SiteError(f"cannot read {path}: {error.strerror}. It looks like this:\n{EXAMPLE}") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SiteError(f"{path}: {error}") from error


def files(site: Site, folder: Path) -> dict[str, str]:
    """Names and texts of the files for `folder` on the broker's machine."""
    listener = Listener(site.listener.port, site.listener.host, site.listener.tls)
    bridge = None
    if site.bridge is not None and site.centre is not None:
        bridge = Bridge(site.city, site.centre, site.bridge.port, site.bridge.host, tls=site.bridge.tls)
    accounts = site.account_list()
    access = city_access(site.city, accounts)
    if site.centre is not None:
        access = centre_access(site.city, site.centre, accounts)
    return {"mosquitto.conf": broker_file(folder, listener, bridge=bridge), "access": access}
