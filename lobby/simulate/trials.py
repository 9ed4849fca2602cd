"""Days played once as they are and once as they would be, on all processors."""

import os
import signal
import tempfile
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from lobby.catalogue_files import sample_catalogue
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.driver import play
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.play.variants import with_counters, without_counters
from lobby.simulate.results.comparison import Pair
from lobby.simulate.results.result import Ending, Result, result_of, write_journal
from lobby.simulate.rule_options import rules_from


@dataclass(frozen=True)
class Trial:
    """A day, and what is tried with it: rules, shifts of counters more, counters less."""

    path: Path
    rules: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def plan(self, seed: int | None) -> Plan:
        """The day with this tried.

        Raises:
            DayFileError: the file cannot be used, or this cannot be tried.
        """
        day = read_day_file(self.path, sample_catalogue(), rules_from(self.rules))
        plan = make_plan(with_counters(day, self.shifts), sample_catalogue(), seed)
        return without_counters(plan, self.without)


def pairs_of(before: Trial, after: Trial, seeds: Sequence[int]) -> Generator[Pair, None, None]:
    """Both ways with each seed, in order; closing it leaves out what has not begun."""
    ways = list(chain.from_iterable(((before, seed), (after, seed)) for seed in seeds))
    workers = min(len(ways), os.cpu_count() or 1)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_uninterrupted)
    try:
        results = pool.map(_played, ways)
        for one in results:
            yield one, next(results)
    finally:
        pool.shutdown(cancel_futures=True)


def _uninterrupted() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that waits for these


def _played(way: tuple[Trial, int]) -> Result:
    trial, seed = way
    plan = trial.plan(seed)
    played = play(plan, sample_catalogue())
    with tempfile.TemporaryDirectory(prefix="lobby-day-") as folder:
        journal = Path(folder) / "journal.db"
        write_journal(journal, played.facts)
        return result_of(plan, Ending("rules", played.until, played.is_complete, played.turned_away), journal)
