"""`lobby simulate compare`: what would change with other rules, one more counter, or on another day."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import track

from lobby.catalogue_files import sample_catalogue
from lobby.centre.journal import JournalError
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.driver import play
from lobby.simulate.play.plan import Plan, make_plan
from lobby.simulate.play.variants import with_counters, without_counters
from lobby.simulate.results.comparison import compared
from lobby.simulate.results.comparison_report import show_comparison
from lobby.simulate.results.pictures import PlotError, check_target, draw_comparison
from lobby.simulate.results.result import Ending, Result, result_of, write_journal
from lobby.simulate.results.saying import Language, speaker
from lobby.simulate.rule_options import rules_from

app = typer.Typer(help="What would change with other rules, or one more counter.")
EXAMPLE = "lobby simulate compare monday-after-holiday --counter 10:00-18:00 --with booked_weight=2 --plot what-if.svg"


@dataclass(frozen=True)
class Trial:
    """What is tried: rules, shifts of counters more, counters less."""

    rules: Sequence[str] = ()
    shifts: Sequence[str] = ()
    without: Sequence[str] = ()

    def plan(self, path: Path, seed: int | None) -> Plan:
        """The day with this tried.

        Raises:
            DayFileError: the file cannot be used, or this cannot be tried.
        """
        day = read_day_file(path, sample_catalogue(), rules_from(self.rules))
        plan = make_plan(with_counters(day, self.shifts), sample_catalogue(), seed)
        return without_counters(plan, self.without)


@app.command(name="compare", epilog=f"Example: {EXAMPLE}")
def compare(
    day: Annotated[
        str, typer.Argument(metavar="DAY.toml", help="A file, or the name of one that comes along.")
    ],
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER.toml", help="Another day file, instead of the same.")
    ] = None,
    *,
    with_rules: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="FIELD=VALUE", help="A rule that is tried; again for more."),
    ] = None,
    counter: Annotated[
        list[str] | None,
        typer.Option(metavar="OPEN-CLOSE", help="One more counter with this shift; again for more."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="PLACE", help="Nobody works at this counter; again for more.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=100, help="So many days, each with other people.")] = 5,
    seed: Annotated[int | None, typer.Option(help="Of the first day, instead of the file's.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw it into this file (.svg or .png).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")] = False,
    language: Annotated[Language, typer.Option(help="Of the table and the plot.")] = Language.EN,
) -> None:
    """Play the same people twice, as it is and as it would be, and say what changes and whether it is chance."""
    trial = Trial(with_rules or (), counter or (), without or ())
    if other is None and trial == Trial():
        text = "nothing is tried: name --with, --counter, --without or another day file"
        raise typer.BadParameter(text)
    try:
        check_target(plot)
        before, after = day_path(day), day_path(other or day)
        first = Trial().plan(before, seed).seed
        seeds = range(first, first + days)
        trial.plan(after, first)
        say = speaker(language)
        text = say("comparing", name=Trial().plan(before, seed).name)
        shown = track(seeds, text, console=Console(stderr=True), transient=True)
        pairs = [(_played(Trial().plan(before, one)), _played(trial.plan(after, one))) for one in shown]
        comparison = compared(pairs, list(_tried(trial, pairs[0][1], other, language)))
        if plot is not None:
            draw_comparison(comparison, plot, language)
    except (DayFileError, JournalError, PlotError) as error:
        typer.echo(f"lobby simulate compare: {error}", err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(msgspec.json.encode(comparison).decode())
    else:
        show_comparison(comparison, language, Console(highlight=False))


def _played(plan: Plan) -> Result:
    played = play(plan, sample_catalogue())
    with tempfile.TemporaryDirectory(prefix="lobby-day-") as folder:
        journal = Path(folder) / "journal.db"
        write_journal(journal, played.facts)
        return result_of(plan, Ending("rules", played.until, played.is_complete, played.turned_away), journal)


def _tried(trial: Trial, result: Result, other: str | None, language: Language) -> Iterator[str]:
    say = speaker(language)
    if other is not None:
        yield result.name
    yield from trial.rules
    yield from (say("tried-counter", shift=shift) for shift in trial.shifts)
    yield from (say("tried-without", place=place) for place in trial.without)
