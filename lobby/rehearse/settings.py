"""What a rehearsal needs beside its account: a key to sign one booking with, and where the city's feed is."""

import os
from pathlib import Path

import msgspec

from lobby.link.settings import Settings


class RehearsalTable(msgspec.Struct, frozen=True, kw_only=True):
    """The table [rehearsal]. The key is one made for rehearsals; its public half is among the centre's keys."""

    private_key: str
    key_id: int
    kiosk: str = "kiosk-1"
    display: str = "display-1"
    service: str = "id-card"
    feed_url: str | None = None


class RehearsalSettings(Settings, frozen=True, kw_only=True):
    """The settings file of `lobby rehearse`."""

    rehearsal: RehearsalTable


def running_lobby() -> Path:
    """Where `lobby up` writes the settings of a rehearsal, one running lobby per user."""
    base = os.environ.get("XDG_RUNTIME_DIR") or str(Path.home() / ".cache")
    return Path(base) / "lobby" / "rehearsal.toml"
