"""A receipt printer's edge: a socket that answers DLE EOT and keeps what it is given to print."""

import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Self

CUT = b"\x1dV"
READY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
PAPER_LOW = READY | {4: 0x1E}
PAPER_OUT = READY | {1: 0x1A, 2: 0x32, 4: 0x72}
COVER_OPEN = READY | {1: 0x1A, 2: 0x16}
JAM = READY | {1: 0x1A, 2: 0x52, 3: 0x1A}


@dataclass
class ReceiptPrinter:
    """An ESC/POS printer on a free port.

    `answers` is its state, byte by kind of question, as it is when somebody
    connects; `printed` what came out, up to each cut.
    """

    answers: dict[int, int] = field(default_factory=lambda: dict(READY))
    printed: list[bytes] = field(default_factory=list)
    fails_after: dict[int, int] | None = None
    """The state it falls into in the middle of the next ticket."""

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"network:127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def until_printed(self, count: int, seconds: float = 15.0) -> None:
        """Wait for so many tickets."""
        end = time.monotonic() + seconds
        while len(self.printed) < count:
            assert time.monotonic() < end, f"printed {len(self.printed)} of {count}"
            time.sleep(0.02)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        paper, answers = b"", self.answers
        while data := connection.recv(65536):
            for part in _questions(data):
                if isinstance(part, int):
                    connection.sendall(bytes([answers[part]]))
                else:
                    paper += part
                    if self.fails_after is not None:
                        answers = self.answers = self.fails_after
                        self.fails_after = None
            if CUT in paper and answers[4] & 0x60 == 0:
                self.printed.append(paper)
                paper = b""


def _questions(data: bytes) -> list[int | bytes]:
    """DLE EOT n as numbers, the rest as it came. A picture may hold the same bytes: only whole questions count."""
    if len(data) == 3 and data[:2] == b"\x10\x04":
        return [data[2]]
    if len(data) > 3 and data[-3:-1] == b"\x10\x04":
        return [data[:-3], data[-1]]
    return [data]
