"""`lobby bookings export` and `tell`: what became of the bookings, back to the system that made them."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from lobby.bookings.checking import Checked, check
from lobby.bookings.ending import Exit, fail
from lobby.bookings.feed_cli import JsonOption, SettingsOption, day, loaded_settings
from lobby.bookings.findings import say
from lobby.bookings.formats.known import FORMATS, FormatName, format_of
from lobby.bookings.formats.told import Account, told_of
from lobby.bookings.records import Setting
from lobby.bookings.reporting import Language
from lobby.bookings.sending import SendError, states_of
from lobby.bookings.settings import BookingsSettings
from lobby.bookings.zms_client import ZmsError, list_of_day
from lobby.bookings.zms_client import tell as tell_one
from lobby.bookings.zms_telling import changes
from lobby.contract.answers import BookingStates
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError

DayOption = Annotated[
    date, typer.Option("--day", parser=day, metavar="DAY", help="Today's or a day to come; default: today.")
]
LanguageOption = Annotated[
    Language | None, typer.Option("--language", help="Of the summary; default: as the terminal is set.")
]


def export(
    *,
    settings: SettingsOption,
    the_day: DayOption = "today",  # type: ignore[assignment]  # the parser reads it
    format_name: Annotated[FormatName, typer.Option("--format", help="Of what is written.")] = FormatName.CSV,
    like: Annotated[
        Path | None,
        typer.Option(help="A feed: its bookings only, under the references it has.", dir_okay=False),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write; default: standard output.", dir_okay=False)
    ] = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write how the bookings of a day stand: arrived, called, finished, missed and so on."""
    log_to_stderr("bookings")
    loaded, setting = loaded_settings(settings)
    if as_json and output is None:
        fail("--json reports about a file: name it with --output, or write JSON with --format json")
    rows = None if like is None else _feed(like, setting).rows
    if format_name is FormatName.ZMS and rows is None:
        fail("ZMS knows its processes by their numbers only: name its list with --like")
    answer = _states(loaded, the_day)
    told = told_of(answer.states, rows)
    content = FORMATS[format_name].write(Account(answer.centre, answer.at, told, setting.scope))
    _write(content, output)
    unknown = 0 if rows is None else len(rows) - len(told)
    summary = {"bookings": len(told), "unknown": unknown, "file": str(output or "-")}
    if as_json:
        statuses = Counter(one.state.status.value for one in told)
        typer.echo(msgspec.json.encode({**summary, "statuses": dict(statuses)}))
    else:
        typer.echo(say(language or Language.of_terminal(), "exported", summary), err=True)


def tell(
    *,
    settings: SettingsOption,
    the_day: DayOption = "today",  # type: ignore[assignment]  # the parser reads it
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell ZMS who has arrived and whose case is finished. What it knows already is not told again."""
    log_to_stderr("bookings")
    loaded, setting = loaded_settings(settings)
    if loaded.zms is None:
        fail(f"{settings} has no table [zms]")
    told: Counter[str] = Counter({"queued": 0, "finished": 0})
    try:
        content = list_of_day(loaded.zms, the_day)
        for change in changes(content, setting, _states(loaded, the_day).states):
            tell_one(loaded.zms, change.process, change.status)
            told[change.status] += 1
    except SettingsError as error:
        fail(str(error))
    except ZmsError as error:
        fail(f"{error} ({told.total()} told before)", Exit.NO_ANSWER)
    if as_json:
        typer.echo(msgspec.json.encode(dict(told)))
    else:
        typer.echo(say(language or Language.of_terminal(), "told", dict(told)))


def _states(settings: BookingsSettings, the_day: date) -> BookingStates:
    try:
        return states_of(settings, the_day)
    except SendError as error:
        fail(str(error), Exit.NO_ANSWER if error.may_help_again else Exit.REFUSED)


def _feed(path: Path, setting: Setting) -> Checked:
    try:
        content = path.read_bytes()
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    return check(FORMATS[format_of(path, content)].read(content, setting), setting)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        part.write_bytes(content)
        part.replace(output)
    except OSError as error:
        fail(f"cannot write {output}: {error.strerror}")
