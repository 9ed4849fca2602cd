"""A planned day played against what the command line names: the result, and where its journal is."""

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lobby.catalogue_files import sample_catalogue
from lobby.contract.devices import DeviceKind
from lobby.link.logs import log_to_stderr
from lobby.link.settings import Settings, SettingsError, load
from lobby.simulate.against.driver import PlayedLive, play_against, play_against_own
from lobby.simulate.against.lobby import LobbyError
from lobby.simulate.against.their_lobby import TheirLobby, today
from lobby.simulate.days.file import DayFile
from lobby.simulate.days.times import moment
from lobby.simulate.driver import Around, play
from lobby.simulate.loop import Loop
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.progress import STEP, Pace, progress_of
from lobby.simulate.results.result import Ending, Result, result_of, write_journal

RULES, LOBBY = "rules", "lobby"
LOBBY_SPEED = 60.0
"""A lobby has a clock: it cannot go as fast as it goes."""

Kept = tuple[Result, Path]


@dataclass(frozen=True)
class Theirs:
    """A lobby that runs: the settings of an account there, its journal, and which time of the day is now."""

    settings: Path
    journal: Path | None = None
    since: str | None = None


def by_rules(day: DayFile, seed: int | None, folder: Path, pace: Pace) -> Kept:
    """Against the bare rules."""
    plan = make_plan(day, sample_catalogue(), seed)
    step = STEP if pace.speed is not None else Around.step
    with progress_of(plan, pace, waits=True) as progress:
        played = play(plan, sample_catalogue(), Around(progress=progress, step=step))
    journal = folder / "journal.db"
    write_journal(journal, played.facts)
    return result_of(
        plan, Ending(RULES, played.until, played.is_complete, played.turned_away), journal
    ), journal


def by_lobby(day: DayFile, seed: int | None, folder: Path, pace: Pace) -> Kept:
    """Against a lobby that is started for it.

    Raises:
        LobbyError, BrokerStartError: it does not start, or ends by itself.
    """
    log_to_stderr("simulate", logging.ERROR)
    plan = make_plan(day, sample_catalogue(), seed)
    with progress_of(plan, pace) as progress:
        played = play_against_own(plan, folder, pace.speed or LOBBY_SPEED, progress)
    return _kept(plan, played)


def by_their_lobby(day: DayFile, seed: int | None, theirs: Theirs, pace: Pace) -> Kept:
    """Against a lobby that runs, by the clock on the wall and by its own rules.

    Raises:
        LobbyError: it is not there, or the day cannot be played against it.
    """
    log_to_stderr("simulate", logging.ERROR)
    if pace.speed not in {None, 1.0}:
        raise LobbyError("a lobby that runs has the time of the wall: no --speed")
    if day.rules:
        raise LobbyError(f"a lobby that runs has rules of its own: no {', '.join(day.rules)}")
    settings = _settings(theirs.settings)
    if settings.centre != day.centre:
        raise LobbyError(f"the day is one of {day.centre}, the lobby that of {settings.centre}")
    salt = secrets.token_hex(4)
    whole = make_plan(day, sample_catalogue(), seed, salt)
    plan = today(whole, _since(day, whole, theirs.since), datetime.now(UTC))
    lobby, loop = TheirLobby(settings, theirs.journal), Loop()
    with progress_of(plan, pace) as progress:
        played = play_against(plan, lobby, loop, progress, salt)
    return _kept(plan, played)


def _since(day: DayFile, plan: Plan, clock: str | None) -> datetime:
    if clock is None:
        return plan.begins
    try:
        return moment(day.date, clock)
    except ValueError as error:
        raise LobbyError(f"--from {clock} is not a time like 10:30") from error


def _settings(path: Path) -> Settings:
    try:
        settings = load(path)
    except SettingsError as error:
        raise LobbyError(str(error)) from error
    if settings.kind is not DeviceKind.REHEARSAL:
        raise LobbyError(
            f"{path} is of a {settings.kind}: people and clerks need an account of the kind rehearsal"
        )
    return settings


def _kept(plan: Plan, played: PlayedLive) -> Kept:
    ending = Ending(LOBBY, played.until, played.is_complete, played.turned_away, played.killed)
    return result_of(plan, ending, played.journal), played.journal
