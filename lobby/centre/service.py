"""The worker: the only thread that decides, writes and publishes.

Commands that wait together share one commit. An answer is sent only after the commit that holds it; a command that
comes again gets the answer that was kept.
"""

import queue
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog

from lobby.catalogue_files import sample_catalogue
from lobby.centre.clock import Clock
from lobby.centre.day_lists import DayLists, list_key
from lobby.centre.desk import Desk, Handled
from lobby.centre.elsewhere import UsesTeller
from lobby.centre.journal import Answered, Journal, JournalError
from lobby.centre.numbers import NumberSystem, shape_of
from lobby.centre.publisher import Publisher
from lobby.centre.wait_links import WaitLinks
from lobby.centre.wait_pages import Sender, WaitPagesTeller
from lobby.centre.watch import Watch
from lobby.contract.answers import Reason, Refused
from lobby.contract.coding import encode
from lobby.contract.config import CentreConfig
from lobby.contract.elsewhere import ElsewhereEvent
from lobby.contract.events import AnyEvent, DayStarted
from lobby.contract.requests import AnyRequest, Explain, Identify, TellBookings
from lobby.contract.topics import ANSWER, AVAIL, CENTRE, ELSEWHERE, HEALTH, INFO, REQUEST
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.settings import Settings, SettingsError
from lobby.queueing.blocks import kept
from lobby.queueing.day_end import unserved
from lobby.queueing.documents import Stamp
from lobby.queueing.estimate_learning import measured_by
from lobby.queueing.evolve import ImpossibleError, evolve, replay
from lobby.queueing.line import Line
from lobby.queueing.rules import LOCAL, Rules, unusable

TOGETHER = 256
BUSY = 8
GATHER_SECONDS = 0.004
"""After a commit of so many commands the next ones are let gather: fewer, larger commits. One alone never waits."""
MOST_MISSED = 500
NAP_SECONDS = 1.0
EXPIRY_SECONDS = float(REQUEST.expiry_seconds or 0)
"""Whoever asked may have given up: nobody is called to a counter by a click of long ago."""
KEEP_DAYS = 1

Item = Incoming | LinkChanged | ConfigOffer | None


@dataclass(frozen=True)
class _Reply:
    caller: str
    body: bytes


