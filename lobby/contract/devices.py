"""What a device (any program with an account) says of itself, and what it is told."""

from enum import StrEnum
from typing import Annotated

import msgspec

from lobby.contract.fields import CommandId, Count, Epoch, Instant, Message, Name, Number, Rev, Text


class Presence(StrEnum):
    """On the bus or not; the offline one is the last will."""

    ONLINE = "online"
    OFFLINE = "offline"


class DeviceKind(StrEnum):
    """The role of an account; fixes what it may say and hear."""

    QUEUE = "queue"
    KIOSK = "kiosk"
    DISPLAY = "display"
    COUNTER = "counter"
    RECEPTION = "reception"
    CONSOLE = "console"
    REHEARSAL = "rehearsal"
    BOOKINGS = "bookings"
    FEED = "feed"
    CENTRE_SIM = "centre-sim"


class Avail(Message, frozen=True, kw_only=True):
    """Retained; an offline of an older epoch than the last online is a late will and ignored."""

    st: Presence
    epoch: Epoch
    at: Instant | None = None


class Info(Message, frozen=True, kw_only=True):
    """Retained birth certificate of a program start."""

    kind: DeviceKind
    version: str
    epoch: Epoch
    started: Instant
    screen: str | None = None
    """Width x height in pixels."""


class Part(StrEnum):
    """Hardware a device may have."""

    SCANNER = "scanner"
    CAMERA = "camera"
    SOUND = "sound"
    SPEECH = "speech"
    PRINTER = "printer"
    HEARING = "hearing"
    """Of a display: what the queue service says arrives."""
    DRAWING = "drawing"
    """Of a display: what should be on the screen gets there."""


class Health(Message, frozen=True, kw_only=True):
    """Every few seconds, and at once on a change: what was really drawn, and what hardware works."""

    at: Instant
    epoch: Epoch
    uptime_seconds: Count
    drawn_rev: Rev | None = None
    drawn_at: Instant | None = None
    data_age_seconds: Annotated[float, msgspec.Meta(ge=0)] | None = None
    screen: str | None = None
    config_rev: Rev = 0
    parts: dict[str, bool] = msgspec.field(default_factory=dict)
    malformed: Count = 0
    memory_mb: Count | None = None


class Drawn(Message, frozen=True, kw_only=True):
    """Not retained: this is on the screen now. `rev` on a display; on a terminal the screen's name and its number."""

    at: Instant
    screen: str
    rev: Rev | None = None
    number: Number | None = None
    call: str | None = None


class Desired(Message, frozen=True, kw_only=True):
    """A device's configuration as staff want it. Fields not named here take their default."""

    rev: Rev
    at: Instant
    by: Text
    fields: dict[str, object]


class FieldReport(Message, frozen=True, kw_only=True):
    """Whether a field was applied, its value now, and why not."""

    ok: bool
    value: object
    reason: Text | None = None


class Reported(Message, frozen=True, kw_only=True):
    """What a device runs on. `rev` is the desired revision it answers; not `applied`: the last good one stays."""

    rev: Rev
    applied: bool
    applied_rev: Rev
    at: Instant
    waiting: bool = False
    """Accepted, and applied once the visitor at the terminal is done."""
    fields: dict[str, FieldReport] = msgspec.field(default_factory=dict)


class Scan(Message, frozen=True, kw_only=True):
    """Hold this code to the terminal's scanner (rehearsal; refused unless its configuration allows it)."""

    id: CommandId
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]


class Touch(Message, frozen=True, kw_only=True):
    """Press the control of this name on the terminal's present screen (rehearsal only)."""

    id: CommandId
    control: Name


class ShowName(Message, frozen=True, kw_only=True):
    """Show the device's own name in large letters, so that staff find the screen."""

    id: CommandId
    seconds: Annotated[int, msgspec.Meta(ge=1, le=60)] = 10
