"""The one table of all topics: what travels, who says it, who hears it.

The access lists of the brokers, the AsyncAPI document and every publish and subscribe are made from `CHANNELS`; a topic
that is not in it does not exist. Addresses are `lobby/v1/<city>/<centre>/…`, lower case, at most nine levels.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from lobby.contract.answers import AnyAnswer
from lobby.contract.city import BatchEvent, OverviewEvent, SummaryEvent
from lobby.contract.day_list import SignedDayList
from lobby.contract.devices import Avail, Desired, Drawn, Health, Info, Reported, Scan, ShowName, Touch
from lobby.contract.elsewhere import ElsewhereEvent, UsesEvent
from lobby.contract.requests import AnyRequest
from lobby.contract.state import Beat, Board, House, Line, Reception, ShownCall
from lobby.contract.wait_pages import WaitPagesEvent
from lobby.contract.warnings import WarningsEvent

ROOT = "lobby/v1"
CENTRE = ROOT + "/{city}/{centre}"
CITY = ROOT + "/{city}/city"
LEVEL = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Scope(Enum):
    """Which values of `{device}` (or `{centre}` at the city's broker) an account may use."""

    OWN = "own"
    ANY = "any"


Rights = Mapping[str, Scope]


def _rights(**roles: Scope) -> Rights:
    return MappingProxyType({role.replace("_", "-"): scope for role, scope in roles.items()})


OWN, ANY = Scope.OWN, Scope.ANY


@dataclass(frozen=True, eq=False)
class Channel:
    """One topic template and the rules of what travels on it.

    `kind` is the message type, or None for what the broker itself writes. `expiry_seconds` None keeps for ever.
    """

    name: str
    address: str
    kind: object
    summary: str
    sends: Rights
    receives: Rights
    qos: int = 1
    retained: bool = False
    expiry_seconds: int | None = None
    city_broker: bool = False
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the reverse of the address."""
        parts = _PLACEHOLDER.split(self.address)
        text = "".join(
            f"(?P<{part}>{LEVEL.pattern})" if i % 2 else re.escape(part) for i, part in enumerate(parts)
        )
        object.__setattr__(self, "pattern", re.compile(text))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The placeholders of the address, in order."""
        return tuple(_PLACEHOLDER.findall(self.address))

    def topic(self, **levels: str) -> str:
        """The address with each placeholder filled.

        Raises:
            ValueError: a level is missing or is not `[a-z0-9-]`.
        """
        for name in self.parameters:
            if not LEVEL.fullmatch(levels.get(name, "")):
                raise ValueError(f"{self.name}: {name}={levels.get(name)!r} is no topic level")
        return self.address.format(**levels)

    def topic_filter(self, **levels: str) -> str:
        """The address with `+` for every placeholder that is not given."""
        return self.address.format(**{name: levels.get(name, "+") for name in self.parameters})

    def match(self, topic: str) -> dict[str, str] | None:
        """The placeholders' values if the topic is of this channel."""
        found = self.pattern.fullmatch(topic)
        return found.groupdict() if found else None


_EVERY_DEVICE_SENDS = _rights(
    queue=OWN, kiosk=OWN, display=OWN, counter=OWN, reception=OWN, console=OWN, rehearsal=OWN, bookings=OWN
)
_DEV = CENTRE + "/dev/{device}"

SUMMARY = Channel(
    "summary", CENTRE + "/pub/state", SummaryEvent, "The centre in one glance, for the city",
    _rights(queue=OWN, centre_sim=ANY), _rights(feed=ANY, rehearsal=OWN), retained=True, city_broker=True,
)  # fmt: skip
EVENTS = Channel(
    "events", CENTRE + "/pub/ev", BatchEvent, "Facts of each commit, contiguous seq, without visits",
    _rights(queue=OWN, centre_sim=ANY), _rights(feed=ANY, rehearsal=OWN), expiry_seconds=600, city_broker=True,
)  # fmt: skip
WAIT_PAGES = Channel(
    "wait-pages", CENTRE + "/pub/wait", WaitPagesEvent, "What visitors see of their own number on the phone",
    _rights(queue=OWN, centre_sim=ANY), _rights(feed=ANY), retained=True, city_broker=True,
)  # fmt: skip
LINK = Channel(
    "link", CENTRE + "/pub/link", None, "1 while the centre's bridge is up, 0 by its last will",
    _rights(), _rights(feed=ANY), retained=True, city_broker=True,
)  # fmt: skip
OVERVIEW = Channel(
    "overview", CITY + "/overview", OverviewEvent, "All centres' waits, for 'shorter next door'",
    _rights(feed=ANY), _rights(kiosk=ANY, display=ANY, queue=ANY, console=ANY, rehearsal=ANY), retained=True,
    city_broker=True,
)  # fmt: skip
WARNINGS = Channel(
    "warnings", CITY + "/warnings", WarningsEvent, "Public warnings, matched with the centres they are for",
    _rights(feed=ANY), _rights(kiosk=ANY, display=ANY, console=ANY, rehearsal=ANY), retained=True, city_broker=True,
)  # fmt: skip
USES = Channel(
    "uses", CENTRE + "/pub/uses", UsesEvent, "Bookings of other centres that are used here, by their digests",
    _rights(queue=OWN, centre_sim=ANY), _rights(feed=ANY, rehearsal=OWN), retained=True, city_broker=True,
)  # fmt: skip
ELSEWHERE = Channel(
    "elsewhere", CITY + "/elsewhere/{centre}", ElsewhereEvent, "Bookings of this centre that are used at others",
    _rights(feed=ANY), _rights(queue=OWN, rehearsal=OWN), retained=True, city_broker=True,
)  # fmt: skip
BOARD = Channel(
    "board", CENTRE + "/board", Board, "What call displays draw",
    _rights(queue=OWN), _rights(display=OWN, kiosk=OWN, counter=OWN, console=OWN, rehearsal=OWN), retained=True,
)  # fmt: skip
BEAT = Channel(
    "beat", CENTRE + "/beat", Beat, "The journal's position and the age of all state",
    _rights(queue=OWN), _rights(display=OWN, kiosk=OWN, counter=OWN, reception=OWN, console=OWN), qos=0,
    expiry_seconds=5,
)  # fmt: skip
CALL = Channel(
    "call", CENTRE + "/call", ShownCall, "Triggers gong and blinking, nothing else",
    _rights(queue=OWN), _rights(display=OWN), expiry_seconds=30,
)  # fmt: skip
HOUSE = Channel(
    "house", CENTRE + "/house", House, "What a terminal needs to know of its centre",
    _rights(queue=OWN), _rights(kiosk=OWN, counter=OWN, reception=OWN, console=OWN, rehearsal=OWN), retained=True,
)  # fmt: skip
LINE = Channel(
    "line", CENTRE + "/line", Line, "The waiting line as counters see it",
    _rights(queue=OWN), _rights(counter=OWN, reception=OWN, rehearsal=OWN), retained=True,
)  # fmt: skip
RECEPTION = Channel(
    "reception", CENTRE + "/reception", Reception, "What the reception sees beside the line",
    _rights(queue=OWN), _rights(reception=OWN, rehearsal=OWN), retained=True,
)  # fmt: skip
DAY_LIST = Channel(
    "day-list", CENTRE + "/day-list", SignedDayList, "What terminals keep for when nobody hears them",
    _rights(queue=OWN), _rights(kiosk=OWN, rehearsal=OWN), retained=True,
)  # fmt: skip
REQUEST = Channel(
    "request", CENTRE + "/svc/queue/req/{op}/{device}", AnyRequest, "A command; the last level is the caller",
    _rights(kiosk=OWN, counter=OWN, reception=OWN, rehearsal=OWN, bookings=OWN), _rights(queue=ANY), expiry_seconds=5,
)  # fmt: skip
ANSWER = Channel(
    "answer", _DEV + "/resp", AnyAnswer, "The answer to a command",
    _rights(queue=ANY), _rights(kiosk=OWN, counter=OWN, reception=OWN, rehearsal=OWN, bookings=OWN), expiry_seconds=5,
)  # fmt: skip
AVAIL = Channel(
    "avail", _DEV + "/avail", Avail, "Online, or offline by last will", _EVERY_DEVICE_SENDS,
    _rights(console=ANY, counter=ANY, reception=ANY, queue=ANY, rehearsal=ANY, kiosk=ANY, display=ANY, bookings=ANY),
    retained=True,
)  # fmt: skip
INFO = Channel(
    "info", _DEV + "/info", Info, "Birth of a program", _EVERY_DEVICE_SENDS,
    _rights(console=ANY, queue=ANY, rehearsal=ANY), retained=True,
)  # fmt: skip
HEALTH = Channel(
    "health", _DEV + "/tele", Health, "What was really drawn, which hardware works", _EVERY_DEVICE_SENDS,
    _rights(console=ANY, reception=ANY, queue=ANY, rehearsal=ANY), qos=0, expiry_seconds=60,
)  # fmt: skip
DRAWN = Channel(
    "drawn", _DEV + "/drawn", Drawn, "A change has reached the screen",
    _rights(kiosk=OWN, display=OWN), _rights(console=ANY, rehearsal=ANY), expiry_seconds=30,
)  # fmt: skip
DESIRED = Channel(
    "desired", _DEV + "/cfg/desired", Desired, "Configuration as staff want it",
    _rights(console=ANY), _rights(queue=OWN, kiosk=OWN, display=OWN, counter=OWN, console=ANY), retained=True,
)  # fmt: skip
REPORTED = Channel(
    "reported", _DEV + "/cfg/reported", Reported, "Configuration as applied, field by field",
    _rights(queue=OWN, kiosk=OWN, display=OWN, counter=OWN), _rights(console=ANY, rehearsal=ANY), retained=True,
)  # fmt: skip
SCAN = Channel(
    "scan", _DEV + "/cmd/scan", Scan, "Hold a code to the scanner (rehearsal)",
    _rights(rehearsal=ANY), _rights(kiosk=OWN), expiry_seconds=10,
)  # fmt: skip
TOUCH = Channel(
    "touch", _DEV + "/cmd/touch", Touch, "Press a named control (rehearsal)",
    _rights(rehearsal=ANY), _rights(kiosk=OWN), expiry_seconds=10,
)  # fmt: skip
SHOW_NAME = Channel(
    "show-name", _DEV + "/cmd/show-name", ShowName, "Show the device's name on its screen",
    _rights(console=ANY), _rights(kiosk=OWN, display=OWN), expiry_seconds=10,
)  # fmt: skip

CHANNELS: tuple[Channel, ...] = (
    SUMMARY, EVENTS, WAIT_PAGES, LINK, OVERVIEW, WARNINGS, USES, ELSEWHERE,
    BOARD, BEAT, CALL, HOUSE, LINE, RECEPTION, DAY_LIST, REQUEST, ANSWER,
    AVAIL, INFO, HEALTH, DRAWN, DESIRED, REPORTED, SCAN, TOUCH, SHOW_NAME,
)  # fmt: skip


def channel_of(topic: str) -> tuple[Channel, dict[str, str]] | None:
    """The channel a topic belongs to, and its levels; None for a topic that is not in the table."""
    for channel in CHANNELS:
        levels = channel.match(topic)
        if levels is not None:
            return channel, levels
    return None
