"""`lobby simulate DAY.toml`: play a day and say how it went."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import JournalError
from lobby.queueing.rules import LOCAL
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.driver import Around, play
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.results.course import course_of
from lobby.simulate.results.pictures import PlotError, check_target, draw_day
from lobby.simulate.results.report import show
from lobby.simulate.results.result import Ending, Result, check_new, result_of, write_journal
from lobby.simulate.results.saying import Language, speaker
from lobby.simulate.rule_options import rules_from

app = typer.Typer(help="Play a day file.")
errors = Console(stderr=True, highlight=False)


@app.command(name="play", epilog="Example: lobby simulate ordinary-tuesday --seed 7 --plot day.svg")
def play_day(
    day: Annotated[
        str, typer.Argument(metavar="DAY.toml", help="A file, or the name of one that comes along.")
    ],
    *,
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
    """Play a day against the bare rules, and say how it went; Ctrl-C ends it with what is known so far."""
    try:
        check_target(plot)
        check_new(journal)
        read = read_day_file(day_path(day), sample_catalogue(), rules_from(with_rules or []))
        plan = make_plan(read, sample_catalogue(), seed)
        with tempfile.TemporaryDirectory(prefix="lobby-day-") as folder:
            kept = journal or Path(folder) / "journal.db"
            result = _played(plan, kept, language)
            if plot is not None:
                draw_day(result, course_of(kept, result.date), plot, language)
    except (DayFileError, JournalError, PlotError) as error:
        typer.echo(f"lobby simulate: {error}", err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(msgspec.json.encode(result).decode())
    else:
        show(result, language, Console(highlight=False))


def _played(plan: Plan, journal: Path, language: Language) -> Result:
    with progress_of(plan, language) as around:
        played = play(plan, sample_catalogue(), around)
    write_journal(journal, played.facts)
    return result_of(plan, Ending("rules", played.until, played.is_complete, played.turned_away), journal)


@contextlib.contextmanager
def progress_of(plan: Plan, language: Language) -> Iterator[Around]:
    """A bar with the time of the day that is played."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[clock]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        text = speaker(language)("playing", name=plan.name)
        whole = (plan.closes - plan.begins).total_seconds()
        task = bar.add_task(text, total=whole, clock="")
        yield Around(
            progress=lambda now: bar.update(
                task, completed=(now - plan.begins).total_seconds(), clock=f"{now.astimezone(LOCAL):%H:%M}"
            )
        )
