"""Desired configuration judged against its type, field by field, and the last good one kept on disk."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
import structlog

from lobby.contract.devices import FieldReport
from lobby.contract.fields import Message

C = TypeVar("C", bound=Message)


@dataclass(frozen=True)
class Judged(Generic[C]):
    """`config` is None when any field is wrong: a document is applied whole or not at all."""

    config: C | None
    fields: dict[str, FieldReport]


def judge(fields: dict[str, object], kind: type[C], current: C) -> Judged[C]:
    """Check each desired field on its own, then all together; fields not named take the type's default."""
    known = {field.name: field for field in msgspec.structs.fields(kind)}
    reports: dict[str, FieldReport] = {}
    for name, value in fields.items():
        if name not in known:
            reports[name] = FieldReport(ok=False, value=value, reason="this program has no such setting")
            continue
        try:
            msgspec.convert(value, known[name].type)
            reports[name] = FieldReport(ok=True, value=value)
        except msgspec.ValidationError as error:
            reports[name] = FieldReport(
                ok=False, value=msgspec.to_builtins(getattr(current, name)), reason=str(error)[:400]
            )
    if not all(report.ok for report in reports.values()):
        return Judged(None, reports)
    return Judged(msgspec.convert(fields, kind), reports)


class Stored(msgspec.Struct, frozen=True):
    """The file of the last good configuration."""

    rev: int
    fields: dict[str, object]


class ConfigFile:
    """The last good configuration of this device, replaced atomically."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "config.json"

    def read(self, kind: type[C]) -> tuple[int, C]:
        """Revision and configuration; revision 0 and the defaults where none is kept or it no longer fits its type."""
        try:
            stored = msgspec.json.decode(self._path.read_bytes(), type=Stored)
            return stored.rev, msgspec.convert(stored.fields, kind)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError) as error:
            structlog.get_logger("lobby.link").warning("kept configuration is unreadable", why=str(error))
        return 0, msgspec.convert({}, kind)

    def write(self, rev: int, fields: dict[str, object]) -> None:
        """Keep it, durably."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(msgspec.json.encode(Stored(rev, fields)))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
