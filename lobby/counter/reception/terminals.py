"""Terminals and displays that need a hand: what visitors would meet, before they meet it."""

from dataclasses import dataclass, field

from lobby.contract.devices import Avail, Health, Part, Presence
from lobby.contract.topics import AVAIL, HEALTH
from lobby.counter.reception.attention import device_name
from lobby.counter.rows import Reading
from lobby.link.incoming import Incoming
from lobby.web.freshness import troubles
from lobby.web.presence import newer_presence

TERMINAL, DISPLAY = "kiosk", "display"
OFFLINE = "offline"
WANTED = (
    OFFLINE, "printer-paper-out", "printer-cover-open", "printer-jam", Part.PRINTER.value, Part.SCANNER.value,
    "camera", "printer-paper-low",
)  # fmt: skip
"""What is told, the gravest first; a printer's trouble of which nothing more is known comes after those with a name."""


@dataclass(frozen=True)
class TerminalRow:
    """One terminal and what it needs."""

    key: str
    name: str
    what: str
    advice: str
    is_grave: bool


@dataclass
class Terminals:
    """What was last heard of each terminal."""

    presence: dict[str, Avail] = field(default_factory=dict)
    broken: dict[str, frozenset[str]] = field(default_factory=dict)
    displays: dict[str, tuple[Health, float]] = field(default_factory=dict)
    """The last health of each display, and when it was heard, in monotonic seconds."""

    def heard(self, message: Incoming) -> bool:
        """Take one message; whether anything has changed that the page shows."""
        device, said = message.levels.get("device", ""), message.message
        kind = device.partition("-")[0]
        if kind not in {TERMINAL, DISPLAY}:
            return False
        before = self.presence.get(device), self.broken.get(device)
        if message.channel is AVAIL and isinstance(said, Avail):
            self.presence[device] = newer_presence(self.presence.get(device), said)
        elif message.channel is HEALTH and isinstance(said, Health):
            if kind == DISPLAY:
                self.displays[device] = (said, message.received)
                return False  # judged as time goes by
            self.broken[device] = frozenset(part for part, works in said.parts.items() if not works)
        return before != (self.presence.get(device), self.broken.get(device))

    def needs(self, device: str, seconds: float) -> str | None:
        """The gravest of what it needs now (monotonic seconds); None when nothing is known to be wrong."""
        known = self.presence.get(device)
        if known is not None and known.st is Presence.OFFLINE:
            return OFFLINE
        if device in self.displays:
            health, heard = self.displays[device]
            return next(troubles(health, seconds - heard), None)
        broken = self.broken.get(device, frozenset())
        return next((part for part in WANTED if part in broken), None)


def terminal_rows(terminals: Terminals, reading: Reading, seconds: float) -> tuple[TerminalRow, ...]:
    """Those that need something now (monotonic seconds), by name."""
    say = reading.say
    known = sorted({*terminals.presence, *terminals.broken, *terminals.displays})
    found = ((device, terminals.needs(device, seconds)) for device in known)
    return tuple(
        TerminalRow(
            key=f"{device} {need}",
            name=device_name(device, say),
            what=say(f"needs-{need}"),
            advice=say("needs-display-advice" if _is_display(device) else f"needs-{need}-advice"),
            is_grave=need != WANTED[-1],
        )
        for device, need in found
        if need is not None
    )


def _is_display(device: str) -> bool:
    return device.partition("-")[0] == DISPLAY
