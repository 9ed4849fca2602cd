"""What time it is, and whether that can be relied on after a power cut.

While the program runs, time goes on from the centre's last sign of life, whatever happens to the machine's clock. After
a restart of the program it goes on from there by the kernel's counter of this boot. After a restart of the machine only
a clock that the kernel calls synchronised counts (adjtimex(2)), and only if it has not gone back.
"""

import ctypes
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lobby.contract.fields import Instant, Message

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TIMEX_BYTES = 512  # struct timex has 208; modes 0 asks and sets nothing
_TIME_ERROR = 5


class KeptTime(Message, frozen=True, kw_only=True):
    """The centre's time at a second of a boot, as it is kept on disk."""

    boot: str
    seconds: float
    centre: Instant


@dataclass(frozen=True)
class Machine:
    """Where the machine's own times come from."""

    boot: Callable[[], str] = lambda: _BOOT_ID.read_text().strip()
    seconds: Callable[[], float] = lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    wall: Callable[[], datetime] = lambda: datetime.now(UTC)
    is_synchronised: Callable[[], bool] = lambda: _adjtimex() not in (-1, _TIME_ERROR)


class CentreClock:
    """The centre's time, as far as it is known."""

    def __init__(self, kept: KeptTime | None, machine: Machine | None = None) -> None:
        self._machine = machine or Machine()
        self._boot = self._machine.boot()
        self._kept = kept
        self._anchor = kept if kept is not None and kept.boot == self._boot else None

    def heard(self, centre: datetime) -> KeptTime:
        """The centre says what time it is; what to keep of it."""
        self._anchor = KeptTime(boot=self._boot, seconds=self._machine.seconds(), centre=centre)
        return self._anchor

    def now(self) -> datetime | None:
        """The time; None when nobody can say."""
        anchor = self._anchor
        if anchor is not None:
            return anchor.centre + timedelta(seconds=self._machine.seconds() - anchor.seconds)
        wall = self._machine.wall()
        has_gone_back = self._kept is not None and wall < self._kept.centre
        return wall if self._machine.is_synchronised() and not has_gone_back else None


def _adjtimex() -> int:
    """The kernel's word on its clock; -1 where it says none."""
    try:
        return int(ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES)))
    except (OSError, AttributeError):
        return -1
