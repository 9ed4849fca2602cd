"""A client that keeps many requests in flight over one bare connection, and times each."""

import contextlib
import queue
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from lobby.contract.coding import encode
from lobby.contract.requests import AnyRequest
from lobby.contract.topics import ANSWER, REQUEST
from lobby.link.settings import Settings

_ID = b'"id":"'
ID_LENGTH = 32
SILENCE_SECONDS = 20.0

Agent = Iterator[AnyRequest]
"""Somebody who sends one request after another, the next when the last is answered."""


@dataclass
class Measured:
    """What came back: how long each took, and how long it all took."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    refused: int = 0
    answer_bytes: int = 0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


class Load:
    """One connection, many agents."""

    def __init__(self, settings: Settings) -> None:
        self._levels = {"city": settings.city, "centre": settings.centre, "device": settings.device}
        self._answers: queue.SimpleQueue[tuple[bytes, float]] = queue.SimpleQueue()
        self._subscribed = threading.Event()
        self._client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=settings.device, protocol=mqtt.MQTTv5
        )
        self._client.username_pw_set(settings.device, settings.broker.password)
        self._client.on_socket_open = no_delay
        self._client.max_inflight_messages_set(1000)
        self._client.on_message = lambda _c, _u, message: self._answers.put(
            (bytes(message.payload), time.perf_counter())
        )
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.connect(settings.broker.host, settings.broker.port)
        self._client.loop_start()
        self._client.subscribe(ANSWER.topic(**self._levels), 1)
        if not self._subscribed.wait(5):
            raise TimeoutError("the broker does not answer")

    def until_answered(self, request: Callable[[], AnyRequest]) -> None:
        """Ask until somebody answers. Raises TimeoutError after ten seconds."""
        for _ in range(50):
            self._send_next(iter((request(),)), {})
            with contextlib.suppress(queue.Empty):
                self._answers.get(timeout=0.2)
                return
        raise TimeoutError("nobody answers")

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def run(self, agents: list[Agent]) -> Measured:
        """Let all agents go on until each has nothing more to send."""
        measured = Measured()
        began = time.perf_counter()
        open_requests: dict[bytes, tuple[Agent, float]] = {}
        for agent in agents:
            self._send_next(agent, open_requests)
        while open_requests:
            payload, at = self._answers.get(timeout=SILENCE_SECONDS)
            start = payload.find(_ID) + len(_ID)
            found = open_requests.pop(payload[start : start + ID_LENGTH], None)
            if found is None:
                continue
            agent, sent = found
            measured.milliseconds.append((at - sent) * 1000)
            measured.refused += b'"kind":"refused"' in payload
            measured.answer_bytes += len(payload)
            self._send_next(agent, open_requests)
        measured.seconds = time.perf_counter() - began
        return measured

    def _send_next(self, agent: Agent, open_requests: dict[bytes, tuple[Agent, float]]) -> None:
        request = next(agent, None)
        if request is None:
            return
        topic = REQUEST.topic(**self._levels, op=str(request.__struct_config__.tag))
        open_requests[request.id.encode()] = (agent, time.perf_counter())
        self._client.publish(topic, encode(request), 1)


def new_id() -> str:
    """A command id of the length the client looks for."""
    return uuid.uuid4().hex


def no_delay(_client: mqtt.Client, _userdata: Any, sock: Any) -> None:
    """As every program of the lobby does: without it a request takes 85 ms."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
