"""The secret of the day, of which the links to the phones' wait pages are made."""

import os
import secrets
from datetime import date
from pathlib import Path

import msgspec
import structlog

from lobby.contract.fields import VisitId
from lobby.contract.wait_pages import SECRET_BYTES, Digest, digest_of, token_of


class _Kept(msgspec.Struct, frozen=True):
    day: date
    secret: bytes


class WaitLinks:
    """Kept in a file that only this account reads: a restart keeps today's links, the next day ends them all."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._log = structlog.get_logger("lobby.centre")
        self._kept = self._read()

    def turn_to(self, day: date) -> None:
        """Links are of this day from now on; those of another one can never be made or checked again."""
        if self._kept is None or self._kept.day != day:
            self._kept = _Kept(day, secrets.token_bytes(SECRET_BYTES))
            self._write(self._kept)

    def token(self, visit: VisitId) -> str:
        """Of one visit of the day; `turn_to` comes first."""
        assert self._kept is not None  # noqa: S101
        return token_of(self._kept.secret, visit)

    def digest(self, visit: VisitId) -> Digest:
        """What may leave the centre of it."""
        return digest_of(self.token(visit))

    def _read(self) -> _Kept | None:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            self._log.warning(
                "the secret of the wait pages is unreadable: new links", why=type(error).__name__
            )
            return None

    def _write(self, kept: _Kept) -> None:
        """Durably and at once. Not being able to costs today's links at a restart, nothing else."""
        part = self._file.with_suffix(".new")
        try:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
            with part.open("wb") as file:
                file.write(msgspec.json.encode(kept))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._file)
        except OSError as error:
            self._log.warning("the secret of the wait pages cannot be kept", why=error.strerror)
