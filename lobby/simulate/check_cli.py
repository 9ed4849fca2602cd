"""`lobby simulate check`: what is wrong with a day file."""

from typing import Annotated

import typer

from lobby.catalogue_files import sample_catalogue
from lobby.simulate.days.problems import DayFileError
from lobby.simulate.days.reading import read_day_file
from lobby.simulate.days.samples import day_path
from lobby.simulate.play.plan import make_plan

app = typer.Typer(help="Say what is wrong with a day file.")


@app.command(epilog="Example: lobby simulate check my-day.toml")
def check(
    days: Annotated[
        list[str], typer.Argument(metavar="DAY.toml…", help="Files, or names of days that come along.")
    ],
) -> None:
    """One line for each mistake, with file, line and field; exit code 1 if there is one."""
    failed = False
    for text in days:
        try:
            plan = make_plan(read_day_file(day_path(text), sample_catalogue()), sample_catalogue())
        except DayFileError as error:
            failed = True
            typer.echo(str(error), err=True)
        else:
            walk_ins = sum(person.booking is None for person in plan.people)
            typer.echo(
                f"{text}: {plan.name}, {plan.day:%A} {plan.day}: {len(plan.bookings)} bookings, of which"
                f" {len(plan.people) - walk_ins} come, {walk_ins} without a booking,"
                f" {len(plan.clerks)} counters, {len(plan.troubles)} faults"
            )
    raise typer.Exit(failed)
