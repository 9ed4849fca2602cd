"""`lobby simulate DAY.toml`: play a day and say how it went."""

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
from lobby.simulate.against.lobby import LobbyError
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.playing import LOBBY, RULES, Theirs, by_lobby, by_rules, by_their_lobby
from lobby.simulate.progress import Pace
from lobby.simulate.results.course import course_of
from lobby.simulate.results.pictures import PlotError, check_target, draw_day
from lobby.simulate.results.report import show
from lobby.simulate.results.result import check_new
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
        str,
        typer.Option(
            metavar="rules|lobby|FILE",
            help="The bare rules; a lobby that is started for it, real processes over MQTT; or one that runs: the"
            " settings file (TOML) of an account there.",
        ),
    ] = RULES,
    speed: Annotated[
        float | None,
        typer.Option(min=1, max=1000, help="So many times as fast. Rules: as fast as it goes; a lobby: 60."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="HH:MM", help="With a lobby that runs: which time of the day is now."),
    ] = None,
    lobby_journal: Annotated[
        Path | None,
        typer.Option(help="With a lobby that runs: the journal of its queue service, for the figures."),
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
        theirs = None if against in {RULES, LOBBY} else Theirs(Path(against), lobby_journal, since)
        with tempfile.TemporaryDirectory(prefix="lobby-day-") as folder:
            played = by_rules if against == RULES else by_lobby
            pace = Pace(speed, language)
            if theirs is not None:
                result, kept = by_their_lobby(read, seed, theirs, pace)
            else:
                result, kept = played(read, seed, Path(folder), pace)
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
