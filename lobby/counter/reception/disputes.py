"""Numbers that terminals gave while nobody heard them, and that somebody has to look after."""

from dataclasses import dataclass

from lobby.contract.day_list import TWO_NUMBERS
from lobby.contract.elsewhere import TWO_CENTRES
from lobby.contract.state import Dispute, Reception, Unheard
from lobby.counter.reception.attention import device_name
from lobby.counter.rows import Reading, Since, since, spaced
from lobby.web.moments import day_month


@dataclass(frozen=True)
class DisputeRow:
    """One of them: what is wrong with it, and what to do. `may_enter` where its visitor can be put into the line."""

    id: str
    number: str
    name: str
    since: Since
    what: str
    advice: str
    may_enter: bool


@dataclass(frozen=True)
class UnheardRow:
    """What a terminal gave on days that are over."""

    key: str
    text: str


def dispute_rows(reception: Reception | None, reading: Reading) -> tuple[DisputeRow, ...]:
    """All that are open, the oldest first."""
    known = reception.disputes if reception else ()
    return tuple(_dispute(one, reading) for one in sorted(known, key=lambda one: (one.came, one.id)))


def unheard_rows(reception: Reception | None, reading: Reading) -> tuple[UnheardRow, ...]:
    """One for each terminal."""
    known = reception.unheard if reception else ()
    return tuple(_unheard(one, reading) for one in known)


def _dispute(one: Dispute, reading: Reading) -> DisputeRow:
    say = reading.say
    if one.reason == TWO_CENTRES:
        return _two_centres(one, reading)
    is_double = one.reason == TWO_NUMBERS and one.other is not None
    key = f"failed-{one.reason}"
    if is_double:
        what = say("dispute-two", other=spaced(one.other or ""))
    else:
        what = say(key) if say.has(key) else say("failed-other", reason=one.reason)
    service = reading.names.of(one.service) if one.service else ""
    return DisputeRow(
        id=one.id,
        number=spaced(one.number),
        name=device_name(one.device, say),
        since=since(one.came, reading.now),
        what=what if not service else f"{what} · {service}",
        advice=say("dispute-two-advice", other=spaced(one.other or ""))
        if is_double
        else say("dispute-advice"),
        may_enter=not is_double and one.service is not None,
    )


def _two_centres(one: Dispute, reading: Reading) -> DisputeRow:
    """The booking has a number here and one at another centre."""
    say = reading.say
    centre = "-".join(part.capitalize() for part in one.device.split("-"))
    return DisputeRow(
        id=one.id, number=spaced(one.number), name=say("dispute-centres-name"), since=since(one.came, reading.now),
        what=say("dispute-centres", centre=centre), advice=say("dispute-centres-advice", centre=centre),
        may_enter=False,
    )  # fmt: skip


def _unheard(one: Unheard, reading: Reading) -> UnheardRow:
    first, last = day_month(one.first), day_month(one.last)
    days = first if first == last else f"{first}–{last}"
    text = reading.say("unheard", count=one.count, name=device_name(one.device, reading.say), days=days)
    return UnheardRow(key=f"unheard {one.device}", text=text)
