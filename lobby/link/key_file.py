"""The key that makes booking ids of other systems' numbers, in a file that its programs share."""

import secrets
from pathlib import Path

from lobby.contract.codes.numbers import KEY_BYTES
from lobby.link.settings import SettingsError


def read_key(path: Path, *, make: bool) -> bytes:
    """The key in a file of 64 hex digits, made if there is none and `make`.

    Raises:
        SettingsError: no such file, no key in it, or no place to make it.
    """
    try:
        if make and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            part.touch(mode=0o600)
            part.write_text(secrets.token_hex(KEY_BYTES) + "\n")
            _into_place(part, path)
        key = bytes.fromhex(path.read_text().strip())
    except OSError as error:
        raise SettingsError(f"cannot read the key of booking numbers {path}: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{path} holds no key: it must be {2 * KEY_BYTES} hex digits") from error
    if len(key) != KEY_BYTES:
        raise SettingsError(f"{path} holds no key: it must be {2 * KEY_BYTES} hex digits")
    return key


def _into_place(part: Path, path: Path) -> None:
    """Of two programs that make a key at once the first one's stays."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()
