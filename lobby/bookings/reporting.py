"""What the commands say: steps while they work, findings, and the outcome, for people or as JSON."""

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Self

import msgspec
import typer
from rich.console import Console

from lobby.bookings.checking import Checked
from lobby.bookings.findings import Finding, Severity, Where, say
from lobby.bookings.records import Row
from lobby.contract.answers import Imported, ImportNote


class Language(StrEnum):
    """Of what is said to people; JSON has both."""

    DE = "de"
    EN = "en"

    @classmethod
    def of_terminal(cls) -> Self:
        """German where the terminal is."""
        names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        first = next((name for name in names if name), "")
        return cls.DE if first.lower().startswith("de") else cls.EN


class Report:
    """The report on one feed."""

    def __init__(self, file: Path, language: Language, *, as_json: bool) -> None:
        self._file, self._language, self._as_json = file, language, as_json
        self._steps = Console(stderr=True)

    @contextlib.contextmanager
    def step(self, kind: str, **values: object) -> Iterator[None]:
        """A step that is shown while it lasts, to somebody who watches."""
        if not sys.stderr.isatty():
            yield
            return
        with self._steps.status(self._say(f"step-{kind}", **values)):
            yield

    def verdict(self, checked: Checked) -> None:
        """Findings, and whether the feed can be imported."""
        self._tell(checked, checked.findings, None)
        if not self._as_json:
            kind = "verdict-good" if checked.is_good else "verdict-bad"
            typer.echo(
                self._say(kind, bookings=len(checked.rows), records=checked.records, errors=checked.errors)
            )

    def not_imported(self, checked: Checked) -> None:
        """Findings, and that nothing was imported."""
        self._tell(checked, checked.findings, None)
        if not self._as_json:
            typer.echo(self._say("not-imported", file=self._file, errors=checked.errors), err=True)

    def imported(self, checked: Checked, done: Imported, *, is_incomplete: bool = False) -> None:
        """Findings, remarks of the queue service, and what the import changed.

        `is_incomplete`: the list should have been complete, and a record without an id keeps it from that.
        """
        remarks = remarks_of(done, checked.rows)
        if is_incomplete:
            remarks.append(Finding.note("not-complete", Where()))
        self._tell(checked, (*checked.findings, *remarks), done)
        if not self._as_json:
            typer.echo(self._say("imported", **counts_of(done)))

    def _tell(self, checked: Checked, findings: Sequence[Finding], done: Imported | None) -> None:
        if not self._as_json:
            for one in findings:
                typer.echo(f"{self._file}: {one.line(self._language)}", err=True)
            return
        document = {
            "file": str(self._file),
            "records": checked.records,
            "bookings": len(checked.rows),
            "errors": checked.errors,
            "findings": [one.document() for one in findings],
            "imported": None if done is None else counts_of(done),
        }
        typer.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))

    def _say(self, kind: str, **values: object) -> str:
        return say(self._language, kind, values)


def counts_of(done: Imported) -> dict[str, int]:
    """How much an import changed."""
    return {name: getattr(done, name) for name in ("added", "changed", "cancelled", "unchanged")}


def remarks_of(done: Imported, rows: Sequence[Row]) -> list[Finding]:
    """What the queue service says of single bookings, each at its place in the feed."""
    return [_remark(one, rows) for one in done.notes]


def _remark(note: ImportNote, rows: Sequence[Row]) -> Finding:
    where = next((row.where for row in rows if row.booking.booking == note.booking), Where())
    return Finding(f"remark-{note.remark}", where, None, Severity.NOTE, {"number": note.number})
