"""The AsyncAPI 3.0 document of the bus, made from the table of channels and the message types.

Every channel has a `send` and a `receive` operation; its tags name the roles that may do it, as the brokers' access
lists hold them to it.
"""

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

import msgspec

from lobby.contract.config import CONFIG_TYPES
from lobby.contract.topics import ANSWER, CHANNELS, DESIRED, REQUEST, Channel, Rights

Json = dict[str, Any]

CONTRACT_VERSION = "1.0.0"
"""Its major number is the one in every topic."""

_SCHEMA_REF = "#/components/schemas/{name}"
_MQTT_BINDING_VERSION = "0.2.0"
_PLAIN_SWITCH = "switch"

_PARAMETERS: Mapping[str, str] = {
    "city": "The city, such as `hh`.",
    "centre": "One centre of the city, such as `altona`.",
    "device": "The account of a program: a terminal, a display, a service.",
    "op": "What the request asks for; the same word stands in its payload.",
}
_SERVERS: Json = {
    "centre": {
        "host": "{host}",
        "protocol": "secure-mqtt",
        "protocolVersion": "5",
        "description": "The broker in the house. Clients are known by their certificate.",
        "variables": {
            "host": {"default": "localhost:8883", "description": "Address and port of the broker."}
        },
    },
    "city": {
        "host": "{host}",
        "protocol": "secure-mqtt",
        "protocolVersion": "3.1.1",
        "description": "The city's broker, bridged with each centre's.",
        "variables": {
            "host": {"default": "localhost:8883", "description": "Address and port of the broker."}
        },
    },
}


def document() -> Json:
    """The whole document, ready to be written as JSON."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Lobby bus",
            "version": CONTRACT_VERSION,
            "description": "What the parts of a lobby say to each other: terminals, call displays, counters, the queue"
            " service of a centre, its facility staff, and the city.",
            "license": {"name": "EUPL-1.2", "url": "https://spdx.org/licenses/EUPL-1.2.html"},
        },
        "defaultContentType": "application/json",
        "servers": _SERVERS,
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": dict(entry for channel in CHANNELS for entry in _operations(channel)),
        "components": {"messages": _messages(), "schemas": _schemas()},
    }


def kinds_of(channel: Channel) -> tuple[type[msgspec.Struct], ...]:
    """The message types that travel on a channel; none where the broker itself writes."""
    kind = channel.kind
    members = get_args(kind) if get_origin(kind) in {Union, types.UnionType} else (kind,)
    return tuple(
        member for member in members if isinstance(member, type) and issubclass(member, msgspec.Struct)
    )


def _message_names(channel: Channel) -> tuple[str, ...]:
    return tuple(kind.__name__ for kind in kinds_of(channel)) or (_PLAIN_SWITCH,)


def _channel(channel: Channel) -> Json:
    servers = ["centre", "city"] if channel.city_broker else ["centre"]
    return {
        "address": channel.address,
        "summary": channel.summary,
        "servers": [{"$ref": f"#/servers/{server}"} for server in servers],
        "parameters": {name: {"description": _PARAMETERS[name]} for name in channel.parameters},
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _message_names(channel)},
    }


def _operations(channel: Channel) -> list[tuple[str, Json]]:
    sent, received = (
        _operation(channel, "send", channel.sends),
        _operation(channel, "receive", channel.receives),
    )
    if channel is REQUEST:
        sent["reply"] = {
            "channel": {"$ref": f"#/channels/{ANSWER.name}"},
            "messages": [
                {"$ref": f"#/channels/{ANSWER.name}/messages/{name}"} for name in _message_names(ANSWER)
            ],
        }
    return [(f"send-{channel.name}", sent), (f"receive-{channel.name}", received)]


def _operation(channel: Channel, action: str, rights: Rights) -> Json:
    mqtt: Json = {"qos": channel.qos, "bindingVersion": _MQTT_BINDING_VERSION}
    if action == "send":
        mqtt["retain"] = channel.retained
        if channel.expiry_seconds is not None:
            mqtt["messageExpiryInterval"] = channel.expiry_seconds
    roles = sorted((role, scope.value) for role, scope in rights.items()) or [("broker", "own")]
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "messages": [
            {"$ref": f"#/channels/{channel.name}/messages/{name}"} for name in _message_names(channel)
        ],
        "tags": [{"name": role} for role, _ in roles],
        "x-rights": dict(roles),
        "bindings": {"mqtt": mqtt},
    }


def _messages() -> Json:
    messages: Json = {
        _PLAIN_SWITCH: {
            "name": _PLAIN_SWITCH,
            "summary": "1 or 0, written by the broker.",
            "contentType": "text/plain",
            "payload": {"type": "string", "enum": ["0", "1"]},
        }
    }
    for channel in CHANNELS:
        for kind in kinds_of(channel):
            messages[kind.__name__] = _message(kind)
    messages[DESIRED.name.capitalize()]["x-configuration"] = {
        role: {"$ref": _SCHEMA_REF.format(name=kind.__name__)} for role, kind in CONFIG_TYPES.items()
    }
    return messages


def _message(kind: type[msgspec.Struct]) -> Json:
    return {
        "name": kind.__name__,
        "summary": (kind.__doc__ or "").strip().partition("\n")[0],
        "payload": {"$ref": _SCHEMA_REF.format(name=kind.__name__)},
    }


def _schemas() -> Json:
    kinds = {kind for channel in CHANNELS for kind in kinds_of(channel)} | set(CONFIG_TYPES.values())
    ordered = sorted(kinds, key=lambda kind: kind.__name__)
    _, schemas = msgspec.json.schema_components(ordered, schema_hook=_any_json, ref_template=_SCHEMA_REF)
    return dict(sorted(schemas.items()))


def _any_json(kind: type) -> Json:
    if kind is object:
        return {"description": "Any JSON value."}
    raise NotImplementedError(f"no schema for {kind}")
