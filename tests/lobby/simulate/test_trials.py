"""Days played on all processors."""

import multiprocessing
from pathlib import Path

from lobby.simulate.driver import play
from lobby.simulate.results.result import Ending, Result, result_of, write_journal
from lobby.simulate.trials import Trial, pairs_of
from tests.lobby.simulate.test_cli import _small
from tests.support.small_days import CATALOGUE


def _alone(trial: Trial, seed: int, folder: Path) -> Result:
    plan = trial.plan(seed)
    played = play(plan, CATALOGUE)
    write_journal(folder / "journal.db", played.facts)
    ending = Ending("rules", played.until, complete=True, turned_away=played.turned_away)
    return result_of(plan, ending, folder / "journal.db")


def test_days_come_in_order_and_as_if_played_alone(tmp_path: Path) -> None:
    """Whichever process played them."""
    before = Trial(_small(tmp_path))
    after = Trial(before.path, rules=("booked_weight=1",), shifts=("08:00-10:00",), without=("1",))
    pairs = list(pairs_of(before, after, (5, 6, 7)))
    assert [(one.seed, other.seed) for one, other in pairs] == [(5, 5), (6, 6), (7, 7)]
    for number, (trial, result) in enumerate(((before, pairs[2][0]), (after, pairs[2][1]))):
        (tmp_path / str(number)).mkdir()
        assert result == _alone(trial, 7, tmp_path / str(number))


def test_who_has_enough_leaves_no_process_behind(tmp_path: Path) -> None:
    """What has not begun is left out."""
    before = Trial(_small(tmp_path))
    playing = pairs_of(before, before, range(200))
    one, other = next(playing)
    assert one == other
    assert multiprocessing.active_children()
    playing.close()
    assert not multiprocessing.active_children()
