"""Key files: private ones stay private, and none is lost or overwritten."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lobby.codes.key_files import (
    KeyFileError,
    KeyFolder,
    public_hex,
    read_private_key,
    read_public_keys,
    write_private_key,
)
from tests.support.codes import private_key, public_key


def test_a_private_key_comes_back_and_is_only_for_its_owner(tmp_path: Path) -> None:
    """The file is made with mode 0600 and holds the same key."""
    path = tmp_path / "key.pem"
    write_private_key(path, private_key(1))
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_hex(read_private_key(path)) == public_hex(private_key(1))


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """Writing over a key raises and leaves it as it is."""
    path = tmp_path / "key.pem"
    write_private_key(path, private_key(1))
    with pytest.raises(KeyFileError, match="never overwritten"):
        write_private_key(path, private_key(2))
    assert public_hex(read_private_key(path)) == public_hex(private_key(1))


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """A private key with loose permissions is not used, and the way out is said."""
    path = tmp_path / "key.pem"
    write_private_key(path, private_key(1))
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_private_key(path)


@pytest.mark.parametrize(
    "content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    """Anything but a private key in PEM form is refused by name."""
    path = tmp_path / "key.pem"
    path.touch(mode=0o600)
    path.write_bytes(content)
    with pytest.raises(KeyFileError, match="no unencrypted private key"):
        read_private_key(path)


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    """Codes are signed with Ed25519 only."""
    path = tmp_path / "key.pem"
    path.touch(mode=0o600)
    other = generate_private_key(SECP256R1())
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(KeyFileError, match="another kind of key"):
        read_private_key(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named, private or public."""
    with pytest.raises(KeyFileError, match=r"none\.pem"):
        read_private_key(tmp_path / "none.pem")
    with pytest.raises(KeyFileError, match=r"none\.json"):
        read_public_keys(tmp_path / "none.json")


def test_a_folder_keeps_all_its_keys(tmp_path: Path) -> None:
    """Keys are added side by side; an id is never used twice, and a revoked key stays listed."""
    folder = KeyFolder(tmp_path / "keys")
    assert folder.public_keys() == ()
    folder.add(public_key(1), private_key(1))
    folder.add(public_key(2), private_key(2))
    with pytest.raises(KeyFileError, match="take another id"):
        folder.add(public_key(1), private_key(3))
    folder.revoke(1)
    assert [(key.key_id, key.revoked) for key in folder.public_keys()] == [(1, True), (2, False)]
    assert public_hex(read_private_key(folder.private_file(1))) == public_key(1).public
    with pytest.raises(KeyFileError, match="no key 9"):
        folder.revoke(9)


def test_a_damaged_keyring_is_named(tmp_path: Path) -> None:
    """A keyring that is no list of keys is refused with what is wrong."""
    path = tmp_path / "keyring.json"
    path.write_text('[{"key_id": 1, "public": "xyz"}]', encoding="utf-8")
    with pytest.raises(KeyFileError, match="is no keyring"):
        read_public_keys(path)
