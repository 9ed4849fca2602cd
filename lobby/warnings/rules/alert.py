"""A warning as the Common Alerting Protocol 1.2 has it, as far as a screen needs it.

Names are the standard's (docs.oasis-open.org/emergency/cap/v1.2). A value that the standard does not know reads as the
most cautious one of its list.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec


class NotAnAlertError(ValueError):
    """What was read is no warning; the text says what is wrong, in words for staff."""


class Status(StrEnum):
    """Whether it is meant."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What it does to earlier messages."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class Severity(StrEnum):
    """How bad it is."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    """How soon something is to be done."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure it is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class Key(NamedTuple):
    """What a message is known by."""

    sender: str
    identifier: str


class Point(NamedTuple):
    """WGS 84, degrees."""

    latitude: float
    longitude: float


class Circle(NamedTuple):
    """All that is at most so far from a point."""

    centre: Point
    kilometres: float


class Code(NamedTuple):
    """An area by its code; `system` says whose (ARS, WARNCELLID, …), upper case."""

    system: str
    value: str


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is: any of the codes, polygons and circles."""

    name: str = ""
    codes: tuple[Code, ...] = ()
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[Circle, ...] = ()


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """What is said, in one language. Times are aware; None where nothing is said."""

    language: str = "en"
    event: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    source: str = ""
    severity: Severity = Severity.UNKNOWN
    urgency: Urgency = Urgency.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    all_clear: bool = False
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    areas: tuple[Area, ...] = ()


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    identifier: str
    sender: str
    sent: datetime
    status: Status
    msg_type: MsgType
    public: bool = True
    """Its scope: not restricted, not private."""
    references: tuple[Key, ...] = ()
    infos: tuple[Info, ...] = ()

    @property
    def key(self) -> Key:
        """What others refer to."""
        return Key(self.sender, self.identifier)
