"""The brokers' access lists, made from the one table of topics. What is not listed is refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lobby.contract.requests import ROLE_OPS
from lobby.contract.topics import CENTRE, CHANNELS, CITY, REQUEST, Channel, Scope

BRIDGE_ROLE = "bridge"


class Account(NamedTuple):
    """Who may sign in: the user name (a certificate's common name) and its role in the table of topics."""

    device: str
    kind: str


def centre_access(city: str, centre: str, accounts: Iterable[Account]) -> str:
    """The access list of a centre's broker, as text of a Mosquitto acl_file."""
    return _file(accounts, lambda account: _centre_lines(city, centre, account))


def city_access(city: str, accounts: Iterable[Account]) -> str:
    """The access list of the city's broker. The account `bridge-<centre>` speaks for that centre."""
    return _file(accounts, lambda account: _city_lines(city, account))


def _file(accounts: Iterable[Account], lines_of: Callable[[Account], Iterator[str]]) -> str:
    blocks = ["# made by `lobby broker render` from the table of topics; changes here are lost"]
    blocks += ["\n".join([f"user {account.device}", *lines_of(account)]) for account in accounts]
    return "\n\n".join(blocks) + "\n"


def _centre_lines(city: str, centre: str, account: Account) -> Iterator[str]:
    for channel in CHANNELS:
        for verb, rights in (("write", channel.sends), ("read", channel.receives)):
            scope = rights.get(account.kind)
            if scope is None:
                continue
            device = {} if scope is Scope.ANY else {"device": account.device}
            for op in _ops(channel, verb, account):
                yield f"topic {verb} {channel.topic_filter(city=city, centre=centre, **device, **op)}"


def _ops(channel: Channel, verb: str, account: Account) -> list[dict[str, str]]:
    if channel is REQUEST and verb == "write":
        return [{"op": op} for op in ROLE_OPS[account.kind]]
    return [{}]


def _city_lines(city: str, account: Account) -> Iterator[str]:
    if account.kind == BRIDGE_ROLE:
        centre = account.device.removeprefix("bridge-")
        yield f"topic write {CENTRE.format(city=city, centre=centre)}/pub/#"
        yield f"topic read {CITY.format(city=city)}/#"
        return
    for channel in CHANNELS:
        if not channel.city_broker:
            continue
        if account.kind in channel.sends:
            yield f"topic write {channel.topic_filter(city=city)}"
        if account.kind in channel.receives:
            yield f"topic read {channel.topic_filter(city=city)}"
