"""Every way a visit can go wrong at the terminal: how grave it is, and what can be done next.

The wording stands in the catalogue under `problem.<key>.title` and `problem.<key>.text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from lobby.contract.answers import Reason, Refused
from lobby.contract.codes import CodeFault, TypedFault


class Level(Enum):
    """How a page says its result: always by icon, colour and words together."""

    GOOD = "good"
    CAUTION = "caution"
    STOP = "stop"


@dataclass(frozen=True)
class Way:
    """One kind of trouble. The first action is the main one; those that a house does not offer are left out."""

    actions: tuple[str, ...]
    level: Level = Level.CAUTION
    shows_hints: bool = False
    shows_centres: bool = False
    shows_target: bool = False
    is_about_time: bool = False


SCAN_AGAIN = Way(("back", "type"), shows_hints=True, shows_target=True)
OTHER_THING = Way(("back", "type"), shows_target=True)
RECEPTION = Way(("done", "call"))
TYPE_AGAIN = Way(("type", "back"))

TECHNICAL = "technical"
SERVICE_AWAY = "service-away"
TYPING_PAUSED = Reason.TYPING_PAUSED.value

WAYS: Mapping[str, Way] = {
    CodeFault.CUT: SCAN_AGAIN,
    CodeFault.DOUBLED: SCAN_AGAIN,
    CodeFault.MALFORMED: SCAN_AGAIN,
    CodeFault.TOO_LONG: SCAN_AGAIN,
    CodeFault.FOREIGN: OTHER_THING,
    CodeFault.FOREIGN_URL: OTHER_THING,
    CodeFault.FOREIGN_PAYMENT: OTHER_THING,
    CodeFault.FOREIGN_WALLET: OTHER_THING,
    CodeFault.FOREIGN_CONTACT: OTHER_THING,
    CodeFault.FOREIGN_WIFI: OTHER_THING,
    CodeFault.FOREIGN_CALENDAR: OTHER_THING,
    CodeFault.NEWER_VERSION: RECEPTION,
    CodeFault.FORGED: Way(("done", "call", "type"), Level.STOP),
    CodeFault.UNKNOWN_KEY: Way(("done", "call", "type"), Level.STOP),
    CodeFault.KEY_REVOKED: RECEPTION,
    CodeFault.KEY_NOT_YET: Way(("done",), is_about_time=True),
    CodeFault.KEY_EXPIRED: Way(("done",), is_about_time=True),
    CodeFault.KEY_OUT_OF_SCOPE: RECEPTION,
    CodeFault.TRAINING: RECEPTION,
    CodeFault.BAD_FIELDS: RECEPTION,
    TypedFault.TOO_SHORT: TYPE_AGAIN,
    TypedFault.TOO_LONG: TYPE_AGAIN,
    TypedFault.BAD_SYMBOL: TYPE_AGAIN,
    TypedFault.CHECK_FAILED: TYPE_AGAIN,
    Reason.UNKNOWN_TYPED_CODE: TYPE_AGAIN,
    Reason.UNKNOWN_NUMBER: TYPE_AGAIN,
    Reason.UNKNOWN_PLACE: Way(("done", "call")),
    Reason.PLACE_CLOSED: Way(("done", "call")),
    Reason.PLACE_FULL: Way(("done", "call")),
    Reason.CANCELLED: Way(("done", "walk-in")),
    Reason.REBOOKED: Way(("back", "type"), shows_target=True),
    Reason.TOO_LATE: Way(("walk-in", "done"), is_about_time=True),
    Reason.OTHER_DAY: Way(("done", "walk-in"), is_about_time=True),
    Reason.OTHER_SITE: Way(("done", "walk-in")),
    Reason.USED_ELSEWHERE: RECEPTION,
    Reason.ALREADY_SERVED: Way(("done", "walk-in")),
    Reason.NOT_OFFERED: Way(("done", "walk-in")),
    Reason.CLOSED: Way(("done",), is_about_time=True),
    Reason.NO_WALK_IN: Way(("done",), shows_centres=True),
    Reason.WALK_IN_LOCKED: Way(("done", "call"), shows_centres=True),
    Reason.CONTINGENT_USED_UP: Way(("done",), shows_centres=True),
    Reason.AFTER_LAST_WALK_IN: Way(("done",), shows_centres=True),
    Reason.NUMBERS_USED_UP: Way(("done",), shows_centres=True),
    TECHNICAL: RECEPTION,
    SERVICE_AWAY: Way(("again", "done")),
    TYPING_PAUSED: Way(("back", "done"), is_about_time=True),
}


def key_of(refused: Refused) -> str:
    """The kind of trouble a refusal is."""
    if refused.reason is Reason.MALFORMED:  # of the message, not of the code, which has a fault of that name
        return TECHNICAL
    key = refused.detail or "" if refused.reason is Reason.BAD_CODE else refused.reason.value
    return key if key in WAYS else TECHNICAL
