"""Staff who may sign in, their sessions and one-time links, in one SQLite file shared with the command line.

Tokens are kept as hashes: whoever reads the file can not sign in with it.
"""

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import argon2
import msgspec

LINK_VALID = timedelta(minutes=10)
SESSION_IDLE = timedelta(hours=10)
"""A working day; a session ends when nobody used it for that long."""
PASSWORD_LENGTHS = range(8, 201)
ACCOUNT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, rights TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS session (
    token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, used TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS link (
    token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, until TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_BEFORE_RIGHTS = "ALTER TABLE account ADD COLUMN rights TEXT NOT NULL DEFAULT 'call-anyone'"
"""Files of the first version: every clerk could call anybody, and keeps that."""


class Role(StrEnum):
    """What somebody may do. One account, one role."""

    CLERK = "clerk"
    RECEPTION = "reception"
    FACILITY = "facility"
    STEERING = "steering"


class Right(StrEnum):
    """What a role alone does not give."""

    CALL_ANYONE = "call-anyone"
    """A clerk may call a waiting visitor out of turn."""


class Account(msgspec.Struct, frozen=True):
    """Who is signed in."""

    name: str
    role: Role
    rights: tuple[Right, ...] = ()


class AccountError(ValueError):
    """An account cannot be made or found; the text says why."""


class Accounts:
    """The file of accounts. Used by one thread at a time; several programs may have it open."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA busy_timeout=2000")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._db.executescript(_SCHEMA)
        if "rights" not in {row[1] for row in self._db.execute("PRAGMA table_info(account)")}:
            self._db.execute(_BEFORE_RIGHTS)
        self._hasher = argon2.PasswordHasher()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def add(self, name: str, role: Role, password: str | None = None, rights: Iterable[Right] = ()) -> None:
        """A new account; without a password it signs in by links only.

        Raises:
            AccountError: the name is taken or no name, or the password too short or too long.
        """
        if not ACCOUNT_NAME.fullmatch(name):
            raise AccountError(f"“{name}” is no account name: small letters, digits and hyphens, at most 40")
        if password is not None and len(password) not in PASSWORD_LENGTHS:
            raise AccountError("a password has 8 to 200 characters")
        hashed = None if password is None else self._hasher.hash(password)
        try:
            self._db.execute("INSERT INTO account VALUES (?, ?, ?, ?)", (name, role, hashed, _joined(rights)))
        except sqlite3.IntegrityError as error:
            raise AccountError(f"there is an account “{name}” already") from error

    def allow(self, name: str, rights: Iterable[Right]) -> None:
        """These rights and no others, from the next page on.

        Raises:
            AccountError: no such account.
        """
        query = "UPDATE account SET rights = ? WHERE name = ?"
        if self._db.execute(query, (_joined(rights), name)).rowcount == 0:
            raise AccountError(f"there is no account “{name}”")

    def remove(self, name: str) -> bool:
        """Remove an account and end its sessions; False if there is none."""
        return self._db.execute("DELETE FROM account WHERE name = ?", (name,)).rowcount > 0

    def all(self) -> list[Account]:
        """All accounts, by name."""
        return [_account(row) for row in self._db.execute(f"{_ACCOUNTS} ORDER BY name")]

    @cached_property
    def _nobody(self) -> str:
        """Something to compare with where there is no account, so that both take equally long."""
        return self._hasher.hash(secrets.token_urlsafe())

    def check(self, name: str, password: str) -> Account | None:
        """The account if the password is right. Takes about 50 ms, also for an account that does not exist."""
        row = self._db.execute("SELECT password FROM account WHERE name = ?", (name,)).fetchone()
        nobody = self._nobody
        hashed = row[0] if row and row[0] else nobody
        try:
            self._hasher.verify(hashed, password)
        except argon2.exceptions.VerifyMismatchError:
            return None
        return self._account(name) if row and row[0] else None

    def new_link(self, name: str, now: datetime) -> str:
        """A token that signs this account in once within ten minutes.

        Raises:
            AccountError: no such account.
        """
        if self._db.execute("SELECT 1 FROM account WHERE name = ?", (name,)).fetchone() is None:
            raise AccountError(f"there is no account “{name}”")
        token = secrets.token_urlsafe(24)
        self._db.execute("DELETE FROM link WHERE until < ?", (_stamp(now),))
        self._db.execute("INSERT INTO link VALUES (?, ?, ?)", (_hash(token), name, _stamp(now + LINK_VALID)))
        return token

    def use_link(self, token: str, now: datetime) -> Account | None:
        """The account a link stands for; None when it is used, too old or none of ours."""
        row = self._db.execute(
            "DELETE FROM link WHERE token = ? RETURNING account, until", (_hash(token),)
        ).fetchone()
        if row is None or row[1] < _stamp(now):
            return None
        return self._account(row[0])

    def open_session(self, account: Account, now: datetime) -> str:
        """A new session's token, for the cookie."""
        token = secrets.token_urlsafe(32)
        self._db.execute("DELETE FROM session WHERE used < ?", (_stamp(now - SESSION_IDLE),))
        self._db.execute("INSERT INTO session VALUES (?, ?, ?)", (_hash(token), account.name, _stamp(now)))
        return token

    def session(self, token: str, now: datetime) -> Account | None:
        """Who this session belongs to; using it prolongs it."""
        hashed = _hash(token)
        row = self._db.execute("SELECT account, used FROM session WHERE token = ?", (hashed,)).fetchone()
        if row is None or row[1] < _stamp(now - SESSION_IDLE):
            return None
        if row[1] < _stamp(now - timedelta(minutes=1)):
            self._db.execute("UPDATE session SET used = ? WHERE token = ?", (_stamp(now), hashed))
        return self._account(row[0])

    def close_session(self, token: str) -> None:
        """Sign out."""
        self._db.execute("DELETE FROM session WHERE token = ?", (_hash(token),))

    def is_signed_in(self, name: str, now: datetime) -> bool:
        """Whether any session of this account is still good."""
        query = "SELECT 1 FROM session WHERE account = ? AND used >= ?"
        return self._db.execute(query, (name, _stamp(now - SESSION_IDLE))).fetchone() is not None

    def secret(self, name: str) -> str:
        """A random secret that is made once and kept."""
        self._db.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (name, secrets.token_hex(32)))
        return str(self._db.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()[0])

    def _account(self, name: str) -> Account | None:
        row = self._db.execute(f"{_ACCOUNTS} WHERE name = ?", (name,)).fetchone()
        return _account(row) if row else None


_ACCOUNTS = "SELECT name, role, rights FROM account"


def _account(row: tuple[str, str, str]) -> Account:
    return Account(row[0], Role(row[1]), tuple(Right(right) for right in row[2].split()))


def _joined(rights: Iterable[Right]) -> str:
    return " ".join(sorted(set(rights)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
