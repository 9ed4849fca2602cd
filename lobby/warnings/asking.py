"""Asks one source for all that it lists now. What is known of an unchanged message is not asked for again."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urljoin, urlsplit

import msgspec
import structlog

from lobby.warnings.fetching import Fetcher, FetchError, Validators
from lobby.warnings.rules.alert import Alert, NotAnAlertError
from lobby.warnings.rules.cap_xml import Entry, read_atom, read_cap
from lobby.warnings.rules.chain import Source, with_list
from lobby.warnings.rules.nina import has_outline, read_detail, read_list, with_outline
from lobby.warnings.settings import SourceKind, SourceSettings

MOST_REQUESTS = 200
"""In one round; the rest of a very long list follows in the next."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A message as it was fetched, and the version that the list gave it."""

    version: str
    alert: Alert


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one source; kept over restarts."""

    source: Source = Source()
    validators: Validators = Validators()
    listed: tuple[Alert | Entry, ...] = ()
    copies: dict[str, Copy] = {}


def ask(settings: SourceSettings, memory: Memory, fetcher: Fetcher, now: datetime) -> Memory:
    """What is known after asking.

    Raises:
        FetchError: the list does not come: nothing changes.
        NotAnAlertError: it comes and is none: nothing changes.
    """
    fetched = fetcher.fetch(settings.url, memory.validators)
    listed = memory.listed if fetched.body is None else _listed(settings, fetched.body)
    entries = [one for one in listed if isinstance(one, Entry)]
    copies = _Copies(settings, fetcher, memory.copies).of(entries)
    alerts = [one for one in listed if isinstance(one, Alert)] + [one.alert for one in copies.values()]
    source = with_list(memory.source, alerts, now)
    return Memory(source=source, validators=fetched.validators, listed=listed, copies=copies)


def _listed(settings: SourceSettings, body: bytes) -> tuple[Alert | Entry, ...]:
    match settings.kind:
        case SourceKind.CAP:
            return (read_cap(body),)
        case SourceKind.ATOM:
            return read_atom(body)
        case SourceKind.NINA:
            return read_list(body)


class _Copies:
    """The messages that a list names: those that are new are fetched, a broken one leaves the copy before it."""

    def __init__(self, settings: SourceSettings, fetcher: Fetcher, have: dict[str, Copy]) -> None:
        self._settings, self._fetcher, self._have = settings, fetcher, have
        self._left = MOST_REQUESTS
        self._log = structlog.get_logger("lobby.warnings").bind(source=settings.url)

    def of(self, entries: Iterable[Entry]) -> dict[str, Copy]:
        """The newest copy of each."""
        found: dict[str, Copy] = {}
        for entry in entries:
            have = self._have.get(entry.address)
            is_new = have is None or not entry.version or have.version != entry.version
            fresh = self._fetch(entry) if is_new and self._left > 0 else None
            kept = fresh or have
            if kept is not None:
                found[entry.address] = kept
        return found

    def _fetch(self, entry: Entry) -> Copy | None:
        try:
            return Copy(version=entry.version, alert=self._alert(entry))
        except (FetchError, NotAnAlertError) as error:
            self._log.warning("a message is left out", message=entry.address[:200], why=str(error))
            return None

    def _alert(self, entry: Entry) -> Alert:
        if self._settings.kind is SourceKind.ATOM:
            return read_cap(self._body(self._beside(entry.address)))
        name = quote(entry.address, safe="")
        alert = read_detail(self._body(self._settings.details.replace("{id}", name)))
        if not self._settings.outlines or has_outline(alert):
            return alert
        return with_outline(alert, self._body(self._settings.outlines.replace("{id}", name)))

    def _beside(self, address: str) -> str:
        """Messages come from where their index is: an index cannot send us elsewhere."""
        whole = urljoin(self._settings.url, address)
        here, there = urlsplit(self._settings.url), urlsplit(whole)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise FetchError(f"{whole[:200]} is not where its index is")
        return whole

    def _body(self, address: str) -> bytes:
        self._left -= 1
        return self._fetcher.fetch(address).body or b""
