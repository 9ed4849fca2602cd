"""Says the state of the centre: at once after a change, at most twenty times a second, and again every ten seconds."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from lobby.centre.forecasts import Forecasts
from lobby.contract.city import BatchEvent, SummaryEvent
from lobby.contract.events import AnyEvent, Called, EventBatch, PublicEvent
from lobby.contract.state import BookingNumbers
from lobby.contract.topics import BEAT, BOARD, CALL, EVENTS, HOUSE, LINE, RECEPTION, SUMMARY, Channel
from lobby.queueing.documents import (
    Stamp,
    Waits,
    beat,
    board,
    house,
    line_state,
    reception,
    summary,
    waits,
)
from lobby.queueing.last_walk_in import LastWalkIns
from lobby.queueing.line import Line
from lobby.queueing.rules import Rules

Publish = Callable[[Channel, object], object]

EVENTS_V1, SUMMARY_V1 = "de.lobby.events.v1", "de.lobby.summary.v1"
APART_SECONDS = 0.05
BEAT_SECONDS = 2.0
AGAIN_SECONDS = 10.0


@dataclass(frozen=True)
class Outlook:
    """What is said of waiting: how long, and until when one may come without a booking."""

    waits: Waits
    last: LastWalkIns


class Publisher:
    """Knows what was said when. Times are `time.monotonic()`."""

    def __init__(
        self, publish: Publish, epoch: str, source: str, numbers: BookingNumbers | None = None
    ) -> None:
        self._publish = publish
        self._epoch = epoch
        self._source = source
        self._numbers = numbers
        self._said_at = 0.0
        self._beat_at = 0.0
        self._changed = True
        self.told = 0
        """The newest fact that went out to the city."""

    def facts(self, first_seq: int, events: Sequence[AnyEvent], line: Line) -> None:
        """The facts of one commit, and the gong for each call among them."""
        self._changed = True
        self.batch(first_seq, events)
        for event in events:
            shown = line.calls.get(event.visit) if isinstance(event, Called) else None
            if shown is not None:
                self._publish(CALL, shown)

    def batch(self, first_seq: int, events: Sequence[AnyEvent]) -> None:
        """The facts as the city may see them."""
        public = tuple(_public(seq, event) for seq, event in enumerate(events, first_seq))
        batch = EventBatch(epoch=self._epoch, events=public)
        told = BatchEvent(id=_new_id(), source=self._source, type=EVENTS_V1, time=events[-1].at, data=batch)
        if self._publish(EVENTS, told):
            self.told = public[-1].seq

    def changed(self) -> None:
        """Something but a fact has changed: the configuration, the connection."""
        self._changed = True

    def say(self, line: Line, rules: Rules, now: datetime, forecasts: Forecasts) -> None:
        """Publish what is due."""
        moment = time.monotonic()
        stamp = Stamp(self._epoch, now)
        due = moment - self._said_at >= (APART_SECONDS if self._changed else AGAIN_SECONDS)
        if due:
            self._changed, self._said_at = False, moment
            self._publish(
                LINE, line_state(line, rules, stamp, forecasts.said)
            )  # counters wait for it; the estimate takes longer
            last = forecasts.last_walk_ins(line, rules, now)
            self._publish(RECEPTION, reception(line, rules, stamp, last))
            self._say_state(line, rules, stamp, Outlook(waits(forecasts.now(line, rules, now)), last))
        if due or moment - self._beat_at >= BEAT_SECONDS:
            self._beat_at = moment
            self._publish(BEAT, beat(line, stamp))

    def seconds_to_next(self) -> float:
        """How long nothing is due."""
        moment = time.monotonic()
        state = self._said_at + (APART_SECONDS if self._changed else AGAIN_SECONDS)
        return max(0.0, min(state, self._beat_at + BEAT_SECONDS) - moment)

    def _say_state(self, line: Line, rules: Rules, stamp: Stamp, outlook: Outlook) -> None:
        ranges, last = outlook.waits, outlook.last
        self._publish(BOARD, board(line, rules, stamp, ranges, last))
        told_terminals = house(line, rules, stamp, ranges, last)
        self._publish(HOUSE, msgspec.structs.replace(told_terminals, numbers=self._numbers))
        told = summary(line, rules, stamp, ranges, last)
        self._publish(
            SUMMARY,
            SummaryEvent(id=_new_id(), source=self._source, type=SUMMARY_V1, time=stamp.now, data=told),
        )


def _new_id() -> str:
    return str(uuid.uuid4())


def _public(seq: int, event: AnyEvent) -> PublicEvent:
    return PublicEvent(
        seq=seq,
        at=event.at,
        event=str(event.__struct_config__.tag),
        service=getattr(event, "service", None),
        place=getattr(event, "place", None),
    )
