"""The display as a real process on a real broker."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops

from broker_config.local import LocalBroker
from lobby.contract.devices import Desired, Drawn, Health, Reported, ShowName
from lobby.contract.state import Beat, Board, Opening, ShownCall
from lobby.contract.topics import BEAT, BOARD, DESIRED, DRAWN, HEALTH, REPORTED, SHOW_NAME, WARNINGS
from lobby.contract.warnings import PublicWarning, Warnings, WarningsEvent
from lobby.link.device import Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.link import Link
from lobby.link.settings import tables
from signage.samples import STORM
from tests.support.mirror import MirrorClient
from tests.support.stream import Stream

pytestmark = pytest.mark.window
EPOCH = "journal-of-a-test"
HERO = (48, 124, 1872, 588)
BESIDE = (48, 620, 1872, 990)
RECOVERED_SECONDS = 5
"""A gap stands two seconds before the board is asked for again."""


@dataclass
class Stage:
    """A broker, a queue service that says what the test wants, somebody who listens, and the display."""

    broker: LocalBroker
    folder: Path
    queue: Device
    console: Device
    heard: Stream
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    rev: int = 0
    port: int | None = None
    """Where the display finds the broker, when that is not where the broker is."""

    def start(self) -> MirrorClient:
        """Start the display; its gong is a program that writes down that it was played."""
        settings, socket = self.folder / "display.toml", self.folder / f"mirror-{len(self.processes)}"
        own = self.broker.settings("display-1", self.folder / "state")
        if self.port is not None:
            broker = msgspec.structs.replace(own.broker, port=self.port)
            own = msgspec.structs.replace(own, broker=broker)
        settings.write_bytes(msgspec.toml.encode(tables(own)))
        bin_folder = self.folder / "bin"
        bin_folder.mkdir(exist_ok=True)
        player = bin_folder / "aplay"
        player.write_text(f"#!/bin/sh\necho played >> {self.gongs}\n")
        player.chmod(0o700)
        environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
        environment["PATH"] = f"{bin_folder}:{environment['PATH']}"
        command = [
            sys.executable,
            "-m",
            "lobby",
            "signage",
            "--settings",
            str(settings),
            "--mirror",
            str(socket),
        ]
        self.processes.append(subprocess.Popen(command, env=environment))
        return MirrorClient(socket)

    @property
    def gongs(self) -> Path:
        return self.folder / "gongs"

    def played(self) -> int:
        return self.gongs.read_text().count("played") if self.gongs.exists() else 0

    def board(self, *calls: ShownCall, age: timedelta = timedelta(0)) -> None:
        self.rev += 1
        now = datetime.now(UTC) - age
        board = Board(
            epoch=EPOCH, rev=self.rev, as_of=now, calls=calls, opening=Opening(is_open=True), name="Altona"
        )
        self.queue.publish(BOARD, board)

    def beat(self, ahead: int = 0) -> None:
        self.queue.publish(BEAT, Beat(epoch=EPOCH, rev=self.rev + ahead, as_of=datetime.now(UTC)))

    @contextmanager
    def beating(self, ahead: int) -> Iterator[None]:
        """A beat four times a second for as long as the block lasts."""
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(0.25):
                self.beat(ahead)

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        yield
        ended.set()
        thread.join()

    def until(self, kind: type, **fields: object) -> Incoming:
        """The next message of this kind with these fields."""

        def wanted(item: object) -> bool:
            return (
                isinstance(item, Incoming)
                and isinstance(item.message, kind)
                and all(getattr(item.message, name) == value for name, value in fields.items())
            )

        found = self.heard.until(wanted, 10)
        assert isinstance(found, Incoming)
        return found


def call(number: str = "A104", place: str = "7", *, age: timedelta = timedelta(0)) -> ShownCall:
    return ShownCall(id=uuid.uuid4().hex, number=number, place=place, at=datetime.now(UTC) - age, attempt=1)


def differs(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is not None


def storm(of: tuple[PublicWarning, ...] = (STORM,)) -> WarningsEvent:
    """The city's picture with this warning in force."""
    now = datetime.now(UTC)
    listed = tuple(msgspec.structs.replace(one, starts=now, ends=now + timedelta(hours=1)) for one in of)
    data = Warnings(as_of=now, warnings=listed)
    return WarningsEvent(
        id=uuid.uuid4().hex, source="/test", type="de.lobby.warnings.v1", time=now, data=data
    )


@pytest.fixture
def stage(broker: LocalBroker, tmp_path: Path) -> Iterator[Stage]:
    with staged(broker, tmp_path) as running:
        yield running


@contextmanager
def staged(broker: LocalBroker, tmp_path: Path) -> Iterator[Stage]:
    """All but the display, which a test starts."""
    heard = Stream()
    connected = Stream()
    queue = Device(broker.settings("queue"), subscriptions=[], deliver=connected.put)
    listens = [Subscription(channel, any_device=True) for channel in (DRAWN, HEALTH, REPORTED)]
    console = Device(broker.settings("console"), subscriptions=listens, deliver=heard.put)
    queue.start()
    console.start()
    connected.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    heard.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    stage = Stage(broker, tmp_path, queue, console, heard)
    try:
        yield stage
    finally:
        for process in stage.processes:
            process.kill()
            process.wait()
        queue.stop()
        console.stop()


