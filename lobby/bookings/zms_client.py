"""Asks ZMS for the processes of its scope. The answer holds names and keys: it is neither written down nor logged."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import httpx

from lobby.bookings.settings import ZmsSettings
from lobby.link.settings import SettingsError

TIMEOUT_SECONDS = 20.0
_REFERENCES = 2
"""How deep the answer names what it refers to: the scope and the requests of a process."""


class ZmsError(Exception):
    """ZMS does not answer, or refuses; the text says which and quotes nothing of the answer."""


def list_of_day(zms: ZmsSettings, day: date) -> bytes:
    """The processes of the scope on this day, as ZMS says them.

    Raises:
        SettingsError: the key cannot be read.
        ZmsError: no answer, or none with a list.
    """
    address = f"{zms.url.rstrip('/')}/scope/{zms.scope}/process/{day.isoformat()}/"
    try:
        answer = httpx.get(
            address,
            params={"resolveReferences": _REFERENCES},
            headers={"X-Authkey": _authkey(zms), "Accept": "application/json"},
            timeout=TIMEOUT_SECONDS,
        )
    except httpx.HTTPError as error:
        raise ZmsError(f"ZMS at {zms.url} does not answer: {type(error).__name__}") from error
    if answer.status_code != httpx.codes.OK:
        raise ZmsError(f"ZMS at {zms.url} refuses the list of scope {zms.scope}: HTTP {answer.status_code}")
    return answer.content


def tell(zms: ZmsSettings, process: Mapping[str, object], status: str) -> None:
    """Change the status of a process that ZMS gave: `queued` or `finished`; there is no way to others from outside.

    Raises:
        SettingsError: the key cannot be read.
        ZmsError: no answer, or a refusal.
    """
    address = f"{zms.url.rstrip('/')}/process/status/{status}/"
    headers = {"X-Authkey": _authkey(zms), "Accept": "application/json"}
    changed = {**process, "status": status}
    try:
        answer = httpx.post(address, json=changed, headers=headers, timeout=TIMEOUT_SECONDS)
    except httpx.HTTPError as error:
        raise ZmsError(f"ZMS at {zms.url} does not answer: {type(error).__name__}") from error
    if answer.status_code != httpx.codes.OK:
        raise ZmsError(f"ZMS at {zms.url} refuses the status {status}: HTTP {answer.status_code}")


def _authkey(zms: ZmsSettings) -> str:
    try:
        key = Path(zms.authkey_file).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read the key of ZMS {zms.authkey_file}") from error
    if not key.isprintable() or not key:
        raise SettingsError(f"{zms.authkey_file} holds no key of ZMS")
    return key
