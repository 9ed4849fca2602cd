"""What the display says at one moment: texts and flags, no sizes, no colours.

The order of layers is fixed: evacuation, calls, public warning, notice, media. Old calls are never shown as current:
after ten seconds a banner says so, after three minutes they leave the large place and turn grey. An evacuation stays
until staff clear it, however old its news.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from lobby.contract.config import DisplayConfig
from lobby.contract.state import Board, Closure, NoticeLevel, Opening
from lobby.look.catalogue import Catalogue
from signage.announcing import is_turned, order
from signage.concerning import CallText, own_calls, spoken_number, texts
from signage.known import Moment, age, confirmed_time, house_time
from signage.rows import ALONE, PAGE_SECONDS, Part
from signage.scene import Scene
from signage.speech import Caption, Speech
from signage.waits import elsewhere, waits
from signage.warned import Warned, warned

LATE = timedelta(seconds=10)
STALE = timedelta(minutes=3)


class Tone(Enum):
    """How a message looks."""

    CALM = "calm"
    WARNING = "warning"
    ALERT = "alert"
    """A danger outside; the ground stays light: red all over means to leave the building."""
    DANGER = "danger"


@dataclass(frozen=True)
class Message:
    """What stands in the large place when no call does; `second` is in the second language, maybe empty."""

    title: str
    text: str
    second: str
    tone: Tone = Tone.CALM


@dataclass(frozen=True)
class NoticeText:
    """A notice of the staff, or a public warning: then `source` says whose and from when."""

    title: str
    text: str
    warning: bool
    danger: bool = False
    source: str = ""


@dataclass(frozen=True)
class MissedText:
    """Numbers called in vain, and where to go with one of them."""

    words: Caption
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """One picture. Exactly one of `hero` and `message` is there.

    `history` are all earlier calls, newest first; `rows` says how many are wanted, `turn` which page it is.
    """

    brand: str
    centre: str
    clock: str
    date: str
    number_caption: Caption
    place_caption: Caption
    hero: CallText | None
    message: Message | None
    turned: bool = False
    history: tuple[CallText, ...] = ()
    rows: int = 0
    rows_only: bool = False
    """On a display beside others: the rows of its part take the place of the message."""
    part: Part = ALONE
    diagonal_mm: float = 1397
    distance_mm: float = 6000
    turn: int = 0
    missed: MissedText | None = None
    history_caption: str = ""
    is_current: bool = True
    banner: str = ""
    notice: NoticeText | None = None
    media: bool = False
    wait: tuple[str, str] = ("", "")
    elsewhere: str = ""
    stand: str = ""
    whole_screen: bool = False
    screen: str = "board"


def view(scene: Scene, at: Moment) -> View:
    """The picture of this moment; `at.wall` is local time."""
    zone = at.wall.tzinfo
    now = house_time(scene.known, at).astimezone(zone)
    speech, board = scene.speech, scene.known.board
    old = age(scene.known, at.seconds)
    is_stale = old is None or old > STALE
    hero, history, message = _calls(scene, now, is_stale=is_stale)
    warning = warned(scene.known.warnings, scene.centre, speech, now)
    is_large = warning is not None and not history and _is_unused(board, hero, is_stale=is_stale)
    if warning is not None and is_large:
        message = _warning_message(warning)
    wait, other = ("", ""), ""
    if board is not None and not is_stale:
        wait, other = waits(board, speech, now), elsewhere(scene)
    evacuation = _is_evacuated(board)
    return View(
        brand=speech.text("brand"),
        centre=" · ".join(part for part in (_name(scene), scene.config.area) if part),
        clock=f"{now:%H:%M}",
        date=speech.first.day(now.date()),
        number_caption=speech.caption("number"),
        place_caption=speech.caption("place"),
        hero=hero,
        message=message,
        turned=scene.config.motion and hero is not None and is_turned(scene.announcing, at.seconds),
        history=history,
        rows=scene.config.history,
        rows_only=bool(hero is None and history and not is_stale),
        part=part_of(scene.config),
        diagonal_mm=scene.config.screen_diagonal_mm,
        distance_mm=scene.config.viewing_distance_mm,
        turn=int(house_time(scene.known, at).timestamp() // PAGE_SECONDS),
        missed=_missed(scene) if not is_stale else None,
        history_caption=speech.text("stale.history", time=_stand(scene, at, "%H:%M")) if is_stale else "",
        is_current=not is_stale,
        banner=_banner(scene, at, old),
        notice=_warning_notice(warning, is_large=is_large)
        or (_notice(board, speech) if not is_stale else None),
        media=scene.config.media and not evacuation and warning is None,
        wait=wait,
        elsewhere=other,
        stand=speech.text("stand", time=_stand(scene, at, "%H:%M:%S")) if board is not None else "",
        whole_screen=evacuation,
        screen=_screen(board, is_called=hero is not None or bool(history), is_stale=is_stale),
    )


def _calls(
    scene: Scene, now: datetime, *, is_stale: bool
) -> tuple[CallText | None, tuple[CallText, ...], Message | None]:
    board, speech = scene.known.board, scene.speech
    if board is None:
        return None, (), _waiting(scene)
    if _is_evacuated(board):
        return None, (), _message(speech, "evacuation", tone=Tone.DANGER)
    calls = texts(order(scene.announcing, own_calls(board, scene.config)), speech)
    if is_stale:
        return None, calls[: scene.config.history], _message(speech, "stale", tone=Tone.WARNING)
    if not calls:
        return None, (), _unused(board, speech, now)
    if part_of(scene.config).has_large_place:
        return calls[0], calls[1:], None
    return None, calls[1:], _message(speech, "following")


def _unused(board: Board, speech: Speech, now: datetime) -> Message:
    return _message(speech, "empty") if board.opening.is_open else _closed(board.opening, speech, now)


def _waiting(scene: Scene) -> Message:
    return _message(scene.speech, "waiting" if scene.known.connected else "unconnected")


def _message(speech: Speech, key: str, tone: Tone = Tone.CALM) -> Message:
    return Message(
        speech.text(f"{key}.title"), speech.text(f"{key}.text"), speech.also(f"{key}.second"), tone
    )


def _closed(opening: Opening, speech: Speech, now: datetime) -> Message:
    closure = opening.closure or Closure.HOURS
    title = speech.text(f"closed.{closure.value}")
    second = speech.also(f"closed.{closure.value}")
    if opening.opens is None or opening.opens <= now:
        return Message(title, "", second)
    opens = opening.opens.astimezone(now.tzinfo)
    key = "closed.opens-today" if opens.date() == now.date() else "closed.opens"

    def sentence(catalogue: Catalogue) -> str:
        return catalogue.text(key, day=catalogue.day(opens.date()), time=catalogue.oclock(opens))

    also = "" if speech.second is None else f"{second}. {sentence(speech.second)}"
    return Message(title, sentence(speech.first), also)


def part_of(config: DisplayConfig) -> Part:
    """Which part of the list this display shows; a part that does not exist is the last one."""
    return Part(min(config.part, config.displays), config.displays) if config.part else ALONE


def _missed(scene: Scene) -> MissedText | None:
    board = scene.known.board
    if board is None or not board.missed or not scene.config.missed or _is_evacuated(board):
        return None
    return MissedText(scene.speech.caption("missed"), tuple(spoken_number(one) for one in board.missed))


def _banner(scene: Scene, at: Moment, old: timedelta | None) -> str:
    if old is None or not LATE < old <= STALE:
        return ""
    parts = (scene.speech.text("late", time=_stand(scene, at, "%H:%M:%S")), scene.speech.also("late.second"))
    return " · ".join(part for part in parts if part)


def _stand(scene: Scene, at: Moment, form: str) -> str:
    moment = confirmed_time(scene.known, at)
    return "" if moment is None else format(moment.astimezone(at.wall.tzinfo), form)


def _notice(board: Board | None, speech: Speech) -> NoticeText | None:
    if board is None or board.notice is None:
        return None
    return NoticeText(speech.text("notice"), board.notice.text, board.notice.level is NoticeLevel.WARNING)


def _is_unused(board: Board | None, hero: CallText | None, *, is_stale: bool) -> bool:
    """Whether the large place has nothing to say but that nobody is called."""
    return board is not None and not is_stale and hero is None and board.opening.is_open


def _warning_message(warning: Warned) -> Message:
    tone = Tone.ALERT if warning.danger else Tone.WARNING
    return Message(warning.headline, warning.instruction or warning.text, warning.second, tone)


def _warning_notice(warning: Warned | None, *, is_large: bool) -> NoticeText | None:
    """Beside calls all of it; below the large place what that does not say."""
    if warning is None:
        return None
    rest = warning.text if warning.instruction else ""
    text = rest if is_large else warning.beside
    return NoticeText(warning.mark, text, warning=True, danger=warning.danger, source=warning.source)


def _name(scene: Scene) -> str:
    board = scene.known.board
    if board is not None and board.name:
        return board.name
    return scene.centre.replace("-", " ").title()


def _is_evacuated(board: Board | None) -> bool:
    return board is not None and board.opening.closure is Closure.EVACUATION


def _screen(board: Board | None, *, is_called: bool, is_stale: bool) -> str:
    if board is None:
        return "waiting"
    if _is_evacuated(board):
        return "evacuation"
    if is_stale:
        return "stale"
    return "board" if is_called or board.opening.is_open else "closed"
