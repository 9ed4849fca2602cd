"""Which messages of a source still hold: later ones take the place of those they refer to, in whatever order they came.

A message is believed no longer than `longest` after its source last listed it: a warning without an end, or with an
absurd one, lives as long as its source goes on saying it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from lobby.warnings.rules.alert import Alert, Info, Key, MsgType, Status

KEEP = timedelta(days=7)
"""So long a message is remembered after its source last listed it: what it took back stays taken back."""
AHEAD = timedelta(minutes=10)
"""How far a sender's clock may be ahead of ours."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A message, and when its source last listed it."""

    alert: Alert
    listed: datetime


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What one source has said, and when it was last asked with success: then it listed all that is in force."""

    known: tuple[Heard, ...] = ()
    asked: datetime | None = None


def with_list(source: Source, alerts: Iterable[Alert], asked: datetime) -> Source:
    """The source has listed these and no others."""
    heard = (Heard(alert=one, listed=asked) for one in alerts)
    return Source(known=without_old(merged(source.known, heard), asked), asked=asked)


def listed_now(source: Source) -> tuple[Heard, ...]:
    """What stands and was in the newest list; what a source lists no more is over."""
    return tuple(one for one in standing(source.known) if one.listed == source.asked)


def merged(known: Iterable[Heard], more: Iterable[Heard]) -> tuple[Heard, ...]:
    """All that is known, one of each key: the one sent last. Neither order nor repetition matters."""
    best: dict[tuple[Key, bool], Heard] = {}
    for one in (*known, *more):
        key = (one.alert.key, _is_meant(one.alert))
        have = best.get(key)
        best[key] = one if have is None else _newer(have, one)
    return tuple(best[key] for key in sorted(best))


def without_old(known: Iterable[Heard], now: datetime) -> tuple[Heard, ...]:
    """What is worth remembering."""
    return tuple(one for one in known if one.listed + KEEP > now)


def standing(known: Iterable[Heard]) -> tuple[Heard, ...]:
    """Alerts and updates that no other message has replaced or cancelled; which of them are shown is not said here."""
    listed = tuple(known)
    replaced = {
        (key, _is_meant(one.alert))
        for one in listed
        if one.alert.msg_type in {MsgType.UPDATE, MsgType.CANCEL}
        for key in one.alert.references
        if key != one.alert.key
    }
    return tuple(
        one
        for one in listed
        if one.alert.msg_type in {MsgType.ALERT, MsgType.UPDATE}
        and (one.alert.key, _is_meant(one.alert)) not in replaced
    )


def ends(heard: Heard, info: Info, longest: timedelta) -> datetime:
    """Until when an information is believed: its own end, where that is after its start, but never beyond `longest`."""
    last = heard.listed + longest
    said = info.expires
    return last if said is None or said <= starts(heard.alert, info) else min(said, last)


def starts(alert: Alert, info: Info) -> datetime:
    """From when it is shown: its effective time, or when it was sent. The onset of what it warns of may be later."""
    return info.effective or alert.sent


def _is_meant(alert: Alert) -> bool:
    """An exercise takes back no real warning, and the other way round."""
    return alert.status is Status.ACTUAL


def _newer(one: Heard, other: Heard) -> Heard:
    listed = max(one.listed, other.listed)
    best = max(one, other, key=lambda heard: (heard.alert.sent, msgspec.json.encode(heard.alert)))
    return msgspec.structs.replace(best, listed=listed)