def test_a_call_is_drawn_sounded_and_reported(stage: Stage) -> None:
    """The number stands in the large place, the gong is played once, and what was drawn is said with its rev."""
    stage.board()
    with stage.start() as mirror:
        mirror.until(screen="board", number=None)
        number, empty = mirror.image()
        called = call()
        stage.board(called)
        drawn = stage.until(Drawn, call=called.id).message
        assert isinstance(drawn, Drawn)
        assert (drawn.screen, drawn.rev) == ("board", stage.rev)
        _, image = mirror.image(after=number)
        assert differs(empty, image, HERO)
        assert mirror.until(number="A 104")["rev"] == stage.rev
        stage.until(Health, drawn_rev=stage.rev, screen="board")
        stage.board(called)
        stage.until(Drawn, rev=stage.rev)
        assert stage.played() == 1


def test_an_old_retained_board_is_not_shown_as_current(stage: Stage) -> None:
    """After a night without a queue service the display starts with the sentence, not with yesterday's calls."""
    stage.board(call(age=timedelta(hours=9)), age=timedelta(hours=9))
    with stage.start() as mirror:
        mirror.until(screen="stale", number=None)
        stage.beat()
        mirror.until(screen="board", number="A 104")
        time.sleep(0.3)
        assert stage.played() == 0


def test_each_call_is_announced_once_through_kill_and_reconnect(stage: Stage) -> None:
    """`kill -9` of the display and of the broker in the middle of calls: no second gong, and none is missing."""
    first = call("A101", "1")
    stage.board(first)
    with stage.start() as mirror:
        mirror.until(number="A 101")
        while stage.played() < 1:
            time.sleep(0.02)
        stage.processes[-1].kill()
    with stage.start() as mirror:
        mirror.until(number="A 101")
        stage.broker.kill()
        stage.broker.start()
        stage.heard.until(lambda item: isinstance(item, LinkChanged) and item.connected, 15)
        end = time.monotonic() + 15
        while not stage.queue.connected and time.monotonic() < end:
            time.sleep(0.05)
        stage.board(call("A102", "2"), first)
        mirror.until(15, number="A 102")
        time.sleep(0.5)
        assert stage.played() == 2


def test_a_warning_of_the_city_reaches_the_screen_and_leaves_the_call(
    bridged_broker: LocalBroker, city_broker: LocalBroker, tmp_path: Path
) -> None:
    """Over the bridge to the pixels, and away again; the large place does not change."""
    told = Stream()
    city = Link(city_broker.settings("warnings"), (), told.put)
    city.start()
    told.until(lambda item: isinstance(item, LinkChanged) and item.connected)
    with staged(bridged_broker, tmp_path) as stage:
        stage.board(call())
        with stage.start() as mirror:
            mirror.until(number="A 104", notice=None)
            _, before = mirror.image()
            city.publish(WARNINGS, storm())
            mirror.until(number="A 104", notice="Amtliche Warnung · Official warning")
            mirror.until_image(lambda during: differs(before, during, BESIDE))
            city.publish(WARNINGS, storm(of=()))
            mirror.until(number="A 104", notice=None)
    city.stop()


def test_a_missed_board_is_asked_for_again(stage: Stage) -> None:
    """A beat that is ahead makes the display ask, and it goes on showing what the broker confirms as newest."""
    stage.board(call())
    with stage.start() as mirror:
        mirror.until(number="A 104")
        with stage.beating(ahead=5):
            stage.until(Health, drawn_rev=stage.rev)
            time.sleep(RECOVERED_SECONDS)
            mirror.until(screen="board")
            stage.heard.drop()
            health = stage.until(Health, drawn_rev=stage.rev).message
            assert isinstance(health, Health)
            assert health.data_age_seconds is not None
            assert health.data_age_seconds < 1.5


def test_configuration_is_applied_and_seen(stage: Stage) -> None:
    """Another language is on the screen at once and reported; motion off, media off draw a calmer picture."""
    stage.board(call())
    with stage.start() as mirror:
        mirror.until(number="A 104")
        _, before = mirror.image()
        fields: dict[str, object] = {"language": "en", "media": False, "motion": False, "gong": False}
        desired = Desired(rev=3, at=datetime.now(UTC), by="test", fields=fields)
        stage.console.publish(DESIRED, desired, device="display-1")
        stage.until(Reported, rev=3, applied=True)
        mirror.until_image(lambda after: differs(before, after, HERO))
        stage.board(call("J111", "9"))
        mirror.until(number="J 111")
        time.sleep(0.3)
        assert stage.played() == 1


def test_a_screen_can_be_found_by_its_name(stage: Stage) -> None:
    """Its name covers the middle for as long as asked, then the calls are back."""
    stage.board(call(age=timedelta(minutes=1)))  # too old to blink
    with stage.start() as mirror:
        mirror.until(number="A 104")
        time.sleep(0.5)
        _, before = mirror.image()
        stage.console.publish(SHOW_NAME, ShowName(id="find-display-1", seconds=1), device="display-1")
        mirror.until_image(lambda named: differs(before, named, (300, 350, 1620, 700)))
        mirror.until_image(lambda after: not differs(before, after, HERO))


def test_it_ends_at_once_and_says_goodbye(stage: Stage) -> None:
    """SIGTERM: gone within a second, exit code 0, socket removed."""
    with stage.start() as mirror:
        mirror.until(screen="waiting")
        process = stage.processes[-1]
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert time.monotonic() - began < 1


WRONG_CALLS = [
    ((), "--settings"),
    (("--settings", "/no/such"), "cannot read"),
    (("--settings", "{ok}", "--size", "big"), "no size"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG_CALLS)
def test_a_wrong_call_is_explained(
    broker: LocalBroker, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    """A missing or wrong option ends with a sentence and code 2."""
    settings = tmp_path / "ok.toml"
    settings.write_bytes(msgspec.toml.encode(tables(broker.settings("display-1", tmp_path))))
    command = [
        sys.executable,
        "-m",
        "lobby",
        "signage",
        *(one.replace("{ok}", str(settings)) for one in arguments),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert says in ended.stderr
