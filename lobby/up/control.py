"""A Unix socket by which the one-page lobby asks how the programs stand, and kills one to see it come back.

One JSON object a line: `{"op":"processes"}` or `{"op":"kill","name":"display"}`; one line comes back.
"""

import contextlib
import selectors
import socket
from pathlib import Path

import msgspec

from lobby.up.supervisor import Supervisor

LINE_BYTES = 4096


class Ask(msgspec.Struct):
    """A line from the page."""

    op: str
    name: str = ""


class Control:
    """The listening socket; `serve` is called by the supervising loop."""

    def __init__(self, path: Path, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._selector = selectors.DefaultSelector()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        path.chmod(0o600)
        self._listener.listen(8)
        self._listener.setblocking(False)  # noqa: FBT003 (the socket module's signature)
        self._selector.register(self._listener, selectors.EVENT_READ)

    def serve(self, seconds: float) -> None:
        """Wait at most so long for a line, and answer what came."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._listener:
                client, _ = self._listener.accept()
                self._selector.register(client, selectors.EVENT_READ)
            elif isinstance(key.fileobj, socket.socket):
                self._answer(key.fileobj)

    def close(self) -> None:
        """Stop listening."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()

    def _answer(self, client: socket.socket) -> None:
        try:
            line = client.recv(LINE_BYTES)
            if not line:
                raise ConnectionError
            client.sendall(msgspec.json.encode(self._reply(line)) + b"\n")
        except OSError:
            self._selector.unregister(client)
            with contextlib.suppress(OSError):
                client.close()

    def _reply(self, line: bytes) -> object:
        try:
            ask = msgspec.json.decode(line, type=Ask)
        except msgspec.MsgspecError as error:
            return {"error": str(error)}
        if ask.op == "processes":
            return {"processes": self._supervisor.processes()}
        if ask.op == "kill" and ask.name in {info.name for info in self._supervisor.processes()}:
            self._supervisor.kill(ask.name)
            return {"killed": ask.name}
        return {"error": f"cannot {ask.op} {ask.name}"}
