"""A program on the bus: its presence, birth, health, configuration and requests.

The whole of the imperative shell that every program shares. Threads: the network thread delivers; one housekeeping
thread sends health and repeats requests; `publish`, `ask`, `accept`, `note` may be called from any thread.
"""

import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import psutil

from lobby import __version__
from lobby.contract.devices import Avail, Desired, Drawn, FieldReport, Health, Info, Presence, Reported
from lobby.contract.fields import Message
from lobby.contract.requests import ROLE_OPS, AnyRequest
from lobby.contract.topics import ANSWER, AVAIL, DESIRED, DRAWN, HEALTH, INFO, REPORTED, REQUEST, Channel
from lobby.link.configuration import ConfigFile, judge
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from lobby.link.pending import Pending
from lobby.link.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from lobby.contract.answers import AnyAnswer

QUEUE_DEVICE = "queue"
UNKNOWN = "unknown-yet"
HEALTH_SECONDS = 5.0
SOON_SECONDS = 0.3
SAID_IN_PASSING = frozenset({"data_age_seconds", "drawn_at"})
"""Of the health: they change all the time, and are no reason to send it."""


@dataclass(frozen=True)
class ConfigOffer:
    """A whole, valid configuration that staff want. Answer with `Device.accept` or `Device.defer`."""

    rev: int
    config: Any
    fields: dict[str, object]
    reports: dict[str, FieldReport]


Deliver = Callable[[Incoming | LinkChanged | ConfigOffer], None]


