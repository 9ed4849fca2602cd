"""`lobby bookings check` and `import`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from lobby.bookings.checking import Checked
from lobby.bookings.checking import check as checked_feed
from lobby.bookings.ending import Exit, centre_of, fail
from lobby.bookings.formats.known import FORMATS, FormatName, format_of
from lobby.bookings.records import Setting
from lobby.bookings.reporting import Language, Report
from lobby.bookings.sending import SendError, send
from lobby.bookings.settings import BookingsSettings, setting_of, setting_without_key
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as

File = Annotated[
    Path, typer.Argument(help="Bookings as CSV, JSON or iCalendar, or a day file.", dir_okay=False)
]
FormatOption = Annotated[
    FormatName | None, typer.Option("--format", help="Default: by the file's name, then by its content.")
]
LanguageOption = Annotated[
    Language | None, typer.Option("--language", help="Of findings; default: as the terminal is set.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The report as JSON, for programs.")]
SettingsOption = Annotated[Path, typer.Option("--settings", help="Settings of the account 'bookings'.")]


@dataclass(frozen=True)
class _Source:
    """What is read, and how."""

    file: Path
    format: FormatName | None
    setting: Setting


def check(
    *,
    file: File,
    centre: Annotated[str, typer.Option(help="Whose bookings they are.")] = "altona",
    settings: Annotated[
        Path | None, typer.Option(help="Settings of the account 'bookings', for its names of services.")
    ] = None,
    format_name: FormatOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether a feed can be imported, line by line and field by field."""
    setting = setting_without_key(centre_of(centre).id) if settings is None else _settings(settings)[1]
    report = Report(file, language or Language.of_terminal(), as_json=as_json)
    checked = _checked(_Source(file, format_name, setting), report)
    report.verdict(checked)
    raise typer.Exit(Exit.DONE if checked.is_good else Exit.REFUSED)


def import_feed(
    *,
    file: File,
    settings: SettingsOption,
    format_name: FormatOption = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad records out and import the others.")
    ] = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hand a feed of bookings to the centre: all of it or nothing."""
    log_to_stderr("bookings")
    loaded, setting = _settings(settings)
    report = Report(file, language or Language.of_terminal(), as_json=as_json)
    checked = _checked(_Source(file, format_name, setting), report)
    if not (checked.is_good or (skip_bad and checked.is_usable)):
        report.not_imported(checked)
        raise typer.Exit(Exit.REFUSED)
    try:
        with report.step("sending", bookings=len(checked.rows)):
            done = send(loaded, checked.bookings)
    except SendError as error:
        fail(str(error), Exit.NO_ANSWER if error.may_help_again else Exit.REFUSED)
    report.imported(checked, done)


def _settings(path: Path) -> tuple[BookingsSettings, Setting]:
    try:
        loaded = load_as(path, BookingsSettings)
        return loaded, setting_of(loaded)
    except SettingsError as error:
        fail(str(error))


def _checked(source: _Source, report: Report) -> Checked:
    try:
        content = source.file.read_bytes()
    except OSError as error:
        fail(f"cannot read {source.file}: {error.strerror}")
    name = source.format or format_of(source.file, content)
    with report.step("reading", format=name):
        feed = FORMATS[name].read(content, source.setting)
    with report.step("checking", records=len(feed.records)):
        return checked_feed(feed, source.setting)
