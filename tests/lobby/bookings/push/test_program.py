"""A signed delivery over HTTP reaches the journal of a real queue service, once."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from broker_config.local import LocalBroker, free_port
from lobby.bookings.push.signing import Secret, headers
from lobby.centre.journal import Journal
from lobby.contract.events import Booked
from lobby.link.settings import tables
from tests.support.centres import Centre
from tests.support.programs import lobby_program

PATIENCE_SECONDS = 30.0


@pytest.fixture(name="centre")
def _centre(broker: LocalBroker, tmp_path: Path) -> Iterator[Centre]:
    centre = Centre(broker, tmp_path)
    yield centre
    if centre.process is not None and centre.process.poll() is None:
        centre.kill()


class Served:
    """The program, its address and its secret."""

    def __init__(self, broker: LocalBroker, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.settings = folder / "push.toml"
        secret = folder / "cms.secret"
        assert lobby_program("bookings", "secret", secret).returncode == 0
        self.secret = Secret.parse(secret.read_text())
        more: dict[str, Any] = {"web": {"port": port}, "system": "cms", "push_secrets": [str(secret)]}
        self.settings.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings")) | more))

    def start(self) -> None:
        """Run it until it is connected."""
        command = [sys.executable, "-m", "lobby", "bookings", "serve", "--settings", str(self.settings)]
        self.process = subprocess.Popen(command)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.url}/healthz").status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.05)
        raise AssertionError("the program does not answer")

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(5)

    def push(self, body: bytes, delivery: str) -> httpx.Response:
        """A signed delivery."""
        signed = headers(self.secret, delivery, datetime.now(UTC), body)
        return httpx.post(f"{self.url}/v1/bookings", content=body, headers=signed, timeout=20)


@pytest.fixture(name="served")
def _served(broker: LocalBroker, tmp_path: Path) -> Iterator[Served]:
    served = Served(broker, tmp_path)
    served.start()
    yield served
    served.kill()


def booked(centre: Centre) -> int:
    """How many bookings the journal has."""
    journal = Journal(centre.journal, read_only=True)
    try:
        return sum(isinstance(event, Booked) for _, event in journal.everything())
    finally:
        journal.close()


def until_taken(push: Callable[[], httpx.Response]) -> httpx.Response:
    """As a sender does: the same delivery again while the answer is 503."""
    end = time.monotonic() + PATIENCE_SECONDS
    while (response := push()).status_code == httpx.codes.SERVICE_UNAVAILABLE:
        assert time.monotonic() < end, response.text
        assert response.headers["retry-after"] == "30"
        time.sleep(0.2)
    return response


@pytest.mark.slow
def test_a_delivery_has_one_effect(centre: Centre, served: Served) -> None:
    """Without a queue service it is refused for now; then taken once, also when both programs are killed between."""
    slot = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%MZ")
    rows = [{"reference": f"r{index}", "service": "passport", "slot": slot} for index in range(20)]
    body = json.dumps({"bookings": rows}).encode()
    assert served.push(body, "delivery-1").status_code == httpx.codes.SERVICE_UNAVAILABLE
    centre.start()
    first = until_taken(lambda: served.push(body, "delivery-1"))
    assert first.json()["imported"]["added"] == 20
    served.kill()
    centre.kill()
    centre.start()
    served.start()
    again = until_taken(lambda: served.push(body, "delivery-1"))
    assert (again.content, again.headers["lobby-replayed"]) == (first.content, "true")
    other = until_taken(lambda: served.push(body, "delivery-2"))
    assert other.json()["imported"] == {"added": 0, "changed": 0, "cancelled": 0, "unchanged": 20}
    assert booked(centre) == 20


def test_what_is_not_signed_or_too_large_stays_outside(served: Served) -> None:
    """Nothing is read of it."""
    assert httpx.post(f"{served.url}/v1/bookings", content=b"[]").status_code == httpx.codes.BAD_REQUEST
    forged = headers(Secret.new(), "delivery-1", datetime.now(UTC), b"[]")
    refused = httpx.post(f"{served.url}/v1/bookings", content=b"[]", headers=forged)
    assert (refused.status_code, refused.json()["findings"][0]["kind"]) == (401, "push-signature")
    assert served.push(b" " * 1_100_000, "delivery-1").status_code == 413
    assert httpx.get(f"{served.url}/v1/bookings").status_code == 405


def test_without_secrets_it_does_not_start(broker: LocalBroker, tmp_path: Path) -> None:
    """An open door is not a default."""
    path = tmp_path / "push.toml"
    path.write_bytes(msgspec.toml.encode(tables(broker.settings("bookings"))))
    refused = lobby_program("bookings", "serve", "--settings", path)
    assert (refused.returncode, "push_secrets" in refused.stderr) == (2, True)
