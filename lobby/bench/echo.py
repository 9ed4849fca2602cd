"""The baseline: a bare client that sends each request back, as long as an answer. It decides and keeps nothing.

Run as `python -m lobby.bench.echo --settings FILE --bytes N`, in the place of the queue service.
"""

import argparse
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from lobby.bench.load import no_delay
from lobby.contract.topics import ANSWER, REQUEST
from lobby.link.settings import Settings, load


def run(settings: Settings, size: int) -> None:
    """Answer for ever."""
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=settings.device, protocol=mqtt.MQTTv5)
    client.username_pw_set(settings.device, settings.broker.password)
    client.on_socket_open = no_delay
    client.max_inflight_messages_set(1000)

    def answer(_client: mqtt.Client, _userdata: Any, message: mqtt.MQTTMessage) -> None:
        caller = message.topic.rpartition("/")[2]
        topic = ANSWER.address.format(city=settings.city, centre=settings.centre, device=caller)
        client.publish(topic, bytes(message.payload).ljust(size), 1)

    client.on_message = answer
    client.connect(settings.broker.host, settings.broker.port)
    client.subscribe(REQUEST.topic_filter(city=settings.city, centre=settings.centre), 1)
    client.loop_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--settings", type=Path, required=True)
    parser.add_argument("--bytes", type=int, required=True)
    given = parser.parse_args()
    run(load(given.settings), given.bytes)
