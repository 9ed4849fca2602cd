"""What has reached the display, and how old it is.

A board is as fresh as the last word of the queue service that nothing newer exists: its own arrival, or a beat of the
same journal with the same or an older rev. A beat with a newer rev shows a gap: the board is asked for again, and what
the broker then keeps is the newest there is.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lobby.contract.city import Overview
from lobby.contract.state import Beat, Board
from lobby.contract.warnings import Warnings

GAP = timedelta(seconds=2)


@dataclass(frozen=True)
class Moment:
    """One reading of both clocks: the wall's, and seconds that never jump."""

    wall: datetime
    seconds: float


@dataclass(frozen=True)
class Known:
    """Everything the picture is made from. `confirmed` is when the board was last known to be the newest.

    `house` pairs the queue service's clock with our seconds at the same moment: a display's own clock may be wrong.
    """

    board: Board | None = None
    confirmed: float | None = None
    house: Moment | None = None
    gap_since: float | None = None
    gap_rev: int = 0
    asked: bool = False
    overview: Overview | None = None
    warnings: Warnings | None = None
    connected: bool = False


def with_board(known: Known, board: Board, at: Moment, *, retained: bool) -> Known:
    """The board arrived; an older one of the same journal is dropped, and so is an older journal's."""
    have = known.board
    if have is not None and _is_older(board, have):
        return known
    closes_gap = known.gap_since is not None and (board.rev >= known.gap_rev or (known.asked and retained))
    age = max(0.0, (at.wall - board.as_of).total_seconds()) if retained and not closes_gap else 0.0
    confirmed = at.seconds - age
    if have is not None and have.epoch == board.epoch and known.confirmed is not None:
        confirmed = max(confirmed, known.confirmed)
    fresh = replace(known, board=board, confirmed=confirmed)
    if not retained:
        fresh = replace(fresh, house=Moment(board.as_of, at.seconds))
    if closes_gap or (have is not None and have.epoch != board.epoch):
        fresh = replace(fresh, gap_since=None, gap_rev=known.gap_rev, asked=False)
    return fresh


def with_beat(known: Known, beat: Beat, seconds: float) -> Known:
    """The queue service says where its journal stands."""
    timed = replace(known, house=Moment(beat.as_of, seconds))
    board = known.board
    if board is not None and board.epoch == beat.epoch and beat.rev <= max(board.rev, _covered(known)):
        return replace(timed, confirmed=seconds)
    if known.gap_since is None:
        return replace(timed, gap_since=seconds, gap_rev=beat.rev)
    return replace(timed, gap_rev=max(beat.rev, known.gap_rev))


def with_asking(known: Known) -> Known:
    """The board was asked for again."""
    return replace(known, asked=True)


def should_ask(known: Known, seconds: float) -> bool:
    """Whether a gap has stood open for long enough to ask the broker once more; once a gap."""
    return (
        known.connected
        and known.gap_since is not None
        and not known.asked
        and seconds - known.gap_since > GAP.total_seconds()
    )


def age(known: Known, seconds: float) -> timedelta | None:
    """How old the board is; None before the first one."""
    if known.confirmed is None:
        return None
    return timedelta(seconds=max(0.0, seconds - known.confirmed))


def house_time(known: Known, at: Moment) -> datetime:
    """The queue service's time, run on since it was last heard; the display's own before that."""
    if known.house is None:
        return at.wall
    return known.house.wall + timedelta(seconds=at.seconds - known.house.seconds)


def confirmed_time(known: Known, at: Moment) -> datetime | None:
    """When the board was last known to be the newest, by the house's clock."""
    old = age(known, at.seconds)
    return None if old is None else house_time(known, at) - old


def _is_older(board: Board, have: Board) -> bool:
    if board.epoch == have.epoch:
        return board.rev < have.rev
    return board.as_of < have.as_of


def _covered(known: Known) -> int:
    """The rev up to which the broker has said that there is no newer board."""
    return known.gap_rev if known.gap_since is None else 0
