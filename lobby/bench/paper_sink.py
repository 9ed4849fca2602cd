"""A receipt printer that is only a socket: always ready, keeps nothing, counts the cuts."""

import socket
import threading
from typing import Self

CUT = b"\x1dV"
_ASK = b"\x10\x04"
_READY = b"\x12"


class PaperSink:
    """An ESC/POS printer on a free loopback port; `address` as a configuration names it."""

    def __init__(self) -> None:
        self.tickets = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"network:127.0.0.1:{self._server.getsockname()[1]}"

    def __enter__(self) -> Self:
        """Take connections."""
        threading.Thread(target=self._serve, name="paper-sink", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """No more."""
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return  # closed
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        while data := connection.recv(65_536):
            self.tickets += data.count(CUT)
            if data[-3:-1] == _ASK:  # the question for the state is the last of what is sent
                connection.sendall(_READY)
