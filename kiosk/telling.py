"""What the bus and the mirror hear of this terminal: what stands on the screen, what works."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.frame import Frame
from kiosk.guessing import pause_until
from kiosk.moves_staff import WRONG_PIN
from kiosk.session import Screen, Terminal
from kiosk.speech.aloud import speech_parts
from kiosk.speech.words import told
from kiosk.tickets import printer_parts
from lobby.contract.devices import Drawn
from lobby.link.device import Device
from lobby.look.loop import Frame as DrawnFrame

TYPING = "typing"
"""The part that health reports as not working while typed codes are slowed down."""


@dataclass(frozen=True)
class Shown:
    """What was last drawn and told."""

    screen: Screen
    number: str | None
    rev: int | None


class Telling:
    """Says what is new, once it is drawn."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._reported: tuple[Screen, str | None] | None = None
        self.shown: Shown | None = None

    def show(
        self, terminal: Terminal, now: datetime, beat_at: float, attached: Mapping[str, bool | None]
    ) -> None:
        """This goes to the screen now. `beat_at`: `time.monotonic()` of the last sign of life of the queue service."""
        house, result = terminal.house, terminal.session.result
        number = result.ticket.number if result is not None and terminal.screen is Screen.NUMBER else None
        self.shown = Shown(terminal.screen, number, None if house is None else house.rev)
        self._device.note(
            screen=terminal.screen.value,
            drawn_rev=self.shown.rev,
            data_age_seconds=round(time.monotonic() - beat_at, 1),
            parts={
                **attached,
                TYPING: not pause_until(terminal.guesses, now),
                WRONG_PIN: False if pause_until(terminal.pin_guesses, now) else None,
                **printer_parts(terminal.printer),
                **speech_parts(terminal),
            },
        )

    def words(self, frame: Frame) -> dict[str, object]:
        """What is on the screen, for programs that look at it through the mirror."""
        shown = self.shown
        return {
            "screen": None if shown is None else shown.screen.value,
            "number": None if shown is None else shown.number,
            "words": [] if frame.page is None else [phrase.text for phrase in told(frame.page.view)],
            "controls": {
                one.control: [one.center_x / frame.width, 1 - one.center_y / frame.height]
                for one in frame.controls()
            },
        }

    def drawn(self, frame: DrawnFrame) -> None:
        """It stands there."""
        shown = self.shown
        if shown is None or (shown.screen, shown.number) == self._reported or not self._device.connected:
            return
        self._reported = shown.screen, shown.number
        self._device.drawn(
            Drawn(at=frame.drawn_at, screen=shown.screen.value, rev=shown.rev, number=shown.number)
        )
        self._device.note(drawn_at=frame.drawn_at)
