"""How a device is, in words: pure, from its record and the present moment."""

from dataclasses import dataclass, field
from enum import IntEnum

from lobby.console.registry import DeviceRecord
from lobby.contract.devices import DeviceKind, Part
from lobby.web.freshness import SILENT_SECONDS as DISPLAY_SILENT_SECONDS
from lobby.web.freshness import UNDRAWN_SECONDS, undrawn_seconds

SILENT_SECONDS = 20.0
"""Four health messages missed."""
STALE_SECONDS = 10.0
FROZEN_SECONDS = 180.0
PASSING = frozenset({DeviceKind.REHEARSAL, DeviceKind.BOOKINGS})
"""Programs that come and go; being away is no fault of theirs."""


class Tone(IntEnum):
    """How much a finding matters; larger is worse."""

    SUCCESS = 0
    INFO = 1
    WARNING = 2
    DANGER = 3

    @property
    def word(self) -> str:
        """For class names."""
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """One thing to say about a device: a wording key and what fills it."""

    tone: Tone
    key: str
    values: dict[str, object] = field(default_factory=dict)


def findings(record: DeviceRecord, now: float) -> list[Finding]:
    """What there is to say, the worst first; `now` is monotonic seconds. Never empty."""
    if record.avail is None:
        return [Finding(Tone.INFO, "never-seen")]
    if not record.is_online:
        passing = record.kind in PASSING
        return [Finding(Tone.INFO if passing else Tone.DANGER, "resting" if passing else "offline")]
    found = [*_health(record, now), *_configuration(record)]
    return sorted(found, key=lambda one: -one.tone) or [Finding(Tone.SUCCESS, "well")]


_NAMED = frozenset(
    {"scanner", "camera", "sound", "speech", "printer", "service-pin", "alone", "area", "hearing", "drawing"}
)
"""Parts with a sentence of their own."""
_GRAVE = frozenset({Part.HEARING.value, Part.DRAWING.value})
"""Parts without which a display shows nothing that can be trusted."""


def worst(found: list[Finding]) -> Tone:
    """What decides the place in the list."""
    return max(one.tone for one in found)


def _health(record: DeviceRecord, now: float) -> list[Finding]:
    health, heard = record.health, record.health_heard
    limit = DISPLAY_SILENT_SECONDS if record.kind is DeviceKind.DISPLAY else SILENT_SECONDS
    if health is None or heard is None or now - heard > limit:
        seconds = None if heard is None else int(now - heard)
        return [] if seconds is None else [Finding(Tone.WARNING, "silent", {"seconds": seconds})]
    found = [
        Finding(
            Tone.DANGER if part in _GRAVE else Tone.WARNING,
            f"part-{part}" if part in _NAMED else "part",
            {"part": part},
        )
        for part, works in sorted(health.parts.items())
        if not works
    ]
    undrawn = undrawn_seconds(health)
    if record.kind is DeviceKind.DISPLAY and undrawn > UNDRAWN_SECONDS:
        found.append(Finding(Tone.DANGER, "frozen", {"seconds": int(undrawn)}))
    age = health.data_age_seconds
    if age is not None and age > STALE_SECONDS:
        tone = Tone.DANGER if age > FROZEN_SECONDS else Tone.WARNING
        found.append(Finding(tone, "stale", {"seconds": int(age)}))
    if health.malformed:
        found.append(Finding(Tone.INFO, "malformed", {"count": health.malformed}))
    return found


def _configuration(record: DeviceRecord) -> list[Finding]:
    desired, reported = record.desired, record.reported
    if desired is None or not record.can_be_configured:
        return []
    if reported is None or reported.rev != desired.rev:
        return [Finding(Tone.INFO, "config-sent", {"rev": desired.rev})]
    if reported.waiting:
        return [Finding(Tone.INFO, "config-waiting", {"rev": desired.rev})]
    if not reported.applied:
        return [Finding(Tone.DANGER, "config-refused", {"rev": desired.rev})]
    return []
