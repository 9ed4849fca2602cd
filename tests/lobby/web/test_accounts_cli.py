"""`lobby accounts`."""

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner, Result

from lobby.contract.devices import DeviceKind
from lobby.link.settings import BrokerSettings, tables
from lobby.web.accounts import Account, Accounts, Role
from lobby.web.accounts_cli import app
from lobby.web.moments import utc_now
from lobby.web.settings import PageSettings, PageWeb


@pytest.fixture
def settings(tmp_path: Path) -> PageSettings:
    made = PageSettings(
        city="hh", centre="altona", device="counter", kind=DeviceKind.COUNTER, state_dir=str(tmp_path / "state"),
        broker=BrokerSettings(), web=PageWeb(port=8123),
    )  # fmt: skip
    (tmp_path / "counter.toml").write_bytes(msgspec.toml.encode(tables(made)))
    return made


def run(settings: PageSettings, *arguments: str, typed: str = "") -> Result:
    file = settings.state.parent / "counter.toml"
    return CliRunner().invoke(app, [*arguments, "--settings", str(file)], input=typed)


def test_account_is_made_listed_and_removed(settings: PageSettings) -> None:
    """Accounts are added with a role and a password from standard input, listed, and removed."""
    added = run(settings, "add", "platz-1", "--role", "clerk", "--password-stdin", typed="a long password\n")
    assert added.exit_code == 0
    assert run(settings, "list").stdout == "platz-1\tclerk\n"
    assert Accounts(settings.accounts_file).check("platz-1", "a long password") == Account(
        "platz-1", Role.CLERK
    )
    assert run(settings, "remove", "platz-1").exit_code == 0
    assert run(settings, "list").stdout == ""


def test_rights_are_listed_beside_the_role(settings: PageSettings) -> None:
    """A right is given with the account or later, shown in the list, and gone when it is not named."""
    run(settings, "add", "platz-1", "--role", "clerk", "--links-only", "--right", "call-anyone")
    assert run(settings, "list").stdout == "platz-1\tclerk\tcall-anyone\n"
    assert run(settings, "allow", "platz-1").exit_code == 0
    assert run(settings, "list").stdout == "platz-1\tclerk\n"
    assert run(settings, "allow", "platz-1", "--right", "call-anyone").exit_code == 0
    assert run(settings, "list").stdout == "platz-1\tclerk\tcall-anyone\n"


def test_link_signs_in(settings: PageSettings) -> None:
    """The printed address belongs to the page of the settings, and its token signs that account in."""
    run(settings, "add", "platz-1", "--role", "clerk", "--links-only")
    printed = run(settings, "link", "platz-1").stdout.strip()
    address, _, token = printed.rpartition("/")
    assert address == "http://127.0.0.1:8123/sign-in/link"
    account = Accounts(settings.accounts_file).use_link(token, utc_now())
    assert account == Account("platz-1", Role.CLERK)


@pytest.mark.parametrize(
    "arguments",
    [
        ("remove", "nobody"),
        ("link", "nobody"),
        ("allow", "nobody"),
        ("add", "Not A Name", "--role", "clerk", "--links-only"),
    ],
)
def test_mistakes_are_named(settings: PageSettings, arguments: tuple[str, ...]) -> None:
    """A mistake ends with code 1 and a sentence on standard error."""
    result = run(settings, *arguments)
    assert result.exit_code == 1
    assert result.stderr.strip()


def test_missing_settings_show_how_they_look(tmp_path: Path) -> None:
    """Without the settings file the message shows an example of one."""
    result = CliRunner().invoke(app, ["list", "--settings", str(tmp_path / "none.toml")])
    assert result.exit_code == 1
    assert "[broker]" in result.stderr
