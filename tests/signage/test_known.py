"""What the display knows, and how old that is."""

from datetime import timedelta

from lobby.contract.state import Beat
from signage.known import (
    Known,
    Moment,
    age,
    confirmed_time,
    house_time,
    should_ask,
    with_asking,
    with_beat,
    with_board,
)
from signage.samples import BOARD, NOW, replace_struct

CONNECTED = Known(connected=True)


def moment(seconds: float) -> Moment:
    return Moment(NOW + timedelta(seconds=seconds), seconds)


def beat(rev: int, seconds: float, epoch: str = BOARD.epoch) -> Beat:
    return Beat(epoch=epoch, rev=rev, as_of=NOW + timedelta(seconds=seconds))


def test_nothing_has_no_age() -> None:
    """Before the first board there is no age to show."""
    assert age(CONNECTED, 5) is None
    assert confirmed_time(CONNECTED, moment(5)) is None


def test_a_kept_board_is_as_old_as_it_says() -> None:
    """A retained board of a dead queue service is not taken for fresh when it arrives."""
    old = replace_struct(BOARD, as_of=NOW - timedelta(minutes=7))
    known = with_board(CONNECTED, old, moment(0), retained=True)
    assert age(known, 0) == timedelta(minutes=7)


def test_a_live_board_is_fresh_whatever_the_clocks_say() -> None:
    """A board that arrives live is new, even when this display's own clock is an hour wrong."""
    at = Moment(NOW + timedelta(hours=1), 50)
    known = with_board(CONNECTED, BOARD, at, retained=False)
    assert age(known, 51) == timedelta(seconds=1)
    assert house_time(known, Moment(at.wall, 53)) == NOW + timedelta(seconds=3)


def test_a_beat_keeps_the_board_fresh() -> None:
    """As long as the journal stands where the board was made, the board does not age."""
    known = with_board(CONNECTED, BOARD, moment(0), retained=False)
    known = with_beat(known, beat(BOARD.rev, 30), 30)
    assert age(known, 31) == timedelta(seconds=1)
    assert confirmed_time(known, moment(31)) == NOW + timedelta(seconds=30)


def test_silence_ages_the_board() -> None:
    """Without boards and beats the age grows with the seconds."""
    known = with_board(CONNECTED, BOARD, moment(0), retained=False)
    assert age(known, 200) == timedelta(seconds=200)


def test_a_newer_beat_is_a_gap_that_is_asked_for_once() -> None:
    """When the journal is ahead for two seconds the board is asked for again, once; until it comes it ages."""
    known = with_board(CONNECTED, BOARD, moment(0), retained=False)
    known = with_beat(known, beat(BOARD.rev + 1, 4), 4)
    assert not should_ask(known, 5.9)
    assert should_ask(known, 6.1)
    assert age(known, 6) == timedelta(seconds=6)
    assert not should_ask(with_asking(known), 9)


def test_the_missing_board_closes_the_gap() -> None:
    """The board that was missed makes everything fresh again."""
    known = with_asking(with_beat(with_board(CONNECTED, BOARD, moment(0), retained=False), beat(500, 4), 4))
    known = with_board(known, replace_struct(BOARD, rev=500), moment(7), retained=True)
    assert known.gap_since is None
    assert age(known, 7) == timedelta(0)


def test_the_broker_may_have_nothing_newer() -> None:
    """Events that change no board leave no gap behind: what the broker keeps is the newest there is."""
    known = with_asking(with_beat(with_board(CONNECTED, BOARD, moment(0), retained=False), beat(500, 4), 4))
    known = with_board(known, BOARD, moment(7), retained=True)
    known = with_beat(known, beat(500, 8), 8)
    assert known.gap_since is None
    assert age(known, 8) == timedelta(0)
    assert with_beat(known, beat(501, 9), 9).gap_since == 9


def test_an_older_board_changes_nothing() -> None:
    """A late delivery of an older rev, or of an older journal, is dropped."""
    known = with_board(CONNECTED, BOARD, moment(0), retained=False)
    older = replace_struct(BOARD, rev=BOARD.rev - 1, calls=())
    earlier_journal = replace_struct(BOARD, epoch="journal-0", as_of=NOW - timedelta(hours=1), rev=9000)
    assert with_board(known, older, moment(1), retained=False) == known
    assert with_board(known, earlier_journal, moment(1), retained=True) == known


def test_a_new_journal_starts_anew() -> None:
    """After a restore the journal has a new epoch, and a smaller rev is right."""
    known = with_board(CONNECTED, BOARD, moment(0), retained=False)
    restored = replace_struct(BOARD, epoch="journal-2", rev=3, as_of=NOW + timedelta(seconds=5))
    known = with_board(known, restored, moment(5), retained=False)
    assert known.board == restored
    assert with_beat(known, beat(3, 6, "journal-2"), 6).gap_since is None
