"""Asks every source in its turn, and tells all lobbies what came of it."""

import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from lobby.contract.topics import CITY, WARNINGS
from lobby.contract.warnings import PublicWarning, Warnings, WarningsEvent
from lobby.link.incoming import Incoming, LinkChanged
from lobby.link.link import Link
from lobby.warnings.asking import Memory, ask
from lobby.warnings.fetching import Fetcher, FetchError
from lobby.warnings.memory import MemoryFile
from lobby.warnings.rules.alert import NotAnAlertError
from lobby.warnings.rules.picture import picture
from lobby.warnings.rules.verdict import Choice
from lobby.warnings.settings import SourceSettings, WarningSettings

WARNINGS_V1 = "de.lobby.warnings.v1"
LONGEST_BACK_OFF = 600.0
AGAIN_SECONDS = 600.0
"""The same picture is told again: its time says that somebody still asks."""


class Program:
    """`run` returns after `stop`."""

    def __init__(
        self, settings: WarningSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        watching = settings.warnings
        self._settings, self._watching, self._clock = settings, watching, clock
        self._choice = Choice(timedelta(minutes=watching.longest_minutes), watching.least, watching.drill)
        self._file = MemoryFile(settings.state)
        known = self._file.read()
        self._memories = {one.url: known.get(one.url, Memory()) for one in watching.sources}
        self._due = dict.fromkeys(self._memories, 0.0)
        self._failures = dict.fromkeys(self._memories, 0)
        self._told: tuple[PublicWarning, ...] | None = None
        self._told_at = 0.0
        self._wake, self._over = threading.Event(), threading.Event()
        self._failed: Exception | None = None
        self._log = structlog.get_logger("lobby.warnings")
        self._link = Link(settings, (), self._deliver)

    def run(self) -> None:
        """Ask and tell until stopped. A source that is slow to answer does not hold up the end."""
        self._link.start()
        worker = threading.Thread(target=self._work, daemon=True)
        worker.start()
        self._over.wait()
        self._link.flush(1.0)
        self._link.stop()
        if self._failed is not None:
            raise self._failed

    def stop(self) -> None:
        """End `run` soon; any thread, also a signal handler."""
        self._over.set()
        self._wake.set()

    def _work(self) -> None:
        try:
            with Fetcher(self._watching.proxy) as fetcher:
                while not self._over.is_set():
                    self._wake.clear()
                    self._ask_due(fetcher)
                    self._tell()
                    self._wake.wait(max(0.05, min(self._due.values()) - time.monotonic()))
        except Exception as error:  # noqa: BLE001 - a bug ends the program, on the main thread
            self._failed = error
        finally:
            self._over.set()

    def _deliver(self, message: Incoming | LinkChanged) -> None:
        if isinstance(message, LinkChanged) and message.connected:
            self._told = None
            self._wake.set()

    def _ask_due(self, fetcher: Fetcher) -> None:
        for source in self._watching.sources:
            if self._due[source.url] <= time.monotonic() and not self._over.is_set():
                self._ask(source, fetcher)

    def _ask(self, source: SourceSettings, fetcher: Fetcher) -> None:
        url = source.url
        try:
            self._memories[url] = ask(source, self._memories[url], fetcher, self._clock())
        except (FetchError, NotAnAlertError) as error:
            if not self._failures[url]:
                self._log.warning("a source does not answer as it should", source=url, why=str(error))
            self._failures[url] += 1
            pause = error.pause_seconds if isinstance(error, FetchError) else 0.0
        else:
            if self._failures[url]:
                self._log.info("the source answers again", source=url)
            self._failures[url], pause = 0, 0.0
            self._file.write(self._memories)
        seconds = back_off(self._watching.ask_seconds, self._failures[url])
        self._due[url] = time.monotonic() + max(seconds, pause)

    def _tell(self) -> None:
        """Nothing is told before a source has answered once: what lobbies have from before stays with them."""
        known = [one.source for one in self._memories.values()]
        if all(one.asked is None for one in known):
            return
        found = picture(known, self._watching.centres, self._choice, self._clock())
        if found.warnings == self._told and time.monotonic() - self._told_at < AGAIN_SECONDS:
            return
        if self._link.publish(WARNINGS, self._event(found)) is not None:
            self._told, self._told_at = found.warnings, time.monotonic()
            self._log.info("told", warnings=len(found.warnings))

    def _event(self, found: Warnings) -> WarningsEvent:
        source = "/" + CITY.format(city=self._settings.city)
        return WarningsEvent(
            id=str(uuid.uuid4()), source=source, type=WARNINGS_V1, time=found.as_of, data=found
        )


def back_off(usual: float, failures: int) -> float:
    """Seconds until a source is asked again: doubled with each failure, up to ten minutes."""
    return usual if not failures else max(usual, min(usual * 2.0 ** min(failures, 20), LONGEST_BACK_OFF))
