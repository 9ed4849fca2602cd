"""A counter as its clerk sees it: whom it has, who comes next and why, and what can be taken back."""

from dataclasses import dataclass

from lobby.contract.answers import Ranked
from lobby.contract.state import Line, PlaceState, PlaceStatus, Waiting
from lobby.counter.rows import Reading, Row, Since, row_of, since, spaced, wait_of
from lobby.counter.view import next_of, takes
from lobby.web.moments import hour_minute

NOT_YET = "not-yet"


@dataclass(frozen=True)
class NextView:
    """Who would be called now, and why this one."""

    row: Row
    why: str


@dataclass(frozen=True)
class UndoView:
    """What can be taken back, and until when (seconds since 1970)."""

    what: str
    until: int


@dataclass(frozen=True)
class PlaceView:
    """Everything the page says of the place, and the turn of its buttons."""

    turn: str
    status: str
    since: Since | None = None
    attempts: int = 0
    case: Row | None = None
    waited: str = ""
    next: NextView | None = None
    later: str = ""
    """Number and time of the first who came early, when nobody else is there."""
    undo: UndoView | None = None
    expected: tuple[Row, ...] = ()
    """Who says that this counter expects them, and is not the next anyway."""


Ranking = tuple[tuple[Ranked, ...], bool]


def place_view(
    line: Line | None, place: PlaceState | None, reading: Reading, turn: str, ranking: Ranking = ((), False)
) -> PlaceView:
    """The place in one reader's language; `ranking` is what the queue service says of who is next."""
    if line is None or place is None:
        return PlaceView(turn, "unknown")
    upcoming = None if place.status is PlaceStatus.CLOSED else _next(line, place, reading, ranking)
    later = "" if upcoming or place.status is PlaceStatus.CLOSED else _later(line, place, reading)
    return PlaceView(
        turn=turn,
        status=_status(place),
        since=since(place.since, reading.now) if place.since else None,
        attempts=place.visit.attempts if place.visit else 0,
        case=row_of(place.visit, reading) if place.visit else None,
        waited=_waited(place, reading),
        next=upcoming,
        later=later,
        undo=_undo(place, reading),
        expected=() if place.status is PlaceStatus.CLOSED else _expected(line, place, upcoming, reading),
    )


def is_expected(one: Waiting, place: str) -> bool:
    """Whether somebody who waits says that this counter expects them."""
    return one.announced and one.only_place == place


def _expected(line: Line, place: PlaceState, upcoming: NextView | None, reading: Reading) -> tuple[Row, ...]:
    rows = (row_of(one, reading) for one in line.waiting if is_expected(one, place.place))
    return tuple(row for row in rows if upcoming is None or row.visit != upcoming.row.visit)


def next_visit(line: Line, place: PlaceState, reading: Reading, ranking: Ranking) -> str | None:
    """The id of who would be called now."""
    ranked, is_current = ranking
    if is_current:
        return next((one.visit.visit for one in ranked if one.rule != NOT_YET), None)
    first = next_of(line, place, reading)
    return first.visit if first else None


def _next(line: Line, place: PlaceState, reading: Reading, ranking: Ranking) -> NextView | None:
    visit = next_visit(line, place, reading, ranking)
    found = next((one for one in line.waiting if one.visit == visit), None)
    if found is None:
        return None
    why = next((one for one in ranking[0] if one.visit.visit == visit), None)
    text = "" if why is None else why.why_en if reading.say.language == "en" else why.why_de
    return NextView(row_of(found, reading), text)


def _later(line: Line, place: PlaceState, reading: Reading) -> str:
    mine = [one for one in line.waiting if takes(place, one)]
    early = [one for one in mine if one.callable_from is not None and one.callable_from > reading.now]
    if not early:
        return ""
    first = min(early, key=lambda one: one.callable_from or reading.now)
    assert first.callable_from is not None  # noqa: S101 - only those were taken
    return reading.say("next-later", number=spaced(first.number), time=hour_minute(first.callable_from))


def _status(place: PlaceState) -> str:
    return "paused" if place.paused and place.visit is None else str(place.status)


def _waited(place: PlaceState, reading: Reading) -> str:
    if place.visit is None:
        return ""
    waited = wait_of(place.visit, place.since or reading.now)
    return reading.say("minutes", count=waited.minutes) if waited else "–"


def _undo(place: PlaceState, reading: Reading) -> UndoView | None:
    step = place.undo
    if step is None or step.until <= reading.now:
        return None
    what = reading.say(f"undo-{step.step}", number=spaced(step.number))
    return UndoView(what, int(step.until.timestamp()))
