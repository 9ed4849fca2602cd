"""A network between a program and its broker that lets everything through but what it is told to swallow."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

PUBLISH = 3
Swallows = Callable[[int, str], bool]
"""Whether a message to the program is lost: the connection's number, from 1, and the topic."""


class DeafNetwork:
    """Listens on `port`; every connection to it becomes one to the broker. Plain MQTT 5 only."""

    def __init__(self, broker_port: int, swallows: Swallows) -> None:
        self._broker_port = broker_port
        self._swallows = swallows
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        self._open: list[socket.socket] = [self._listener]

    def __enter__(self) -> Self:
        """Listen."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all connections."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                program, _ = self._listener.accept()
                broker = socket.create_connection(("127.0.0.1", self._broker_port))
                self.connections += 1
                self._open += [program, broker]
                number = self.connections
                threading.Thread(target=self._up, args=(program, broker), daemon=True).start()
                threading.Thread(target=self._down, args=(broker, program, number), daemon=True).start()

    def _up(self, program: socket.socket, broker: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := program.recv(65_536):
                broker.sendall(data)
        _end(broker)

    def _down(self, broker: socket.socket, program: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError, EOFError):
            for packet in packets(broker):
                if packet[0] >> 4 != PUBLISH or not self._swallows(number, topic(packet)):
                    program.sendall(packet)
        _end(program)


def packets(source: socket.socket) -> Iterator[bytes]:
    """The control packets of a connection, whole (MQTT 5, 2.1)."""
    while True:
        head = _exactly(source, 1)
        length, shift = 0, 0
        while True:
            head += _exactly(source, 1)
            length |= (head[-1] & 127) << shift
            shift += 7
            if head[-1] < 128:
                break
        yield head + _exactly(source, length)


def topic(packet: bytes) -> str:
    """Of a PUBLISH packet."""
    begin = next(i for i in range(1, 5) if packet[i] < 128) + 1
    length = int.from_bytes(packet[begin : begin + 2])
    return packet[begin + 2 : begin + 2 + length].decode()


def _exactly(source: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = source.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
