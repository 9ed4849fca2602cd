"""`lobby simulate compare`: what would change with other rules, one more counter, or on another day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import track

from lobby.centre.journal import JournalError
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.samples import day_path
from lobby.simulate.results.comparison import Pair, compared
from lobby.simulate.results.comparison_report import show_comparison
from lobby.simulate.results.pictures import PlotError, check_target, draw_comparison
from lobby.simulate.results.saying import Language, speaker
from lobby.simulate.trials import Trial, pairs_of
from lobby.web.wording import Speaker

app = typer.Typer(help="What would change with other rules, or one more counter.")
EXAMPLE = "lobby simulate compare monday-after-holiday --counter 10:00-18:00 --with booked_weight=2 --plot what-if.svg"


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
    if not (other or with_rules or counter or without):
        text = "nothing is tried: name --with, --counter, --without or another day file"
        raise typer.BadParameter(text)
    before = Trial(day_path(day))
    after = Trial(day_path(other or day), tuple(with_rules or ()), tuple(counter or ()), tuple(without or ()))
    try:
        check_target(plot)
        plan = before.plan(seed)
        changed = after.plan(plan.seed)
        pairs = _played(
            before, after, range(plan.seed, plan.seed + days), speaker(language)("comparing", name=plan.name)
        )
        comparison = compared(pairs, list(_tried(after, changed.name if other else None, speaker(language))))
        if plot is not None:
            draw_comparison(comparison, plot, language)
    except (DayFileError, JournalError, PlotError) as error:
        typer.echo(f"lobby simulate compare: {error}", err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(msgspec.json.encode(comparison).decode())
    else:
        show_comparison(comparison, language, Console(highlight=False))


def _played(before: Trial, after: Trial, seeds: range, text: str) -> list[Pair]:
    """All days, or those before Ctrl-C."""
    pairs: list[Pair] = []
    playing = pairs_of(before, after, seeds)
    shown = track(playing, text, total=len(seeds), console=Console(stderr=True), transient=True)
    try:
        pairs.extend(shown)
    except KeyboardInterrupt:
        if not pairs:
            raise
    finally:
        playing.close()
    return pairs


def _tried(trial: Trial, name: str | None, say: Speaker) -> Iterator[str]:
    if name is not None:
        yield name
    yield from trial.rules
    yield from (say("tried-counter", shift=shift) for shift in trial.shifts)
    yield from (say("tried-without", place=place) for place in trial.without)