class QueueService:
    """The queue service of one centre. `run` returns after `stop`."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        keep_days: int = KEEP_DAYS,
        systems: Sequence[NumberSystem] = (),
    ) -> None:
        self._inbox: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._clock = clock
        self._keep_days = keep_days
        self._log = structlog.get_logger("lobby.centre")
        self._journal = Journal(settings.state / "journal.db")
        self._device = Device(
            settings,
            subscriptions=tuple(
                Subscription(channel, any_device=True)
                for channel in (REQUEST, AVAIL, INFO, HEALTH, ELSEWHERE)
            ),
            deliver=self._inbox.put,
            config_type=CentreConfig,
        )
        self._watch = Watch()
        self._centre = settings.centre
        self._together = 0
        self._catalogue = sample_catalogue()
        if settings.centre not in self._catalogue.centre:
            raise SettingsError(f"the catalogue has no centre {settings.centre!r}")
        readers = tuple(one.reader() for one in systems)
        self._links = WaitLinks(settings.state / "wait-links.key")
        self._desk = Desk(self._fold(), self._rules(self._device.config), self._catalogue, readers)
        self._desk.token = self._links.token
        self._answers = self._journal.answers()
        source = "/" + CENTRE.format(city=settings.city, centre=settings.centre)
        self._publisher = Publisher(self._device.publish, self._journal.epoch, source, shape_of(systems))
        self._wait_pages = WaitPagesTeller(
            Sender(self._device.publish, self._journal.epoch, source), self._links
        )
        self._uses = UsesTeller(self._device.publish, source, settings.centre)
        # whether the last commit was told before the program ended is not known: the city drops what it has
        site = self._catalogue.centre[settings.centre].number
        key = list_key(settings.state)
        self._lists = DayLists(self._device.publish, key, self._journal.epoch, site)
        self._publisher.told = max(0, self._desk.line.seq - TOGETHER)

    def run(self) -> None:
        """Serve until stopped.

        Raises:
            JournalError: the disk failed; what was not committed was not answered.
        """
        try:
            self._start_day()
            self._device.start()
            while self._serve_waiting():
                desk = self._desk
                now = self._clock.now()
                self._publisher.say(desk.line, desk.rules, now, desk.forecasts)
                self._uses.say(desk.line, now)
                self._lists.say(desk.line, desk.rules, Stamp(self._journal.epoch, now))
                self._wait_pages.say(desk.line, desk.rules, now, desk.forecasts)
        finally:
            self._device.stop()
            self._journal.close()

    def stop(self) -> None:
        """End `run` soon; any thread, also a signal handler."""
        self._inbox.put(None)

    def _serve_waiting(self) -> bool:
        items = self._waiting_items()
        self._start_day()  # before whoever comes first after midnight is served
        replies: list[_Reply] = []
        events: list[AnyEvent] = []
        answered: list[Answered] = []
        for item in items:
            if isinstance(item, Incoming) and item.message is not None:
                if not self._heard(item, events):
                    self._serve(item, replies, events, answered)
            elif isinstance(item, ConfigOffer):
                self._configure(item)
            elif isinstance(item, LinkChanged):
                self._say_anew()
                self._lists.again()
        for change in self._watch.changes(self._clock.now(), time.monotonic()):
            evolve(self._desk.line, change)
            events.append(change)
        self._commit(events, answered)
        for reply in replies:
            self._device.publish(ANSWER, msgspec.Raw(reply.body), device=reply.caller)
        first = self._desk.line.seq - len(events) + 1
        if self._publisher.told < first - 1 and self._device.connected:
            self._tell_missed(first)
        if events:
            self._publisher.facts(first, events, self._desk.line)
            self._wait_pages.facts(events)
        return None not in items

    def _heard(self, item: Incoming, events: list[AnyEvent]) -> bool:
        """Take what is no request."""
        if isinstance(item.message, ElsewhereEvent):
            events += self._desk.heard(item.message.data, self._clock.now())
            return True
        return self._watch.heard(item)

    def _say_anew(self) -> None:
        self._publisher.changed()
        self._wait_pages.changed()

    def _tell_missed(self, before: int) -> None:
        """The broker is given each fact at least once and in order: what it missed while it was away comes first."""
        after = max(self._publisher.told, before - 1 - MOST_MISSED)
        missed = [(seq, event) for seq, event in self._journal.since(after) if seq < before]
        if missed:
            self._publisher.batch(missed[0][0], [event for _, event in missed])

    def _waiting_items(self) -> list[Item]:
        items: list[Item] = []
        if self._together >= BUSY:
            time.sleep(GATHER_SECONDS)
        wait = min(NAP_SECONDS, self._publisher.seconds_to_next(), self._wait_pages.seconds_to_next())
        try:
            items.append(self._inbox.get(timeout=wait) if wait > 0 else self._inbox.get_nowait())
            while len(items) < TOGETHER:
                items.append(self._inbox.get_nowait())
        except queue.Empty:
            pass
        self._together = len(items)
        return items

    def _serve(
        self, item: Incoming, replies: list[_Reply], events: list[AnyEvent], answered: list[Answered]
    ) -> None:
        command: AnyRequest = item.message  # type: ignore[assignment]  # decoded as AnyRequest by the link
        caller = item.levels["device"]
        now = self._clock.now()
        known = self._answers.get(command.id)
        if known is not None:
            replies.append(_Reply(caller, self._again(command, caller, known, now)))
            return
        if time.monotonic() - item.received > EXPIRY_SECONDS:
            self._log.warning("request came too late", op=item.levels["op"], caller=caller)
            return
        handled = self._handle(command, item.levels, now)
        body = encode(handled.answer)
        events += handled.events
        if not isinstance(command, Identify | Explain | TellBookings):
            self._answers[command.id] = caller, body
            answered.append(Answered(command.id, now, caller, body))
        replies.append(_Reply(caller, body))

    @staticmethod
    def _again(command: AnyRequest, caller: str, known: tuple[str, bytes], now: datetime) -> bytes:
        if known[0] == caller:
            return known[1]
        return encode(
            Refused(id=command.id, at=now, reason=Reason.NOT_ALLOWED, detail="the id is another caller's")
        )

    def _handle(self, command: AnyRequest, levels: Mapping[str, str], now: datetime) -> Handled:
        op = levels["op"]
        if op != command.__struct_config__.tag:
            return Handled(Refused(id=command.id, at=now, reason=Reason.NOT_ALLOWED, detail=f"sent as {op}"))
        return self._desk.handle(command, now, levels["device"])

    def _commit(self, events: list[AnyEvent], answered: list[Answered]) -> None:
        if events or answered:
            self._journal.append(self._desk.line.seq - len(events) + 1, events, answered)

    def _configure(self, offer: ConfigOffer) -> None:
        wrong = unusable(offer.config, self._catalogue)
        if wrong:
            self._device.refuse(offer, wrong)
            self._log.warning("configuration refused", rev=offer.rev, fields=sorted(wrong))
            return
        self._device.accept(offer)
        self._desk.use(self._rules(offer.config))
        self._say_anew()
        self._log.info("configured", rev=offer.rev)

    def _rules(self, config: CentreConfig) -> Rules:
        return Rules.of(self._centre, config, self._catalogue)

    def _start_day(self) -> None:
        now = self._clock.now()
        today = now.astimezone(LOCAL).date()
        line = self._desk.line
        if line.day is not None and line.day >= today:
            self._links.turn_to(line.day)
            return
        left = unserved(line)
        for one in left:
            evolve(line, one)
        measured = None if line.day is None else measured_by(line)
        started = DayStarted(at=now, day=today.isoformat(), measured=measured)
        events: list[AnyEvent] = [*left, started, *kept(line.blocks, today, now)]
        for event in events[len(left) :]:
            evolve(line, event)
        first = line.seq - len(events) + 1
        self._journal.append(first, events, [])
        forgotten = self._journal.forget(today, self._keep_days)
        self._answers = self._journal.answers()
        self._links.turn_to(today)
        self._publisher.facts(first, events, line)
        self._wait_pages.facts(events)
        self._watch.say_again()
        self._log.info("day started", day=started.day, forgotten=forgotten)

    def _fold(self) -> Line:
        began = time.monotonic()
        try:
            line = replay(self._journal.today())
        except ImpossibleError as error:
            raise JournalError(f"the journal does not add up: {error}") from error
        line.seq = self._journal.last_seq()
        self._log.info("journal read", seq=line.seq, seconds=round(time.monotonic() - began, 3))
        return line
