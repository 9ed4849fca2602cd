"""What is found in a file of bookings, and where: a sentence in German and in English that quotes nothing of it.

Whatever stands in a file may be a person's: findings name lines, records and fields, never a content.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from lobby.web.wording import Wording, load

LANGUAGES = ("de", "en")


class Severity(StrEnum):
    """Whether the record can be used all the same."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True)
class Where:
    """A line of a text, or a record of a document, counted from 1; neither: the whole of it."""

    line: int | None = None
    record: int | None = None

    def said(self, language: str) -> str:
        """For people."""
        if self.line is not None:
            return say(language, "where-line", {"line": self.line})
        if self.record is not None:
            return say(language, "where-record", {"record": self.record})
        return say(language, "where-all", {})


@dataclass(frozen=True)
class Finding:
    """One thing to say. `kind` is its key in the wording, `field` the name of the field in the manual."""

    kind: str
    where: Where = Where()
    field: str | None = None
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @classmethod
    def note(cls, kind: str, where: Where, **values: object) -> Self:
        """Something that was put right, or is worth a look."""
        return cls(kind, where, None, Severity.NOTE, values)

    @property
    def is_error(self) -> bool:
        """Whether its record, or the file, cannot be imported."""
        return self.severity is Severity.ERROR

    def said(self, language: str) -> str:
        """What is wrong and what to do."""
        return say(language, self.kind, self.values)

    def line(self, language: str) -> str:
        """The whole sentence with its place, for a terminal."""
        place = self.where.said(language)
        if self.field is not None:
            place += ", " + say(language, "where-field", {"field": self.field})
        kind = say(language, f"severity-{self.severity}", {})
        return f"{place}: {kind}: {self.said(language)}"

    def document(self) -> dict[str, object]:
        """For programs."""
        return {
            "kind": self.kind,
            "severity": self.severity.value,
            "line": self.where.line,
            "record": self.where.record,
            "field": self.field,
            **{language: self.said(language) for language in LANGUAGES},
        }


def say(language: str, kind: str, values: Mapping[str, object]) -> str:
    """A text of the commands in this language."""
    return _wording().say(language, kind, values)


@cache
def _wording() -> Wording:
    return load(("lobby.bookings",))
