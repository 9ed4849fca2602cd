"""Every figure, defined once: pages, files and documents take formula and unit from here.

Times of one visit: `b` booked at, `s` slot, `c` checked in, `f` first call, `a` at the counter, `e` end.
"""

from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a figure says of a cell."""

    COUNT = "count"
    SHARE = "share"
    SPREAD = "spread"
    """Mean, median and 90th percentile."""
    MEAN = "mean"


class Unit(StrEnum):
    """What it is counted in."""

    VISITS = "visits"
    SHARE = "share"
    MINUTES = "minutes"
    DAYS = "days"


class Hour(StrEnum):
    """Which moment of a visit puts it into an hour of the table."""

    CHECK_IN = "check-in"
    SLOT = "slot"
    CLOCK = "clock"
    """Minutes lie in the hours they pass through."""
    NONE = "none"


class Source(StrEnum):
    """Where a figure comes from."""

    JOURNAL = "journal"
    BOOKING_SYSTEM = "booking-system"


@dataclass(frozen=True)
class Definition:
    """One figure. Wording: `figure-<key>` is its name, `note-<key>` what to know about it."""

    key: str
    kind: Kind
    unit: Unit
    formula: str
    hour: Hour = Hour.CHECK_IN
    source: Source = Source.JOURNAL
    by_service: bool = True


class ServiceLevel(msgspec.Struct, frozen=True, kw_only=True):
    """Within how many minutes a case is to begin, and for which share of the visits. Set for the city, not per site."""

    booked_minutes: float = 10.0
    booked_share: float = 0.9
    walk_in_minutes: float = 30.0
    walk_in_share: float = 0.8


EARLY_MINUTES, LATE_MINUTES = 15.0, 1.0
"""Early is more than this before the slot, late from this after it on: a clock on the wall shows no seconds."""

_C, _SH, _SP, _M = Kind.COUNT, Kind.SHARE, Kind.SPREAD, Kind.MEAN
_V, _PART, _MIN = Unit.VISITS, Unit.SHARE, Unit.MINUTES

FIGURES: tuple[Definition, ...] = (
    Definition("visits", _C, _V, "c"),
    Definition("served", _C, _V, "a, or e without a"),
    Definition("missed", _C, _V, "last step: missed"),
    Definition("withdrawn", _C, _V, "last step: withdrawn"),
    Definition("unserved", _C, _V, "no e, day over"),
    Definition("wait", _SP, _MIN, "booked: max(0, f − max(s, c)); walk-in: f − c"),
    Definition("time-in-lobby", _SP, _MIN, "f − c"),
    Definition("punctuality", _SP, _MIN, "c − s"),
    Definition("early", _SH, _PART, f"c < s − {EARLY_MINUTES:g} min"),
    Definition("late", _SH, _PART, f"c ≥ s + {LATE_MINUTES:g} min"),
    Definition("way", _SP, _MIN, "a − f"),
    Definition("service-time", _SP, _MIN, "Σ serving periods"),
    Definition("service-level", _SH, _PART, "started within Y / (started + abandoned after Y)"),
    Definition("service-level-strict", _SH, _PART, "started within Y / (started + abandoned)"),
    Definition("abandon-rate", _SH, _PART, "missed / checked in"),
    Definition("no-show-rate", _SH, _PART, "booked, no c / booked and not cancelled", Hour.SLOT),
    Definition("occupancy", _SH, _PART, "serving minutes / open counter minutes", Hour.CLOCK, by_service=False),
    Definition("lead-time", _SP, Unit.DAYS, "s − b, bookings of the last 60 days", Hour.NONE),
    Definition("estimate-in-range", _SH, _PART, "low ≤ wait ≤ high"),
    Definition("estimate-error", _M, _MIN, "mean of expected − wait"),
    Definition("estimate-rmse", _M, _MIN, "√ mean of (expected − wait)²"),
    Definition("next-free-slot", _SP, Unit.DAYS, "first bookable s − now", Hour.NONE, Source.BOOKING_SYSTEM),
    Definition(
        "availability", _SH, _PART, "1 − open minutes without check-in / open minutes", Hour.CLOCK, by_service=False
    ),
    Definition(
        "screen-availability", _SH, _PART, "open minutes with a fresh screen / open minutes", Hour.CLOCK,
        by_service=False,
    ),
)  # fmt: skip

FROM_JOURNAL: tuple[Definition, ...] = tuple(one for one in FIGURES if one.source is Source.JOURNAL)
BY_KEY = {one.key: one for one in FIGURES}
