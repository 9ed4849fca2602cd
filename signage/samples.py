"""Situations of a waiting room, for pictures and tests: what the display knows, and at which moment."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from lobby.contract.city import CentreWait, Overview
from lobby.contract.config import DisplayConfig, Language, Orientation
from lobby.contract.state import Board, Closure, Notice, NoticeLevel, Opening, ShownCall, WaitRange
from lobby.contract.warnings import PublicWarning, WarningLevel, Warnings, WarningText
from lobby.contract.ways import Direction, Way
from signage.announcing import Announcing
from signage.known import Known, Moment
from signage.scene import Scene
from signage.speech import Speech

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, 31, 4, tzinfo=UTC)
SECONDS = 1000.0
_CALLS = (
    ("A104", "7"),
    ("J131", "12"),
    ("F109", "3"),
    ("A103", "9"),
    ("L118", "1"),
    ("J130", "5"),
    ("R101", "24"),
)
_MORE = (("A102", "8"), ("F108", "14"), ("J129", "2"), ("X103", "11"), ("L117", "B12"))


@dataclass(frozen=True)
class Sample:
    """One situation, and the size of the screen it is shown on."""

    name: str
    scene: Scene
    at: Moment
    size: tuple[int, int] = (1920, 1080)


def shown(index: int, number: str, place: str, *, seconds_ago: float = 60.0) -> ShownCall:
    """A call on the board."""
    at = NOW - timedelta(seconds=seconds_ago)
    return ShownCall(id=f"call-{index}", number=number, place=place, at=at, attempt=1)


def replace_call(call: ShownCall, **fields: Any) -> ShownCall:
    """A call with other fields."""
    return msgspec.structs.replace(call, **fields)


def replace_config(config: DisplayConfig, **fields: Any) -> DisplayConfig:
    """A configuration with other fields."""
    return msgspec.structs.replace(config, **fields)


CALLS = tuple(shown(i, number, place, seconds_ago=40 + 35 * i) for i, (number, place) in enumerate(_CALLS))
TWELVE = tuple(
    replace_call(shown(i, number, place, seconds_ago=20 + 9 * i), answered=i > 9)  # noqa: PLR2004 - the last two
    for i, (number, place) in enumerate((*_CALLS, *_MORE))
)
OPEN = Opening(is_open=True, closes=NOW.replace(hour=18, minute=0, second=0))
BOARD = Board(
    epoch="journal-1", rev=412, as_of=NOW, calls=CALLS, opening=OPEN, name="Altona",
    walk_in_wait=WaitRange(low_minutes=30, high_minutes=40),
)  # fmt: skip
OVERVIEW = Overview(
    as_of=NOW,
    centres=(
        CentreWait(
            centre="blankenese", name="Blankenese", is_open=True, as_of=NOW,
            walk_in_wait=WaitRange(low_minutes=5, high_minutes=10),
        ),
    ),
)  # fmt: skip
CONFIG = DisplayConfig(area="Wartebereich 2")
KNOWN = Known(
    board=BOARD, confirmed=SECONDS, house=Moment(NOW, SECONDS), overview=OVERVIEW, connected=True,
)  # fmt: skip
SCENE = Scene(known=KNOWN, announcing=Announcing(), config=CONFIG, speech=Speech.of(CONFIG), centre="altona")


def at(seconds_later: float = 0.0) -> Moment:
    """The moment of the samples, or later."""
    return Moment((NOW + timedelta(seconds=seconds_later)).astimezone(ZONE), SECONDS + seconds_later)


def with_board(scene: Scene, **fields: object) -> Scene:
    """The scene with another board."""
    board = replace_struct(BOARD, **fields)
    return replace(scene, known=replace(scene.known, board=board))


def replace_struct(board: Board, **fields: object) -> Board:
    """A board with other fields."""
    known: dict[str, object] = {name: getattr(board, name) for name in board.__struct_fields__}
    return Board(**(known | fields))  # type: ignore[arg-type]


def with_config(scene: Scene, config: DisplayConfig) -> Scene:
    """The scene under another configuration."""
    return replace(scene, config=config, speech=Speech.of(config))


def of_calls() -> tuple[Sample, ...]:
    """One to twelve calls, ways to the counter, somebody who is fetched, missed numbers, displays side by side."""
    tall, small = (1080, 1920), (1024, 600)
    near = DisplayConfig(area="Wartebereich 2", history=11, viewing_distance_mm=3500)
    portrait = DisplayConfig(area="Wartebereich 2", history=11, orientation=Orientation.PORTRAIT)
    arabic = DisplayConfig(area="Wartebereich 2", second_language=Language.AR)
    led = (replace_call(CALLS[0], way=Way(floor=2, direction=Direction.LEFT)), *CALLS[1:])
    fetched = (replace_call(CALLS[0], in_person=True), replace_call(CALLS[1], in_person=True), *CALLS[2:])
    twelve, two = with_board(SCENE, calls=TWELVE), with_board(SCENE, calls=CALLS[:2])
    missed = with_board(SCENE, missed=("A102", "J127", "F105"))
    ways, come = with_board(SCENE, calls=led), with_board(SCENE, calls=fetched)
    beside = DisplayConfig(area="Wartebereich 2", displays=2, part=2)
    return (
        Sample("two-calls", two, at()),
        Sample("twelve-calls", with_config(twelve, near), at()),
        Sample("pages", twelve, at()),
        Sample("way", ways, at()),
        Sample("fetched", come, at()),
        Sample("missed", with_config(missed, DisplayConfig(area="Wartebereich 2", missed=True)), at()),
        Sample("beside", with_config(twelve, beside), at()),
        Sample("beside-unused", with_config(two, replace_config(beside, media=False)), at()),
        Sample("arabic", with_config(ways, arabic), at()),
        Sample("arabic-empty", with_config(with_board(SCENE, calls=()), arabic), at(12)),
        Sample("portrait-twelve", with_config(twelve, replace_config(portrait, viewing_distance_mm=3500)), at(), tall),
        Sample("portrait-way", with_config(ways, replace_config(portrait, missed=True)), at(), tall),
        Sample("portrait-arabic", with_config(come, replace_config(portrait, second_language=Language.AR)), at(), tall),
        Sample("portrait-missed", with_config(missed, replace_config(portrait, missed=True)), at(), tall),
        Sample("small-one", with_board(SCENE, calls=CALLS[:1]), at(), small),
        Sample("small-twelve", with_config(twelve, near), at(), small),
        Sample("small-way", with_config(ways, replace_config(near, missed=True)), at(), small),
    )  # fmt: skip


STORM = PublicWarning(
    id="0123456789abcdef", level=WarningLevel.DANGER, source="Wetteramt Musterland", sent=NOW - timedelta(minutes=21),
    starts=NOW - timedelta(minutes=21), ends=NOW + timedelta(minutes=59), centres=("altona",),
    texts=(
        WarningText(
            language="de", headline="Amtliche Unwetterwarnung vor Orkanböen",
            text="Aus Nordwest ziehen Orkanböen um 120 km/h auf. Bäume können entwurzelt werden, Dachziegel können "
            "herabstürzen. Fähren und Züge fahren nicht.",
            instruction="Bleiben Sie im Gebäude. Halten Sie Abstand von Bäumen, Gerüsten und Fenstern.",
        ),
        WarningText(
            language="en", headline="Severe weather warning: hurricane-force gusts",
            text="Gusts of 120 km/h from the northwest.", instruction="Stay indoors.",
        ),
    ),
)  # fmt: skip


def with_warnings(scene: Scene, *listed: PublicWarning) -> Scene:
    """The scene while these are in force."""
    return replace(scene, known=replace(scene.known, warnings=Warnings(as_of=NOW, warnings=listed)))


def of_warnings() -> tuple[Sample, ...]:
    """Public warnings beside calls and alone, a drill, while the house is closed."""
    tall, small = (1080, 1920), (1024, 600)
    mild = msgspec.structs.replace(STORM, level=WarningLevel.WARNING)
    drill = msgspec.structs.replace(STORM, drill=True)
    calm = with_board(SCENE, calls=())
    closed = with_board(
        SCENE, calls=(), opening=Opening(is_open=False, closure=Closure.HOURS), walk_in_wait=None
    )
    portrait = with_config(SCENE, DisplayConfig(area="Wartebereich 2", orientation=Orientation.PORTRAIT))
    arabic = with_config(calm, DisplayConfig(area="Wartebereich 2", second_language=Language.AR))
    return (
        Sample("warning", with_warnings(SCENE, STORM), at()),
        Sample("warning-mild", with_warnings(with_board(SCENE, calls=CALLS[:1]), mild), at()),
        Sample("warning-large", with_warnings(calm, STORM), at()),
        Sample("warning-drill", with_warnings(calm, drill), at()),
        Sample("warning-arabic", with_warnings(arabic, mild), at()),
        Sample("warning-closed", with_warnings(closed, STORM), at()),
        Sample("warning-stale", with_warnings(SCENE, STORM), at(260)),
        Sample("portrait-warning", with_warnings(portrait, STORM), at(), tall),
        Sample("portrait-warning-large", with_warnings(with_board(portrait, calls=()), STORM), at(), tall),
        Sample("small-warning", with_warnings(SCENE, STORM), at(), small),
        Sample("small-warning-large", with_warnings(calm, drill), at(), small),
    )  # fmt: skip


def samples() -> tuple[Sample, ...]:
    """Every state of the display, as docs/display.md shows them."""
    closed = Opening(
        is_open=False, closure=Closure.HOURS, opens=NOW.replace(day=24, hour=6, minute=0, second=0)
    )
    evacuation = Opening(is_open=False, closure=Closure.EVACUATION)
    warning = Notice(
        text="Heute schließen wir um 16 Uhr. Die letzte Nummer ohne Termin gibt es um 15:10 Uhr.",
        level=NoticeLevel.WARNING,
    )
    long_notice = Notice(
        text="Wegen einer Wartung der Fachverfahren können heute zwischen 12 und 14 Uhr keine Ausweise ausgegeben "
        "werden. Alle anderen Anliegen bearbeiten wir wie gewohnt. Wer einen Ausweis abholen möchte, kommt bitte "
        "ab 14 Uhr wieder oder an einem anderen Tag. Bitte beachten Sie auch die Aushänge im Eingang des Hauses."
    )
    blinking = replace(SCENE, announcing=Announcing(current=CALLS[0], since=SECONDS))
    english = with_config(
        SCENE, DisplayConfig(area="Waiting area 2", language=Language.EN, second_language=Language.DE)
    )
    portrait = with_config(SCENE, DisplayConfig(area="Wartebereich 2", orientation=Orientation.PORTRAIT))
    tall, small = (1080, 1920), (1024, 600)
    unconnected = replace(SCENE, known=Known())
    return (
        *of_calls(),
        *of_warnings(),
        Sample("calls", SCENE, at()),
        Sample("blink", blinking, at(0.2)),
        Sample("one-call", with_board(SCENE, calls=CALLS[:1]), at()),
        Sample("empty", with_board(SCENE, calls=()), at()),
        Sample("last-walk-in", with_board(SCENE, last_walk_in=NOW + timedelta(minutes=49)), at()),
        Sample("walk-in-over", with_board(SCENE, last_walk_in=NOW - timedelta(minutes=11)), at()),
        Sample("notice", with_board(SCENE, notice=warning), at()),
        Sample("notice-long", with_board(SCENE, notice=long_notice), at()),
        Sample("late", SCENE, at(25)),
        Sample("stale", SCENE, at(260)),
        Sample("closed", with_board(SCENE, calls=(), opening=closed, walk_in_wait=None), at()),
        Sample("evacuation", with_board(SCENE, opening=evacuation), at()),
        Sample("unconnected", unconnected, at()),
        Sample("english", english, at()),
        Sample("portrait", portrait, at(), tall),
        Sample("portrait-last-walk-in", with_board(portrait, last_walk_in=NOW + timedelta(minutes=49)), at(), tall),
        Sample("portrait-notice", with_board(portrait, notice=warning), at(), tall),
        Sample("portrait-empty", with_board(portrait, calls=()), at(), tall),
        Sample("portrait-stale", portrait, at(260), tall),
        Sample("small", SCENE, at(), small),
        Sample("small-notice", with_board(SCENE, notice=long_notice), at(), small),
    )  # fmt: skip
