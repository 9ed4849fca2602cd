"""One MQTT 5 connection: subscribes to channels of the contract, delivers decoded messages, publishes messages.

Nothing is queued while the broker is away: `publish` says False, and whoever owns state publishes it anew when
`LinkChanged(connected=True)` arrives. Callbacks run on the network thread and only append to what `deliver` feeds.
"""

import contextlib
import socket
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import paho.mqtt.client as mqtt
import structlog
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from lobby.contract.coding import MalformedError, decode, encode
from lobby.contract.topics import Channel
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.malformed import Malformed
from lobby.link.settings import Settings

KEEPALIVE_SECONDS = 10
SESSION_SECONDS = 120
NO_SUBSCRIBERS = 0x10

Deliver = Callable[[Incoming | LinkChanged], None]


class Link:
    """A connection in the name of `settings.device`. Thread-safe."""

    def __init__(self, settings: Settings, subscriptions: Sequence[Subscription], deliver: Deliver) -> None:
        self.settings = settings
        self.malformed = Malformed()
        self.connected = False
        self.on_nobody: Callable[[int], None] = lambda _mid: None
        self._deliver = deliver
        self._subscriptions = tuple(subscriptions)
        self._channels = tuple(dict.fromkeys(one.channel for one in self._subscriptions))
        self._own = {"city": settings.city, "centre": settings.centre, "device": settings.device}
        self._log = structlog.get_logger("lobby.link").bind(device=settings.device)
        self._client = self._new_client()

    def will(self, channel: Channel, message: object) -> None:
        """What the broker says for us when we vanish. Before `start` only."""
        self._client.will_set(channel.topic(**self._own), encode(message), channel.qos, channel.retained)

    def start(self) -> None:
        """Connect in the background and go on trying."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = SESSION_SECONDS
        broker = self.settings.broker
        self._client.connect_async(
            broker.host, broker.port, KEEPALIVE_SECONDS, clean_start=False, properties=properties
        )
        self._client.loop_start()

    def stop(self) -> None:
        """Disconnect cleanly: no last will is sent, and the broker keeps no session for us."""
        properties = Properties(PacketTypes.DISCONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = 0
        self._client.disconnect(properties=properties)
        self._client.loop_stop()

    def publish(self, channel: Channel, message: object | None, **levels: str) -> int | None:
        """Send at once; the packet id, or None when there is no connection. `message` None clears a retained one."""
        if not self.connected:
            return None
        topic = channel.topic(**(self._own | levels))
        payload = b"" if message is None else encode(message)
        return self._client.publish(topic, payload, channel.qos, channel.retained, _expiry(channel)).mid

    def flush(self, seconds: float) -> None:
        """Wait until all that was sent is acknowledged, at most `seconds`. Never on the network thread."""
        end = time.monotonic() + seconds
        while self.connected and self._client._out_messages and time.monotonic() < end:  # noqa: SLF001 (no public name)
            time.sleep(0.005)

    def resubscribe(self, channel: Channel | None = None) -> None:
        """Ask the broker for the retained message of a channel once more (a reader saw a gap), or of all."""
        self._subscribe(tuple(one for one in self._subscriptions if channel in {None, one.channel}))

    def reconnect(self) -> None:
        """Drop the connection; the network thread makes a new one after a second."""
        connection = self._client.socket()
        if isinstance(connection, socket.socket):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _new_client(self) -> mqtt.Client:
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=self._own["device"], protocol=mqtt.MQTTv5)
        client.suppress_exceptions = True
        client.on_socket_open = _no_delay
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        client.max_inflight_messages_set(100)
        client.reconnect_delay_set(1, 10)
        broker = self.settings.broker
        if broker.password is not None:
            client.username_pw_set(self._own["device"], broker.password)
        if broker.cafile is not None:
            client.tls_set(broker.cafile, broker.certfile, broker.keyfile)
        return client

    def _subscribe(self, subscriptions: Sequence[Subscription]) -> None:
        wanted = [
            (self._filter(one), one.channel.qos if one.qos is None else one.qos) for one in subscriptions
        ]
        if wanted:
            self._client.subscribe(wanted)

    def _filter(self, one: Subscription) -> str:
        levels = dict(self._own)
        if one.device is not None:
            levels["device"] = one.device
        elif one.any_device:
            del levels["device"]
        if one.any_centre:
            del levels["centre"]
        return one.channel.topic_filter(**levels)

    def _on_connect(self, _c: mqtt.Client, _u: Any, _f: Any, code: ReasonCode, _p: Any = None) -> None:
        if code.is_failure:
            self._deliver(LinkChanged(connected=False, problem=str(code)))
            self._log.warning("broker refuses the connection", why=str(code))
            return
        self._subscribe(self._subscriptions)
        self.connected = True
        self._deliver(LinkChanged(connected=True))
        self._log.info("connected")

    def _on_disconnect(self, _c: mqtt.Client, _u: Any, _f: Any, code: ReasonCode, _p: Any = None) -> None:
        self.connected = False
        self._deliver(LinkChanged(connected=False, problem=str(code)))
        self._log.info("disconnected", why=str(code))

    def _on_message(self, _c: mqtt.Client, _u: Any, message: mqtt.MQTTMessage) -> None:
        received = time.monotonic()
        try:
            incoming = self._read(message, received)
        except MalformedError as error:
            self.malformed.note(message.topic, error)
            return
        if incoming is not None:
            self._deliver(incoming)

    def _read(self, message: mqtt.MQTTMessage, received: float) -> Incoming | None:
        for channel in self._channels:
            levels = channel.match(message.topic)
            if levels is None:
                continue
            if channel.kind is None:
                return Incoming(channel, levels, None, message.retain, received, bytes(message.payload))
            body = decode(bytes(message.payload), channel.kind) if message.payload else None
            return Incoming(channel, levels, body, message.retain, received)
        return None

    def _on_publish(self, _c: mqtt.Client, _u: Any, mid: int, code: ReasonCode, _p: Any) -> None:
        if code.value == NO_SUBSCRIBERS:
            self.on_nobody(mid)
        elif code.is_failure:
            self._log.error("the broker refuses a message", why=str(code))


@cache
def _expiry(channel: Channel) -> Properties | None:
    if channel.expiry_seconds is None:
        return None
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.MessageExpiryInterval = channel.expiry_seconds
    return properties


def _no_delay(_client: mqtt.Client, _userdata: Any, sock: Any) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
