"""Keys of booking codes on disk: private ones that only their owner reads, and the public keyring beside them.

A folder of keys belongs to where bookings are made. Terminals and centres get the keyring in their configuration.
"""

import os
import stat
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from lobby.contract.codes import Keyring
from lobby.contract.config import PublicKey

KEYRING_FILE = "keyring.json"
_PRIVATE = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyFileError(Exception):
    """A key file is missing, wrong or open to others; the text says what to do."""


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half as it stands in configurations."""
    return key.public_key().public_bytes_raw().hex()


def write_private_key(path: Path, key: Ed25519PrivateKey) -> None:
    """Write a new PEM file that only its owner can read.

    Raises:
        KeyFileError: there is one already: a key is never overwritten.
    """
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError as error:
        raise KeyFileError(f"{path} is there already; keys are never overwritten") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)


def read_private_key(path: Path) -> Ed25519PrivateKey:
    """The key in a PEM file.

    Raises:
        KeyFileError: no such file, others may read it, or it holds no Ed25519 key.
    """
    try:
        if path.stat().st_mode & _OTHERS:
            raise KeyFileError(f"others may read {path}; run: chmod 600 {path}")
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise KeyFileError(f"cannot read the private key {path}: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise KeyFileError(f"{path} is no unencrypted private key in PEM form") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} holds another kind of key than Ed25519")
    return key


def read_public_keys(path: Path) -> tuple[PublicKey, ...]:
    """The public keys in a keyring file.

    Raises:
        KeyFileError: no such file, or it is no list of keys.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[PublicKey, ...])
    except OSError as error:
        raise KeyFileError(f"cannot read the keyring {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise KeyFileError(f"{path} is no keyring: {error}") from error


class KeyFolder:
    """`key-<id>.pem` for each private key, and `keyring.json` with all public ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def keyring_file(self) -> Path:
        """Where the public keys are."""
        return self.folder / KEYRING_FILE

    def private_file(self, key_id: int) -> Path:
        """Where a private key is, or would be."""
        return self.folder / f"key-{key_id}.pem"

    def public_keys(self) -> tuple[PublicKey, ...]:
        """All public keys; none in a folder without a keyring."""
        return read_public_keys(self.keyring_file) if self.keyring_file.exists() else ()

    def keyring(self) -> Keyring:
        """All public keys, ready to check codes with."""
        return Keyring.of(self.public_keys())

    def add(self, public: PublicKey, key: Ed25519PrivateKey) -> None:
        """Keep a new key.

        Raises:
            KeyFileError: the id has been used before: codes of the old key would be taken for the new one's.
        """
        keys = self.public_keys()
        if any(one.key_id == public.key_id for one in keys):
            raise KeyFileError(f"key {public.key_id} is in {self.keyring_file} already; take another id")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private_key(self.private_file(public.key_id), key)
        self._write((*keys, public))

    def revoke(self, key_id: int) -> PublicKey:
        """Mark a key as revoked; it stays in the keyring, so that its codes are refused by name.

        Raises:
            KeyFileError: no such key.
        """
        keys = self.public_keys()
        if all(one.key_id != key_id for one in keys):
            raise KeyFileError(f"there is no key {key_id} in {self.keyring_file}")
        changed = tuple(
            msgspec.structs.replace(one, revoked=True) if one.key_id == key_id else one for one in keys
        )
        self._write(changed)
        return next(one for one in changed if one.key_id == key_id)

    def _write(self, keys: tuple[PublicKey, ...]) -> None:
        part = self.keyring_file.with_suffix(".part")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(keys), indent=2) + b"\n")
        part.replace(self.keyring_file)
