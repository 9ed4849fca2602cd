"""`lobby codes` from key to verdict, as an operator uses it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from lobby.codes.cli import app
from lobby.codes.wording import REASONS
from lobby.contract.codes import CodeFault, TypedFault
from tests.support.codes import code

SLOT = "2026-12-01T10:15"


def lobby_codes(*arguments: str | Path, stdin: str | None = None) -> Result:
    """The command run with these arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture(name="keys")
def _keys(tmp_path: Path) -> Path:
    """A folder with one key, valid in 2026 from January on."""
    folder = tmp_path / "keys"
    made = lobby_codes(
        "keygen", "--keys", folder, "--id", "7", "--not-before", "2026-01-01", "--not-after", "2099-12-31"
    )
    assert made.exit_code == 0
    return folder


def issue(keys: Path, *more: str | Path) -> dict[str, Any]:
    """A code for a passport in Altona, as JSON."""
    done = lobby_codes(
        "issue",
        "--keys",
        keys,
        "--centre",
        "altona",
        "--service",
        "passport",
        "--slot",
        SLOT,
        "--json",
        *more,
    )
    assert done.exit_code == 0, done.output
    issued: dict[str, Any] = json.loads(done.stdout)
    return issued


def test_a_code_is_issued_shown_and_verified(keys: Path, tmp_path: Path) -> None:
    """From key to card to verdict: the picture that was written verifies."""
    card = tmp_path / "card.png"
    issued = issue(keys, "--png", card, "--persons", "3", "--booking", "00112233445566ff")
    assert issued["typed"] == "60NF-H2UH"
    shown = lobby_codes("show", "--image", card)
    assert "2026-12-01 10:15 CET, 15 min" in shown.stdout
    assert "Not verified" in shown.stdout
    assert "█" in shown.stdout
    verified = lobby_codes("verify", "--keyring", keys / "keyring.json", "--image", card)
    assert (verified.exit_code, verified.stdout.splitlines()[0]) == (0, "valid")
    assert "60NF-H2UH" in verified.stdout


def test_a_code_comes_from_standard_input_too(keys: Path) -> None:
    """A scanner's line ends and capitals make no difference on standard input."""
    text = issue(keys)["code"].lower() + "\r\n"
    verified = lobby_codes("verify", "--keyring", keys / "keyring.json", "-", "--json", stdin=text)
    assert json.loads(verified.stdout)["valid"] is True


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("HK1ABC", "cut"),
        ("https://example.org", "foreign-url"),
        (code(key_id=1), "unknown-key"),
    ],
)
def test_a_bad_code_ends_with_its_reason(keys: Path, text: str, reason: str) -> None:
    """A refusal names the reason, explains it, and ends with exit code 1."""
    refused = lobby_codes("verify", "--keyring", keys / "keyring.json", text)
    assert refused.exit_code == 1
    assert refused.stdout.startswith(f"not valid: {reason}: ")
    as_json = lobby_codes("verify", "--keyring", keys / "keyring.json", text, "--json")
    assert json.loads(as_json.stdout)["reason"] == reason


def test_revoking_a_key_voids_its_codes(keys: Path) -> None:
    """After revocation the code is refused as such, and nothing more is signed with the key."""
    text = issue(keys)["code"]
    assert lobby_codes("revoke", "--keys", keys, "--id", "7").exit_code == 0
    assert "key-revoked" in lobby_codes("verify", "--keyring", keys / "keyring.json", text).stdout
    again = lobby_codes(
        "issue", "--keys", keys, "--centre", "altona", "--service", "passport", "--slot", SLOT
    )
    assert again.exit_code == 2
    assert "revoked" in again.stderr
    assert "revoked" in lobby_codes("keys", "--keys", keys).stdout


def test_the_newest_key_that_may_is_taken(keys: Path) -> None:
    """A newer key of another centre is passed over; a newer one of this centre signs."""
    lobby_codes("keygen", "--keys", keys, "--id", "8", "--centre", "wandsbek", "--not-before", "2026-01-01")
    assert issue(keys)["key"] == 7
    lobby_codes("keygen", "--keys", keys, "--id", "9", "--centre", "altona", "--not-before", "2026-01-01")
    assert issue(keys)["key"] == 9
    assert issue(keys, "--key", "7")["key"] == 7


def test_verify_says_where_a_booking_belongs(keys: Path) -> None:
    """Read at another centre a code is valid, and the other centre is mentioned."""
    text = issue(keys)["code"]
    verified = lobby_codes("verify", "--keyring", keys / "keyring.json", "--centre", "wandsbek", text)
    assert verified.exit_code == 0
    assert "another centre than wandsbek" in verified.stdout


def test_the_keyring_is_printed_for_configurations(keys: Path) -> None:
    """`keys --json` is what goes into a centre's configuration; the private key is not in it."""
    listed = lobby_codes("keys", "--keys", keys, "--json")
    (key,) = json.loads(listed.stdout)
    assert key["key_id"] == 7
    assert key["not_after"] == "2099-12-31"
    assert "PRIVATE" not in listed.stdout


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--centre", "atlantis"), "no centre 'atlantis'"),
        (("--service", "haircut"), "no service 'haircut'"),
        (("--slot", "tomorrow"), "no date and time"),
        (("--persons", "0"), "persons is 0"),
        (("--booking", "12"), "16 hexadecimal digits"),
        (("--key", "99"), "no key 99"),
        (("--slot", "2025-12-31T10:15"), "not valid yet"),
        (("--png", "/nowhere/card.png"), "cannot write"),
    ],
)
def test_what_cannot_be_issued_is_said_in_a_sentence(keys: Path, more: tuple[str, str], says: str) -> None:
    """A wrong option ends with exit code 2 and a sentence, never with a traceback."""
    refused = lobby_codes(
        "issue", "--keys", keys, "--centre", "altona", "--service", "passport", "--slot", SLOT, *more
    )
    assert refused.exit_code == 2
    assert says in refused.stderr


def test_a_picture_without_a_code_is_said_to_have_none(keys: Path, tmp_path: Path) -> None:
    """A picture that is none, or shows no code, is named."""
    text = tmp_path / "notes.txt"
    text.write_text("no picture", encoding="utf-8")
    refused = lobby_codes("verify", "--keyring", keys / "keyring.json", "--image", text)
    assert (refused.exit_code, "cannot read the picture" in refused.stderr) == (2, True)


def test_typed_codes_are_shown_for_what_they_are() -> None:
    """A typed code proves nothing, and show says so."""
    shown = lobby_codes("show", "60nf h2uh")
    assert (shown.exit_code, "only names a booking" in shown.stdout) == (0, True)
    wrong = lobby_codes("show", "60nf h2hu")
    assert wrong.exit_code == 1
    assert "typed-check-failed" in wrong.stdout


def test_every_reason_has_a_sentence() -> None:
    """No refusal is left without words."""
    assert set(REASONS) == set(CodeFault) | set(TypedFault)


@pytest.mark.parametrize("command", ["keygen", "keys", "revoke", "issue", "show", "verify"])
def test_every_command_has_an_example(command: str) -> None:
    """Help ends with an example that can be copied."""
    assert f"Example: lobby codes {command}" in lobby_codes(command, "--help").stdout
