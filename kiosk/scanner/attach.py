"""Which scanner a configuration names."""

from collections.abc import Callable

from kiosk.scanner.evdev_source import EvdevSource
from kiosk.scanner.serial_source import SerialSource
from kiosk.scanner.source import Source

KINDS = {"evdev": EvdevSource, "serial": SerialSource}


def source_for(named: str, deliver: Callable[[str], None], works: Callable[[bool], None]) -> Source | None:
    """The source for `evdev:/dev/input/…` or `serial:/dev/…`; None means the window's keys."""
    kind, _, path = named.partition(":")
    made = KINDS.get(kind)
    return made(path, deliver, works) if made is not None and path else None
