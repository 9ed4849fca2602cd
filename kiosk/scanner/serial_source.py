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

    _port: serial.Serial | None = None

    def texts(self) -> Iterator[str]:
        """Open the port, then collect characters."""
        self._port = port = serial.Serial(self.path, BAUD, timeout=POLL_SECONDS, exclusive=True)
        yield ""
        buffer = Buffer()
        while not self._stopping.is_set():
            port.timeout = PAUSE_SECONDS if len(buffer) else POLL_SECONDS
            read = port.read(max(1, port.in_waiting))
            if not read and len(buffer):
                yield buffer.take()
            for character in read.decode("utf-8", errors="replace"):
                if character in ENDS:
                    if len(buffer):
                        yield buffer.take()
                elif character not in STARTS:
                    buffer.add(character)

    def close(self) -> None:
        """Close the port."""
        if self._port is not None:
            self._port.close()
            self._port = None
