"""One template for everything that goes wrong: what it is, what to do now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.offers import may_take_number
from kiosk.session import Terminal, Trouble
from kiosk.troubles import TYPING_PAUSED, WAYS
from kiosk.views import speech
from kiosk.views.blocks import Banner, Button, Fact, PhoneLink
from kiosk.views.confirm import slot
from kiosk.views.online import online_code
from kiosk.views.welcome import scanner_words
from lobby.contract.answers import Reason
from lobby.contract.city import CentreWait
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue

HINTS_AFTER = 2
TYPING_AFTER = 3
HINTS_AFTER_TIME = timedelta(seconds=8)
TYPING_AFTER_TIME = timedelta(seconds=20)
CENTRES_SHOWN = 3
OLDEST_WAIT = timedelta(minutes=3)
"""Of another centre; the city says them anew every half minute."""


@dataclass(frozen=True)
class ProblemView:
    """Title in a banner, a sentence, hints or facts, at most three controls."""

    banner: Banner
    text: str
    hints: tuple[str, ...]
    facts: tuple[Fact, ...]
    buttons: tuple[Button, ...]
    target: str | None = None
    """Words under the picture of where to hold the code, where that is what to do next."""
    scanner_below: bool = True
    online: PhoneLink | None = None
    """Where no number is given for it here, and it can be done online."""


def problem_view(terminal: Terminal, wording: Catalogue, now: datetime) -> ProblemView | None:
    """The present trouble; None when there is none."""
    trouble = terminal.session.trouble
    if trouble is None:
        return None
    way = WAYS[trouble.key]
    return ProblemView(
        banner=Banner(way.level, wording.text(f"problem.{trouble.key}.title"), way.is_about_time),
        text=_sentence(terminal, wording, trouble, now),
        hints=_hints(terminal, wording, now) if way.shows_hints else (),
        facts=_centres(terminal, wording, now) if way.shows_centres else _booked_at(wording, trouble, now),
        buttons=_buttons(terminal, wording, trouble, now),
        target=scanner_words(terminal, wording) if way.shows_target and terminal.can_scan else None,
        scanner_below=terminal.config.scanner_below,
        online=online_code(terminal, wording, "online.heading") if way.shows_centres else None,
    )


def _sentence(terminal: Terminal, wording: Catalogue, trouble: Trouble, now: datetime) -> str:
    booking = trouble.refused.booking if trouble.refused else None
    key = f"problem.{trouble.key}.text"
    if trouble.key == TYPING_PAUSED and trouble.until is not None:
        rounded_up = trouble.until + timedelta(minutes=1)
        return wording.text(key, time=speech.clock(wording, rounded_up))
    if trouble.key == Reason.CONTINGENT_USED_UP and trouble.until is not None:
        return wording.text(f"{key}-later", time=speech.clock(wording, trouble.until))
    if booking is not None and trouble.key in (Reason.OTHER_DAY, Reason.TOO_LATE):
        return wording.text(f"{key}-with", slot=slot(wording, booking.slot, now))
    if booking is not None and trouble.key == Reason.OTHER_SITE:
        no_room = trouble.refused is not None and trouble.refused.detail == "no-room"
        named = booking.centre_name or _centre_name(terminal.centres, booking.centre)
        return wording.text(f"{key}-no-room" if no_room else f"{key}-with", centre=named)
    return wording.text(key)


def _centre_name(centres: tuple[CentreWait, ...], centre: str) -> str:
    named = next((one.name for one in centres if one.centre == centre), None)
    return named or "-".join(part.capitalize() for part in centre.split("-"))


def _hints(terminal: Terminal, wording: Catalogue, now: datetime) -> tuple[str, ...]:
    session = terminal.session
    tried_for = now - (session.unreadable_since or now)
    if session.unreadable < HINTS_AFTER and tried_for < HINTS_AFTER_TIME:
        return ()
    return tuple(wording.text(f"hint.{name}") for name in ("brightness", "distance", "flatten"))


def _offers_typing_first(terminal: Terminal, now: datetime) -> bool:
    session = terminal.session
    tried_for = now - (session.unreadable_since or now)
    return session.unreadable >= TYPING_AFTER or tried_for >= TYPING_AFTER_TIME


def _buttons(terminal: Terminal, wording: Catalogue, trouble: Trouble, now: datetime) -> tuple[Button, ...]:
    way = WAYS[trouble.key]
    actions = [action for action in way.actions if _is_offered(terminal, action)]
    if way.shows_hints and "type" in actions and _offers_typing_first(terminal, now):
        actions.sort(key=lambda action: action != "type")
    return tuple(
        Button(action, _label(terminal, wording, action), is_main=index == 0)
        for index, action in enumerate(actions or ["done"])
    )


def _label(terminal: Terminal, wording: Catalogue, action: str) -> str:
    takes_numbers = action == "type" and terminal.numbers is not None
    return wording.text("welcome.type-number" if takes_numbers else f"action.{action}")


def _is_offered(terminal: Terminal, action: str) -> bool:
    if action == "type":
        return terminal.config.typed_code
    if action == "call":
        return terminal.linked
    if action == "walk-in":
        house = terminal.house
        is_open = house is not None and house.opening.is_open
        return terminal.config.walk_in and is_open and house is not None and may_take_number(house)
    return True


def _booked_at(wording: Catalogue, trouble: Trouble, now: datetime) -> tuple[Fact, ...]:
    """Of a booking of another centre: when, and where to go."""
    booking = trouble.refused.booking if trouble.refused else None
    if booking is None or trouble.key != Reason.OTHER_SITE:
        return ()
    rows = [Fact(wording.text("fact.slot"), slot(wording, booking.slot, now))]
    if booking.centre_address:
        rows.append(Fact(wording.text("fact.address"), booking.centre_address, language=Language.DE))
    return tuple(rows)


def _centres(terminal: Terminal, wording: Catalogue, now: datetime) -> tuple[Fact, ...]:
    """The shortest waits of the others, and of when they are; what is old is not said at all."""
    own = terminal.house.name if terminal.house else ""
    known = [
        (centre, waiting)
        for centre in terminal.centres
        if centre.is_open and centre.name != own and abs(now - centre.as_of) <= OLDEST_WAIT
        if (waiting := speech.wait(wording, centre.walk_in_wait)) is not None
    ][:CENTRES_SHOWN]
    if not known:
        return ()
    rows = [Fact(centre.name, waiting) for centre, waiting in known]
    as_of = min(centre.as_of for centre, _ in known)
    return (*rows, Fact(wording.text("fact.as-of"), speech.clock(wording, as_of)))
