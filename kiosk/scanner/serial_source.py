"""A scanner on a serial line, or on USB as one (CDC-ACM)."""

from collections.abc import Iterator

import serial

from kiosk.scanner.source import Buffer, Source

BAUD = 9600  # what scanners leave the factory with; means nothing over USB
POLL_SECONDS = 0.25
PAUSE_SECONDS = 0.08
ENDS = frozenset("\r\n\t\x03")
STARTS = frozenset("\x02")


class SerialSource(Source):
    """Reads characters; a line end, a tab, or a pause of 80 ms ends a text."""

    def texts(self) -> Iterator[str]:
        """Open the port, then collect characters."""
        with serial.Serial(self.path, BAUD, timeout=POLL_SECONDS, exclusive=True) as port:
            yield ""
            buffer = Buffer()
            while not self.is_stopping:
                port.timeout = PAUSE_SECONDS if len(buffer) else POLL_SECONDS
                read = port.read(max(1, port.in_waiting))
                if not read and len(buffer):
                    yield buffer.take()
                yield from _texts(read.decode("utf-8", errors="replace"), buffer)


def _texts(read: str, buffer: Buffer) -> Iterator[str]:
    for character in read:
        if character not in ENDS and character not in STARTS:
            buffer.add(character)
        elif character in ENDS and len(buffer):
            yield buffer.take()
