"""Sees to it that the display hears and draws: reports it where not, and helps itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog

from lobby.contract.devices import Part
from lobby.link.device import Device
from signage import hearing as ears
from signage.hearing import Hearing, Remedy

UNDRAWN_SECONDS, RESTART_SECONDS = 4.0, 9.0
"""Since when a change has not reached the screen: reported, and the program is started again."""


class Vigil:
    """Everything on the main thread; `restart` ends the program and starts it again. Seconds never jump."""

    def __init__(self, device: Device, state: Path, restart: Callable[[], None]) -> None:
        self._device = device
        self._restart = restart
        self._marker = state / "restarted-deaf"
        self._undrawn: float | None = None
        self._hearing = Hearing(may_restart=not self._marker.exists())
        self._log = structlog.get_logger("signage")

    def linked(self, seconds: float, *, connected: bool) -> None:
        """The connection came or went."""
        self._hearing = ears.linked(self._hearing, seconds, connected=connected)

    def confirmed(self, seconds: float | None) -> None:
        """When the board was last known to be the newest."""
        before = self._hearing
        self._hearing = ears.confirmed(before, seconds)
        if self._hearing.may_restart and not before.may_restart:
            self._marker.unlink(missing_ok=True)
            self._log.info("hears again")

    def wanted(self, seconds: float) -> None:
        """The picture is to change."""
        self._undrawn = self._undrawn or seconds

    def drawn(self, at: datetime) -> None:
        """What should be on the screen is on it, at this time of this display's own clock."""
        self._undrawn = None
        self._device.note(drawn_at=at)

    def look(self, seconds: float) -> dict[str, bool | None]:
        """Help where help is due; the parts of the health."""
        there = self._device.queue_there
        self._hearing, due = ears.remedy(self._hearing, seconds, queue_there=bool(there))
        if due is not None:
            self._log.warning("nothing is heard", trying=due.name.lower())
            self._help(due)
        undrawn = 0.0 if self._undrawn is None else seconds - self._undrawn
        if undrawn >= RESTART_SECONDS and self._hearing.may_restart:
            self._log.error("nothing is drawn")
            self._begin_again()
        can_tell = self._hearing.since is not None and there is not False
        return {
            Part.HEARING.value: not ears.is_deaf(self._hearing, seconds) if can_tell else None,
            Part.DRAWING.value: undrawn < UNDRAWN_SECONDS,
        }

    def _help(self, due: Remedy) -> None:
        match due:
            case Remedy.ASK:
                self._device.link.resubscribe()
            case Remedy.RECONNECT:
                self._device.link.reconnect()
            case Remedy.RESTART:
                self._begin_again()

    def _begin_again(self) -> None:
        self._marker.parent.mkdir(parents=True, exist_ok=True)
        self._marker.touch()
        self._hearing = replace(self._hearing, may_restart=False)
        self._restart()
