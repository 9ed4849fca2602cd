"""The small TOML file that each program starts with: who it is, where its broker is, where it may write."""

import tomllib
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from lobby.contract.devices import DeviceKind
from lobby.contract.fields import Name

S = TypeVar("S", bound="Settings")

EXAMPLE = """\
city = "hh"
centre = "altona"
device = "kiosk-1"
kind = "kiosk"
state_dir = "/var/lib/lobby/kiosk-1"

[broker]
host = "broker.altona.example"
port = 8883
cafile = "/etc/lobby/ca.crt"
certfile = "/etc/lobby/kiosk-1.crt"
keyfile = "/etc/lobby/kiosk-1.key"
"""


class SettingsError(Exception):
    """The settings file is missing or wrong; the text says what to do."""


class BrokerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the broker is. User name: the device, or the certificate's common name."""

    host: str = "127.0.0.1"
    port: int = 8883
    password: str | None = None
    cafile: str | None = None
    certfile: str | None = None
    keyfile: str | None = None


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where a page is served. Further keys belong to the page."""

    host: str = "127.0.0.1"
    port: int = 8080
    embed_origin: str | None = None


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One program's settings. Tables this type does not name belong to single programs."""

    city: Name
    centre: Name
    device: Name
    kind: DeviceKind
    state_dir: str
    broker: BrokerSettings
    web: WebSettings | None = None

    @property
    def state(self) -> Path:
        """The folder the program may write to."""
        return Path(self.state_dir)


def load(path: Path) -> Settings:
    """The settings in the TOML file `path`.

    Raises:
        SettingsError: no such file, not TOML, or a wrong field; the text names it.
    """
    return load_as(path, Settings)


def load_as(path: Path, kind: type[S]) -> S:
    """Like `load`, for a program with further tables of its own."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, kind)
    except OSError as error:
        text = f"cannot read the settings file {path}: {error.strerror}\nIt looks like this:\n{EXAMPLE}"
        raise SettingsError(text) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}") from error


def tables(settings: Settings) -> dict[str, object]:
    """The settings as tables for a TOML file that `load_as` reads back; what is None is left out."""
    return _without_none(msgspec.to_builtins(settings))


def _without_none(table: dict[str, object]) -> dict[str, object]:
    return {key: _trimmed(value) for key, value in table.items() if value is not None}


def _trimmed(value: object) -> object:
    return _without_none(cast("dict[str, object]", value)) if isinstance(value, dict) else value
