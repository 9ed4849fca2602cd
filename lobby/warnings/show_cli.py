"""`lobby warnings show`: which messages of a file a centre shows, and why."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from lobby.contract.warnings import WarningLevel
from lobby.warnings.rules.alert import Alert, NotAnAlertError
from lobby.warnings.rules.areas import Spot, full_key
from lobby.warnings.rules.cap_xml import Entry
from lobby.warnings.rules.chain import Heard, Source, merged, standing
from lobby.warnings.rules.picture import picture
from lobby.warnings.rules.reading import read
from lobby.warnings.rules.tree import LARGEST_BYTES
from lobby.warnings.rules.verdict import Choice, verdict

EXAMPLE = "Example: lobby warnings show storm.xml update.xml --ars 020000000000 --at 2026-11-24T09:00+01:00"
_ZONE = ZoneInfo("Europe/Berlin")


def show(
    files: Annotated[
        list[Path], typer.Argument(help="CAP in XML, an Atom index, or JSON of the warning app.")
    ],
    *,
    ars: Annotated[str, typer.Option(help="The centre's regional key (ARS): 12 digits, or cut off.")] = "",
    warncell: Annotated[list[str] | None, typer.Option(help="A warning cell of the weather service.")] = None,
    latitude: Annotated[float | None, typer.Option(min=-90, max=90, help="Degrees, WGS 84.")] = None,
    longitude: Annotated[float | None, typer.Option(min=-180, max=180, help="Degrees, WGS 84.")] = None,
    least: Annotated[
        WarningLevel, typer.Option(help="The least level that is shown.")
    ] = WarningLevel.WARNING,
    at: Annotated[str, typer.Option(help="The moment, with offset; now without it.")] = "",
    drill: Annotated[bool, typer.Option("--drill", help="Show exercises and tests, marked.")] = False,
) -> None:
    """Say of each message whether a centre shows it, and why. The order of the files does not matter."""
    if ars and full_key(ars) is None:
        _fail(f"--ars {ars}: a regional key has 12 digits, or 2, 3, 5, 8 (AGS) or 9")
    if not ars and not warncell and (latitude is None or longitude is None):
        _fail("say where the centre is: --ars, --warncell, or --latitude and --longitude")
    now = _moment(at)
    spot = Spot(
        centre="centre", ars=ars, warncells=tuple(warncell or ()), latitude=latitude, longitude=longitude
    )
    choice = Choice(least=least, drill=drill)
    alerts = [one for file in files for one in _read(file)]
    known = merged((), (Heard(alert=one, listed=now) for one in alerts))
    stands = standing(known)
    for heard in known:
        _say(heard, spot, choice, now, stands=heard in stands)
    shown = picture((Source(known=known, asked=now),), (spot,), choice, now).warnings
    typer.echo(f"{len(known)} messages; shown: {len(shown)}")
    for one in shown:
        mark = "  EXERCISE" if one.drill else ""
        typer.echo(f"  {one.level.upper()}{mark}  {one.texts[0].headline}")
        span = f"{one.starts.astimezone(_ZONE):%d.%m. %H:%M} to {one.ends.astimezone(_ZONE):%d.%m. %H:%M}"
        typer.echo(f"    {one.source}, {span}, in {', '.join(text.language for text in one.texts)}")


def _say(heard: Heard, spot: Spot, choice: Choice, now: datetime, *, stands: bool) -> None:
    alert = heard.alert
    if stands:
        found = verdict(heard, spot, choice, now)
        word, why = ("shows", found.why) if found.shows else ("no", found.why)
    else:
        word, why = (
            "no",
            f"a {alert.msg_type}" if alert.msg_type not in {"Alert", "Update"} else "replaced by another",
        )
    typer.echo(f"{word:6}{alert.identifier} ({alert.msg_type}, {alert.status}): {why}")


def _read(file: Path) -> list[Alert]:
    try:
        with file.open("rb") as opened:
            payload = opened.read(LARGEST_BYTES + 1)
        found = read(payload)
    except OSError as error:
        _fail(f"cannot read {file}: {error.strerror}")
    except NotAnAlertError as error:
        _fail(f"{file}: {error}")
    elsewhere = [one.address for one in found if isinstance(one, Entry)]
    if elsewhere:
        typer.echo(
            f"{file} names {len(elsewhere)} messages that are not in it: {', '.join(elsewhere[:5])}", err=True
        )
    return [one for one in found if isinstance(one, Alert)]


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        _fail(f"--at {text}: write it as 2026-11-24T09:00+01:00")
    return found


def _fail(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(2)