class Device:
    """This program, as others see it."""

    def __init__(
        self,
        settings: Settings,
        *,
        subscriptions: Sequence[Subscription],
        deliver: Deliver,
        config_type: type[Message] | None = None,
        screen: str | None = None,
    ) -> None:
        self.settings = settings
        self.epoch = uuid.uuid4().hex
        self.started = datetime.now(UTC)
        self._began = time.monotonic()
        self._deliver = deliver
        self._config_type = config_type
        self._file = ConfigFile(settings.state)
        self.config_rev: int = 0
        self.config: Any = None
        if config_type is not None:
            self.config_rev, self.config = self._file.read(config_type)
        self._screen = screen
        self._health: dict[str, Any] = {}
        self._health_at = 0.0
        self._pending = Pending()
        self._nobody: list[int] = []
        self._queue = Avail(st=Presence.ONLINE, epoch=UNKNOWN)
        self._wants_avail = any(one.channel is AVAIL for one in subscriptions)
        self._lock = threading.RLock()  # a future's callback may ask again
        self._wake = threading.Event()
        self._running = False
        self._thread = threading.Thread(target=self._housekeeping, name="housekeeping", daemon=True)
        self.link = Link(settings, self._with_own(subscriptions), self._receive)
        self.link.on_nobody = self._on_nobody
        self.link.will(AVAIL, Avail(st=Presence.OFFLINE, epoch=self.epoch))

    def start(self) -> None:
        """Connect in the background."""
        self._running = True
        self._thread.start()
        self.link.start()

    def stop(self) -> None:
        """Say goodbye and end, within a second."""
        self._running = False
        self._wake.set()
        self.publish(AVAIL, Avail(st=Presence.OFFLINE, epoch=self.epoch, at=datetime.now(UTC)))
        self.link.flush(0.3)
        self.link.stop()
        with self._lock:
            self._pending.fail_all("the program ends")
        if self._thread.is_alive():
            self._thread.join(0.5)

    @property
    def connected(self) -> bool:
        """Whether the broker is there, as far as this side knows."""
        return self.link.connected

    @property
    def queue_there(self) -> bool | None:
        """Whether the queue service has said that it is there, or that it went; None before any word of it."""
        return None if self._queue.epoch == UNKNOWN else self._queue.st is Presence.ONLINE

    def publish(self, channel: Channel, message: object | None, **levels: str) -> bool:
        """Send now; False without a connection (nothing is queued)."""
        return self.link.publish(channel, message, **levels) is not None

    def ask(self, request: AnyRequest) -> "Future[AnyAnswer]":
        """Send a request; its future ends with the answer, NobodyListeningError at once, or NoAnswerError after 6 s."""
        with self._lock:
            future = self._pending.add(request, time.monotonic())
            if not self.link.connected:
                self._pending.fail(request.id, "no connection to the broker")
            else:
                self._send_due()
        self._wake.set()
        return future

    def note(self, **health: Any) -> None:
        """Change what the health message says; it is sent soon. `parts` are merged; None takes one away."""
        with self._lock:
            merged = {**self._health.get("parts", {}), **health.pop("parts", {})}
            parts = {name: works for name, works in merged.items() if works is not None}
            changed = any(
                self._health.get(name) != value
                for name, value in health.items()
                if name not in SAID_IN_PASSING
            )
            changed = changed or parts != self._health.get("parts", {})
            self._health.update(health, parts=parts)
            if changed:
                self._health_at = min(self._health_at, time.monotonic() + SOON_SECONDS)
        if changed:
            self._wake.set()

    def drawn(self, drawn: Drawn) -> None:
        """Tell that a change has reached the screen."""
        self.publish(DRAWN, drawn)

    def accept(self, offer: ConfigOffer) -> None:
        """The offered configuration is in force: keep it and report it."""
        self._file.write(offer.rev, offer.fields)
        self.config, self.config_rev = offer.config, offer.rev
        self._report(offer.rev, applied=True, waiting=False, fields=offer.reports)
        self.note(config_rev=offer.rev)

    def defer(self, offer: ConfigOffer) -> None:
        """The offered configuration is good and waits until the visitor is done."""
        self._report(offer.rev, applied=False, waiting=True, fields=offer.reports)

    def refuse(self, offer: ConfigOffer, reasons: Mapping[str, str]) -> None:
        """Fields that fit their type and cannot be used here, each with its reason: nothing of the offer applies."""
        now = msgspec.to_builtins(self.config)
        wrong = {
            name: FieldReport(ok=False, value=now[name], reason=reason) for name, reason in reasons.items()
        }
        self._report(offer.rev, applied=False, waiting=False, fields=offer.reports | wrong)

    def _with_own(self, subscriptions: Sequence[Subscription]) -> tuple[Subscription, ...]:
        own = [Subscription(ANSWER)]
        if self._config_type is not None:
            own.append(Subscription(DESIRED))
        if self.settings.kind in ROLE_OPS:
            own.append(Subscription(AVAIL, device=QUEUE_DEVICE))
        return (*own, *subscriptions)

    def _receive(self, incoming: Incoming | LinkChanged) -> None:
        if isinstance(incoming, LinkChanged):
            if incoming.connected:
                self._announce()
            self._deliver(incoming)
        elif incoming.channel is ANSWER:
            self._answered(incoming.message)
        elif (
            incoming.channel is DESIRED
            and incoming.levels["device"] == self.settings.device
            and self._config_type
        ):
            self._desired(incoming.message)
        else:
            if incoming.channel is AVAIL and incoming.levels["device"] == QUEUE_DEVICE:
                self._queue_seen(incoming.message)
            if incoming.channel is not AVAIL or self._wants_avail:
                self._deliver(incoming)

    def _queue_seen(self, avail: object) -> None:
        if isinstance(avail, Avail) and (
            avail.st is Presence.ONLINE or self._queue.epoch in (avail.epoch, UNKNOWN)
        ):
            self._queue = avail  # an offline of an older epoch is a late last will

    def _announce(self) -> None:
        now = datetime.now(UTC)
        self.publish(AVAIL, Avail(st=Presence.ONLINE, epoch=self.epoch, at=now))
        self.publish(
            INFO,
            Info(
                kind=self.settings.kind,
                version=__version__,
                epoch=self.epoch,
                started=self.started,
                screen=self._screen,
            ),
        )
        with self._lock:
            self._health_at = 0.0
        self._wake.set()

    def _answered(self, answer: object) -> None:
        if answer is not None:
            with self._lock:
                self._pending.answered(answer)  # type: ignore[arg-type]

    def _desired(self, desired: object) -> None:
        if not isinstance(desired, Desired) or self._config_type is None:
            return
        judged = judge(desired.fields, self._config_type, self.config)
        if judged.config is None:
            self._report(desired.rev, applied=False, waiting=False, fields=judged.fields)
        elif desired.rev == self.config_rev and judged.config == self.config:
            self._report(desired.rev, applied=True, waiting=False, fields=judged.fields)
        else:
            self._deliver(ConfigOffer(desired.rev, judged.config, desired.fields, judged.fields))

    def _report(self, rev: int, *, applied: bool, waiting: bool, fields: dict[str, FieldReport]) -> None:
        now = datetime.now(UTC)
        self.publish(
            REPORTED,
            Reported(
                rev=rev, applied=applied, applied_rev=self.config_rev, at=now, waiting=waiting, fields=fields
            ),
        )

    def _on_nobody(self, mid: int) -> None:
        self._nobody.append(mid)
        self._wake.set()

    def _housekeeping(self) -> None:
        while self._running:
            with self._lock:
                while self._nobody:
                    self._pending.nobody(self._nobody.pop())
                self._send_due()
                wait = self._seconds_to_next(time.monotonic())
            if time.monotonic() >= self._health_at:
                self._send_health()
                continue
            self._wake.wait(wait)
            self._wake.clear()

    def _send_due(self) -> None:
        there = self._queue.st is Presence.ONLINE
        for request in self._pending.due(time.monotonic(), service_there=there):
            op = request.__struct_config__.tag
            mid = self.link.publish(REQUEST, request, op=str(op))
            if mid is not None:
                self._pending.sent(request.id, mid)

    def _seconds_to_next(self, now: float) -> float:
        retry = self._pending.next_at()
        return max(0.0, min(self._health_at, retry if retry is not None else self._health_at) - now)

    def _send_health(self) -> None:
        with self._lock:
            self._health_at = time.monotonic() + HEALTH_SECONDS
            fields = dict(self._health)
        uptime = int(time.monotonic() - self._began)
        memory = psutil.Process().memory_info().rss // 2**20
        health = Health(
            **({"config_rev": self.config_rev} | fields), at=datetime.now(UTC), epoch=self.epoch, uptime_seconds=uptime,
            memory_mb=memory, malformed=self.link.malformed.count,
        )  # fmt: skip
        self.publish(HEALTH, health)
