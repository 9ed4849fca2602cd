"""`lobby bookings check`, `import` and `pull`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
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
from lobby.bookings.zms_client import ZmsError, list_of_day
from lobby.contract.codes.keyring import LOCAL
from lobby.contract.requests import CompleteDay
from lobby.link.logs import log_to_stderr
from lobby.link.settings import SettingsError, load_as

File = Annotated[
    Path, typer.Argument(help="Bookings as CSV, JSON, iCalendar or ZMS, or a day file.", dir_okay=False)
]
FormatOption = Annotated[
    FormatName | None, typer.Option("--format", help="Default: by the file's name, then by its content.")
]
LanguageOption = Annotated[
    Language | None, typer.Option("--language", help="Of findings; default: as the terminal is set.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="The report as JSON, for programs.")]
SettingsOption = Annotated[Path, typer.Option("--settings", help="Settings of the account 'bookings'.")]
SkipOption = Annotated[bool, typer.Option("--skip-bad", help="Leave bad records out and import the others.")]
SureOption = Annotated[
    bool,
    typer.Option(
        "--sure", help="Also when more than half of the day's bookings are missing in a complete list."
    ),
]


def day(text: str) -> date:
    """An ISO date; `today` is today's in Germany.

    Raises:
        typer.BadParameter: it is none.
    """
    if text == "today":
        return datetime.now(UTC).astimezone(LOCAL).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write a date as 2026-11-23, or today") from error


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
    setting = setting_without_key(centre_of(centre).id) if settings is None else loaded_settings(settings)[1]
    report = Report(file, language or Language.of_terminal(), as_json=as_json)
    content = _content(file)
    checked = _checked(content, format_name or format_of(file, content), setting, report)
    report.verdict(checked)
    raise typer.Exit(Exit.DONE if checked.is_good else Exit.REFUSED)


def import_feed(
    *,
    file: File,
    settings: SettingsOption,
    format_name: FormatOption = None,
    skip_bad: SkipOption = False,
    complete: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DAY", help="The feed has all bookings of this day: others are cancelled."
        ),
    ] = None,
    sure: SureOption = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hand a feed of bookings to the centre: all of it or nothing."""
    log_to_stderr("bookings")
    loaded, setting = loaded_settings(settings)
    report = Report(file, language or Language.of_terminal(), as_json=as_json)
    content = _content(file)
    checked = _checked(content, format_name or format_of(file, content), setting, report)
    _hand_over(_Choice(loaded, skip_bad, complete, sure), checked, report)


def pull(
    *,
    settings: SettingsOption,
    the_day: Annotated[
        date, typer.Option("--day", parser=day, metavar="DAY", help="Whose list; default: today.")
    ] = "today",  # type: ignore[assignment]  # the parser reads it
    skip_bad: SkipOption = False,
    sure: SureOption = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask ZMS for the list of a day and hand it to the centre; what is not in it any more is cancelled."""
    log_to_stderr("bookings")
    loaded, setting = loaded_settings(settings)
    if loaded.zms is None:
        fail(f"{settings} has no table [zms]")
    report = Report(Path(f"zms-{the_day}"), language or Language.of_terminal(), as_json=as_json)
    try:
        with report.step("asking"):
            content = list_of_day(loaded.zms, the_day)
    except SettingsError as error:
        fail(str(error))
    except ZmsError as error:
        fail(str(error), Exit.NO_ANSWER)
    checked = _checked(content, FormatName.ZMS, setting, report)
    _hand_over(_Choice(loaded, skip_bad, the_day, sure), checked, report)


@dataclass(frozen=True)
class _Choice:
    """What somebody chose about an import."""

    settings: BookingsSettings
    skip_bad: bool
    complete: date | None
    sure: bool


def _hand_over(choice: _Choice, checked: Checked, report: Report) -> None:
    if not (checked.is_good or (choice.skip_bad and checked.is_usable)):
        report.not_imported(checked)
        raise typer.Exit(Exit.REFUSED)
    complete = None
    if choice.complete is not None and checked.unfit is not None:
        complete = CompleteDay(
            source=choice.settings.system,
            day=choice.complete.isoformat(),
            sure=choice.sure,
            kept=checked.unfit,
        )
    try:
        with report.step("sending", bookings=len(checked.rows)):
            done = send(choice.settings, checked.bookings, complete)
    except SendError as error:
        fail(str(error), Exit.NO_ANSWER if error.may_help_again else Exit.REFUSED)
    report.imported(checked, done, is_incomplete=choice.complete is not None and complete is None)


def loaded_settings(path: Path) -> tuple[BookingsSettings, Setting]:
    """The settings file; ends the command when it cannot be used."""
    try:
        loaded = load_as(path, BookingsSettings)
        return loaded, setting_of(loaded)
    except SettingsError as error:
        fail(str(error))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")


def _checked(content: bytes, name: FormatName, setting: Setting, report: Report) -> Checked:
    with report.step("reading", format=name):
        feed = FORMATS[name].read(content, setting)
    with report.step("checking", records=len(feed.records)):
        return checked_feed(feed, setting)
