"""The settings file of `lobby warnings run`: whom to ask, and where the centres are."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from lobby.contract.warnings import WarningLevel
from lobby.link.settings import Settings, SettingsError, load_as
from lobby.warnings.rules.areas import Spot, full_key

EXAMPLE = """\
city = "hh"
centre = "city"
device = "warnings"
kind = "feed"
state_dir = "/var/lib/lobby/warnings"

[broker]
host = "broker.hamburg.example"
cafile = "/etc/lobby/ca.crt"
certfile = "/etc/lobby/warnings.crt"
keyfile = "/etc/lobby/warnings.key"

[warnings]
ask_seconds = 60

[[warnings.sources]]
kind = "nina"
url = "https://app.example/mowas/mapData.json"
details = "https://app.example/warnings/{id}.json"
outlines = "https://app.example/warnings/{id}.geojson"

[[warnings.sources]]
kind = "atom"
url = "https://weather.example/cap/index.atom"

[[warnings.centres]]
centre = "altona"
ars = "020000000000"
latitude = 53.55
longitude = 9.94
"""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class SourceKind(StrEnum):
    """What stands at an address."""

    CAP = "cap"
    ATOM = "atom"
    NINA = "nina"


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source. `details` and `outlines` are for the warning app, with `{id}` in them."""

    kind: SourceKind
    url: str
    details: str = ""
    outlines: str = ""


class Watching(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[warnings]` table."""

    sources: Annotated[tuple[SourceSettings, ...], msgspec.Meta(min_length=1, max_length=20)]
    centres: Annotated[tuple[Spot, ...], msgspec.Meta(min_length=1, max_length=200)]
    ask_seconds: Annotated[float, msgspec.Meta(ge=0.1, le=3600)] = 60.0
    longest_minutes: Annotated[int, msgspec.Meta(ge=5, le=1440)] = 180
    """So long a warning is believed after its source last listed it."""
    least: WarningLevel = WarningLevel.WARNING
    drill: bool = False
    """Exercises and tests are shown, marked."""
    proxy: str | None = None


class WarningSettings(Settings, frozen=True, kw_only=True):
    """The whole file."""

    warnings: Watching


def load(path: Path) -> WarningSettings:
    """The settings.

    Raises:
        SettingsError: the file is missing or wrong; the text says where.
    """
    loaded = load_as(path, WarningSettings)
    for spot in loaded.warnings.centres:
        if spot.ars and full_key(spot.ars) is None:
            raise SettingsError(
                f"{path}: ars of {spot.centre}: a regional key has 12 digits, or 2, 3, 5, 8 or 9"
            )
        if not spot.ars and not spot.warncells and spot.point is None:
            raise SettingsError(f"{path}: {spot.centre} has neither ars, nor warncells, nor coordinates")
    for source in loaded.warnings.sources:
        _check(path, source)
    return loaded


def _check(path: Path, source: SourceSettings) -> None:
    for address in (source.url, source.details, source.outlines):
        if address and not _is_safe(address):
            raise SettingsError(
                f"{path}: {address}: an address begins with https:// (http only on this machine)"
            )
    if source.kind is SourceKind.NINA and "{id}" not in source.details:
        raise SettingsError(f"{path}: details of {source.url}: an address with {{id}} in it")


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
