"""Staff accounts, sessions and one-time links."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lobby.web.accounts import LINK_VALID, SESSION_IDLE, Account, AccountError, Accounts, Right, Role

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLERK = Account("platz-1", Role.CLERK)


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    opened = Accounts(tmp_path / "accounts.sqlite3")
    opened.add("platz-1", Role.CLERK, "a long password")
    yield opened
    opened.close()


def test_password_opens_its_own_account_only(accounts: Accounts) -> None:
    """The right password gives the account with its role; a wrong one or an unknown name gives nothing."""
    assert accounts.check("platz-1", "a long password") == CLERK
    assert accounts.check("platz-1", "another password") is None
    assert accounts.check("nobody", "a long password") is None


def test_account_without_password_refuses_every_password(accounts: Accounts) -> None:
    """An account that signs in by links only can not be opened with any password."""
    accounts.add("stage", Role.FACILITY)
    assert accounts.check("stage", "") is None


@pytest.mark.parametrize("name", ["", "Platz 1", "../x", "a" * 41, "-x"])
def test_odd_names_are_refused(accounts: Accounts, name: str) -> None:
    """A name that is not small letters, digits and hyphens is refused with a sentence."""
    with pytest.raises(AccountError, match="no account name"):
        accounts.add(name, Role.CLERK)


def test_name_is_taken_once(accounts: Accounts) -> None:
    """The same name can not be given twice."""
    with pytest.raises(AccountError, match="already"):
        accounts.add("platz-1", Role.FACILITY)


@pytest.mark.parametrize("password", ["short", "x" * 201])
def test_password_length_is_limited(accounts: Accounts, password: str) -> None:
    """Passwords have 8 to 200 characters."""
    with pytest.raises(AccountError, match="8 to 200"):
        accounts.add("platz-2", Role.CLERK, password)


def test_link_signs_in_once(accounts: Accounts) -> None:
    """A link works once; the second use finds nothing."""
    token = accounts.new_link("platz-1", NOW)
    assert accounts.use_link(token, NOW) == CLERK
    assert accounts.use_link(token, NOW) is None


def test_link_ends_after_ten_minutes(accounts: Accounts) -> None:
    """A link that is too old signs nobody in, and is used up by trying."""
    token = accounts.new_link("platz-1", NOW)
    assert accounts.use_link(token, NOW + LINK_VALID + timedelta(seconds=1)) is None
    assert accounts.use_link(token, NOW) is None


def test_link_needs_an_account(accounts: Accounts) -> None:
    """There is no link for somebody who does not exist."""
    with pytest.raises(AccountError, match="no account"):
        accounts.new_link("nobody", NOW)


def test_session_lasts_while_it_is_used(accounts: Accounts) -> None:
    """A session ends when nobody used it for a working day, and use prolongs it."""
    token = accounts.open_session(CLERK, NOW)
    later = NOW + SESSION_IDLE - timedelta(minutes=1)
    assert accounts.session(token, later) == CLERK
    assert accounts.session(token, later + SESSION_IDLE - timedelta(minutes=1)) == CLERK
    assert accounts.session(token, later + 3 * SESSION_IDLE) is None


def test_signing_out_ends_the_session(accounts: Accounts) -> None:
    """After signing out the token is worth nothing."""
    token = accounts.open_session(CLERK, NOW)
    assert accounts.is_signed_in("platz-1", NOW)
    accounts.close_session(token)
    assert accounts.session(token, NOW) is None
    assert not accounts.is_signed_in("platz-1", NOW)


def test_removed_account_is_signed_out_everywhere(accounts: Accounts) -> None:
    """Removing an account ends its sessions and links at once."""
    session, link = accounts.open_session(CLERK, NOW), accounts.new_link("platz-1", NOW)
    assert accounts.remove("platz-1")
    assert accounts.session(session, NOW) is None
    assert accounts.use_link(link, NOW) is None


def test_file_holds_no_token_and_no_password(accounts: Accounts, tmp_path: Path) -> None:
    """Whoever reads the file can not sign in with what stands in it."""
    session, link = accounts.open_session(CLERK, NOW), accounts.new_link("platz-1", NOW)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (session, link, "a long password"):
        assert secret.encode() not in content


def test_secret_is_made_once(accounts: Accounts, tmp_path: Path) -> None:
    """A secret is the same for every program that opens the file, and differs by name."""
    other = Accounts(tmp_path / "accounts.sqlite3")
    assert accounts.secret("csrf") == other.secret("csrf")
    assert accounts.secret("csrf") != accounts.secret("another")
    other.close()


def test_rights_are_given_and_taken(accounts: Accounts) -> None:
    """A right holds for open sessions too, from the next page on, and can be taken away."""
    token = accounts.open_session(CLERK, NOW)
    accounts.allow("platz-1", [Right.CALL_ANYONE])
    assert accounts.session(token, NOW) == Account("platz-1", Role.CLERK, (Right.CALL_ANYONE,))
    accounts.allow("platz-1", [])
    assert accounts.session(token, NOW) == CLERK
    with pytest.raises(AccountError, match="no account"):
        accounts.allow("nobody", [])


def test_clerks_of_an_older_file_may_do_what_they_could(tmp_path: Path) -> None:
    """A file of the first version opens, its accounts with the right that nobody had to be given then."""
    path = tmp_path / "old.sqlite3"
    old = sqlite3.connect(path)
    old.execute("CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT)")
    old.execute("INSERT INTO account VALUES ('platz-1', 'clerk', NULL)")
    old.commit()
    old.close()
    accounts = Accounts(path)
    accounts.add("platz-2", Role.CLERK)
    assert accounts.all() == [
        Account("platz-1", Role.CLERK, (Right.CALL_ANYONE,)), Account("platz-2", Role.CLERK),
    ]  # fmt: skip
    accounts.close()
