"""The same files with TLS: certificates are the accounts."""

import datetime as dt
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from broker_config.binary import find
from broker_config.local import free_port
from broker_config.site import EXAMPLE, SiteError, files, read_site
from lobby.contract.devices import DeviceKind
from lobby.contract.state import Board, Opening
from lobby.contract.topics import BOARD
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from lobby.link.settings import BrokerSettings, Settings
from tests.support.stream import Stream

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


class Authority:
    """A certificate authority for one test, ECDSA P-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        self.certificate = self._sign(self._name, self._key, is_authority=True)
        (folder / "ca.crt").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str) -> None:
        """Write <name>.crt and <name>.key."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._sign(subject, key, is_authority=False)
        (self.folder / f"{name}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (self.folder / f"{name}.key").write_bytes(pem)

    def _sign(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, is_authority: bool
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(hours=1))
            .not_valid_after(now + dt.timedelta(hours=1))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(
                x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
            )
        )
        return builder.sign(self._key, hashes.SHA256())


@dataclass(frozen=True)
class Installation:
    """A running broker with TLS."""

    folder: Path
    port: int

    def settings(self, device: str, *, certificate: bool = True) -> Settings:
        """A program's settings."""
        crt, key = (str(self.folder / f"{device}.crt"), str(self.folder / f"{device}.key"))
        broker = BrokerSettings(
            port=self.port,
            cafile=str(self.folder / "ca.crt"),
            certfile=crt if certificate else None,
            keyfile=key if certificate else None,
        )
        kind = DeviceKind.QUEUE if device == "queue" else DeviceKind.DISPLAY
        return Settings(
            city="hh", centre="altona", device=device, kind=kind, state_dir=str(self.folder), broker=broker
        )


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """The files of `lobby broker render`, run by the real Mosquitto."""
    authority = Authority(tmp_path)
    for name in ("broker", "queue", "display-1"):
        authority.issue(name)
    port = free_port()
    (tmp_path / "site.toml").write_text(
        f"""
        city = "hh"
        centre = "altona"
        [listener]
        host = "127.0.0.1"
        port = {port}
        cafile = "{tmp_path}/ca.crt"
        certfile = "{tmp_path}/broker.crt"
        keyfile = "{tmp_path}/broker.key"
        [accounts]
        queue = "queue"
        display-1 = "display"
        """
    )
    made = files(read_site(tmp_path / "site.toml"), tmp_path)
    for name, text in made.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "access").chmod(0o700)
    if os.geteuid() == 0:
        (tmp_path / "mosquitto.conf").write_text(made["mosquitto.conf"] + "user root\n")
    process = subprocess.Popen(
        [find(tmp_path).broker, "-c", str(tmp_path / "mosquitto.conf")], stderr=subprocess.DEVNULL
    )
    time.sleep(0.3)
    assert process.poll() is None
    yield Installation(tmp_path, port)
    process.terminate()
    process.wait(3)


def test_certificates_are_the_accounts(installation: Installation) -> None:
    """A program with a certificate connects and has the rights of its common name."""
    heard, told = Stream(), Stream()
    display = Link(installation.settings("display-1"), [Subscription(BOARD)], heard.put)
    queue = Link(installation.settings("queue"), [], told.put)
    for link, stream in ((display, heard), (queue, told)):
        link.start()
        stream.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    board = Board(epoch="epoch-01", rev=1, as_of=NOW, calls=(), opening=Opening(is_open=True))
    display.publish(BOARD, board)
    heard.never(lambda item: isinstance(item, Incoming), 0.3)
    queue.publish(BOARD, board)
    assert heard.until(lambda item: isinstance(item, Incoming)).message == board
    display.stop()
    queue.stop()


def test_without_a_certificate_nobody_gets_in(installation: Installation) -> None:
    """No password, no anonymous access: the connection is refused."""
    heard = Stream()
    link = Link(installation.settings("display-1", certificate=False), [Subscription(BOARD)], heard.put)
    link.start()
    heard.never(lambda item: isinstance(item, LinkChanged) and item.connected, 1.5)
    link.stop()


def test_the_printed_example_is_a_site(tmp_path: Path) -> None:
    """What `lobby broker example` prints can be rendered, bridge included."""
    (tmp_path / "site.toml").write_text(EXAMPLE)
    made = files(read_site(tmp_path / "site.toml"), Path("/var/lib/lobby-broker"))
    assert "connection bridge-altona" in made["mosquitto.conf"]
    assert "require_certificate true" in made["mosquitto.conf"]
    assert "user kiosk-1" in made["access"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('kiosk-1 = "kiosk"', 'kiosk-1 = "kioks"'), "kioks"),
        (('city = "hh"', 'city = "HH"'), "city"),
        (("port = 8883", 'port = "x"'), "port"),
        (("[listener]", "[listener"), "site.toml"),
    ],
)
def test_a_wrong_site_file_is_named(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    """The error names the place in the file."""
    (tmp_path / "site.toml").write_text(EXAMPLE.replace(*change))
    with pytest.raises(SiteError, match=says):
        files(read_site(tmp_path / "site.toml"), tmp_path)
