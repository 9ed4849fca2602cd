"""`lobby simulate DAY.toml`: play a day and say how it went."""

import logging
import tempfile
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from broker_config.local import BrokerStartError
from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import JournalError
from lobby.centre.journal_backup import back_up
from lobby.link.logs import log_to_stderr
from lobby.simulate.against.driver import LobbyError, play_against_own
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.driver import Around, play
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.progress import STEP, Against, Pace, progress_of
from lobby.simulate.results.course import course_of
from lobby.simulate.results.pictures import PlotError, check_target, draw_day
from lobby.simulate.results.report import show
from lobby.simulate.results.result import Ending, Result, check_new, result_of, write_journal
from lobby.simulate.results.saying import Language
from lobby.simulate.rule_options import rules_from

app = typer.Typer(help="Play a day file.")


@app.command(name="play", epilog="Example: lobby simulate ordinary-tuesday --seed 7 --plot day.svg")
def play_day(
    day: Annotated[
        str, typer.Argument(metavar="DAY.toml", help="A file, or the name of one that comes along.")
    ],
    *,
    against: Annotated[
        Against,
        typer.Option(help="The bare rules, or a lobby that is started for it: real processes, over MQTT."),
    ] = Against.RULES,
    speed: Annotated[
        float | None,
        typer.Option(
            min=1, max=1000, help="So many times as fast as the day; a lobby: 60, rules: as fast as it goes."
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Instead of the file's; the same seed plays the same day.")
    ] = None,
    with_rules: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="FIELD=VALUE", help="A rule that is tried; again for more."),
    ] = None,
    journal: Annotated[Path | None, typer.Option(help="Keep the journal here (a new file).")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the day into this file (.svg or .png).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")] = False,
    language: Annotated[Language, typer.Option(help="Of the table and the plot.")] = Language.EN,
) -> None:
    """Play a day and say how it went; Ctrl-C ends it with what is known so far."""
    try:
        check_target(plot)
        check_new(journal)
        read = read_day_file(day_path(day), sample_catalogue(), rules_from(with_rules or []))
        plan = make_plan(read, sample_catalogue(), seed)
        with tempfile.TemporaryDirectory(prefix="lobby-day-") as folder:
            pace = Pace(against, speed, language)
            result, kept = (_by_rules if against is Against.RULES else _by_lobby)(plan, Path(folder), pace)
            if journal is not None:
                back_up(kept, journal)
            if plot is not None:
                draw_day(result, course_of(kept, result.date), plot, language)
    except (DayFileError, JournalError, PlotError, LobbyError, BrokerStartError) as error:
        typer.echo(f"lobby simulate: {error}", err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(msgspec.json.encode(result).decode())
    else:
        show(result, language, Console(highlight=False))


def _by_rules(plan: Plan, folder: Path, pace: Pace) -> tuple[Result, Path]:
    with progress_of(plan, pace) as progress:
        played = play(
            plan, sample_catalogue(), Around(progress=progress, step=STEP if pace.speed else Around.step)
        )
    journal = folder / "journal.db"
    write_journal(journal, played.facts)
    ending = Ending(pace.against, played.until, played.is_complete, played.turned_away)
    return result_of(plan, ending, journal), journal


def _by_lobby(plan: Plan, folder: Path, pace: Pace) -> tuple[Result, Path]:
    log_to_stderr("simulate", logging.ERROR)
    with progress_of(plan, pace) as progress:
        played = play_against_own(plan, folder, pace.lobby_speed, progress)
    ending = Ending(pace.against, played.until, played.is_complete, played.turned_away, played.killed)
    return result_of(plan, ending, played.journal), played.journal
