"""A program's window started for a measurement, and what its processes take while nobody does anything."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psutil

from lobby.bench.house import BenchHouse, wait_until
from lobby.bench.window import WindowClient

SETTLE_SECONDS = 4.0


@dataclass(frozen=True)
class Rest:
    """Proportional set size: what is shared is divided among those who share it. Percent are of one core."""

    pss_mb: float
    cpu_percent: float


@contextlib.contextmanager
def started(
    house: BenchHouse, program: str, device: str, size: str
) -> Iterator[tuple[psutil.Process, WindowClient, float]]:
    """The program, its window seen from outside, and `time.monotonic()` of its start."""
    mirror = house.folder / f"{device}.sock"
    settings = str(house.settings_file(device))
    began = time.monotonic()
    words = ("lobby", program, "--settings", settings, "--mirror", str(mirror), "--size", size)
    with house.program(*words) as child:
        wait_until(lambda: mirror.exists() or child.poll() is not None)
        with WindowClient(mirror) as window:
            yield psutil.Process(child.pid), window, began


def watched(processes: Sequence[psutil.Process], seconds: float) -> Rest:
    """Let them come to rest, then measure over `seconds`."""
    time.sleep(SETTLE_SECONDS)
    before, began = _spent(processes), time.monotonic()
    time.sleep(seconds)
    spent, elapsed = _spent(processes) - before, time.monotonic() - began
    return Rest(_pss_mb(processes), spent / elapsed * 100)


def _spent(processes: Sequence[psutil.Process]) -> float:
    """Processor seconds so far."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def _pss_mb(processes: Sequence[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += process.memory_full_info().pss / 2**20
    return total
