"""What the display says at one moment: texts and flags, no sizes, no colours.

The order of layers is fixed: evacuation, calls, notice, media. Old calls are never shown as current: after ten
seconds a banner says so, after three minutes they leave the large place and turn grey. An evacuation stays until staff
clear it, however old its news.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from lobby.contract.config import DisplayConfig, Language
from lobby.contract.state import Board, Closure, NoticeLevel, Opening, ShownCall, WaitRange
from lobby.look.catalogue import Catalogue
from signage.announcing import Announcing, is_turned, order
from signage.known import Known, Moment, age, confirmed_time, house_time

PROGRAM = "signage"
LATE = timedelta(seconds=10)
STALE = timedelta(minutes=3)


class Tone(Enum):
    """How a message looks."""

    CALM = "calm"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True)
class CallText:
    """A number and where to go."""

    number: str
    place: str


@dataclass(frozen=True)
class Message:
    """What stands in the large place when no call does; `second` is in the second language, maybe empty."""

    title: str
    text: str
    second: str
    tone: Tone = Tone.CALM


@dataclass(frozen=True)
class Caption:
    """One word in both languages."""

    first: str
    second: str


@dataclass(frozen=True)
class NoticeText:
    """A notice of the staff."""

    title: str
    text: str
    warning: bool


@dataclass(frozen=True)
class View:
    """One picture. Exactly one of `hero` and `message` is there."""

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


@dataclass(frozen=True)
class Speech:
    """The wording of a display: its own language, and the second one."""

    first: Catalogue
    second: Catalogue | None

    @classmethod
    def of(cls, config: DisplayConfig) -> "Speech":
        """The two languages of a configuration."""
        second = config.second_language
        wanted = second if second is not None and second is not config.language else None
        return cls(_catalogue(config.language), None if wanted is None else _catalogue(wanted))

    def text(self, key: str, **values: object) -> str:
        """In the display's language."""
        return self.first.text(key, **values)

    def also(self, key: str, **values: object) -> str:
        """In the second language; empty without one."""
        return "" if self.second is None else self.second.text(key, **values)

    def caption(self, key: str) -> Caption:
        """A word in both."""
        return Caption(self.text(key), self.also(key))


@dataclass(frozen=True)
class Scene:
    """All that a picture depends on."""

    known: Known
    announcing: Announcing
    config: DisplayConfig
    speech: Speech
    centre: str
    """The centre's level in the topics: stands in until the board names it."""


def view(scene: Scene, at: Moment) -> View:
    """The picture of this moment; `at.wall` is local time."""
    zone = at.wall.tzinfo
    now = house_time(scene.known, at).astimezone(zone)
    speech, board = scene.speech, scene.known.board
    old = age(scene.known, at.seconds)
    is_stale = old is None or old > STALE
    hero, history, message = _calls(scene, now, is_stale=is_stale)
    wait, elsewhere = ("", ""), ""
    if board is not None and not is_stale:
        wait, elsewhere = _wait(board, speech, now), _elsewhere(scene)
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
        history_caption=speech.text("stale.history", time=_stand(scene, at, "%H:%M")) if is_stale else "",
        is_current=not is_stale,
        banner=_banner(scene, at, old),
        notice=_notice(board, speech) if not is_stale else None,
        media=scene.config.media and not evacuation,
        wait=wait,
        elsewhere=elsewhere,
        stand=speech.text("stand", time=_stand(scene, at, "%H:%M:%S")) if board is not None else "",
        whole_screen=evacuation,
        screen=_screen(board, hero, is_stale=is_stale),
    )


def spoken_number(number: str) -> str:
    """A number as it is set: the letter apart from the digits."""
    return f"{number[0]} {number[1:]}"


def _calls(
    scene: Scene, now: datetime, *, is_stale: bool
) -> tuple[CallText | None, tuple[CallText, ...], Message | None]:
    board, speech = scene.known.board, scene.speech
    if board is None:
        return None, (), _waiting(scene)
    if _is_evacuated(board):
        return None, (), _message(speech, "evacuation", tone=Tone.DANGER)
    calls = tuple(_text(call) for call in order(scene.announcing, board.calls))
    if is_stale:
        return None, calls[: scene.config.history], _message(speech, "stale", tone=Tone.WARNING)
    if calls:
        return calls[0], calls[1 : 1 + scene.config.history], None
    if not board.opening.is_open:
        return None, (), _closed(board.opening, speech, now)
    return None, (), _message(speech, "empty")


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


def _text(call: ShownCall) -> CallText:
    return CallText(spoken_number(call.number), call.place)


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


def _wait(board: Board, speech: Speech, now: datetime) -> tuple[str, str]:
    if not board.opening.is_open:
        return ("", "")
    last = board.last_walk_in
    if last is not None and now >= last + timedelta(minutes=1):
        return (speech.text("wait"), speech.text("wait.none"))
    if board.walk_in_wait is None:
        return ("", "")
    wait = _range(board.walk_in_wait, speech)
    if last is not None:
        wait = speech.text("wait.until", wait=wait, time=speech.first.oclock(last.astimezone(now.tzinfo)))
    return (speech.text("wait"), wait)


def _range(wait: WaitRange, speech: Speech) -> str:
    if wait.high_minutes is None:
        return speech.text("wait.over", low=wait.low_minutes)
    if wait.low_minutes in {0, wait.high_minutes}:
        return speech.text("wait.up-to", high=wait.high_minutes)
    return speech.text("wait.range", low=wait.low_minutes, high=wait.high_minutes)


def _elsewhere(scene: Scene) -> str:
    board, overview = scene.known.board, scene.known.overview
    if not scene.config.other_centres or overview is None or board is None or board.walk_in_wait is None:
        return ""
    ours = board.walk_in_wait.low_minutes
    for centre in overview.centres:
        wait = centre.walk_in_wait
        if centre.centre == scene.centre or not centre.is_open or wait is None or wait.high_minutes is None:
            continue
        if wait.high_minutes < ours:
            return scene.speech.text("elsewhere", name=centre.name, wait=_range(wait, scene.speech))
    return ""


def _name(scene: Scene) -> str:
    board = scene.known.board
    if board is not None and board.name:
        return board.name
    return scene.centre.replace("-", " ").title()


def _is_evacuated(board: Board | None) -> bool:
    return board is not None and board.opening.closure is Closure.EVACUATION


def _screen(board: Board | None, hero: CallText | None, *, is_stale: bool) -> str:
    if board is None:
        return "waiting"
    if _is_evacuated(board):
        return "evacuation"
    if is_stale:
        return "stale"
    return "board" if hero is not None or board.opening.is_open else "closed"


def _catalogue(language: Language) -> Catalogue:
    return Catalogue(PROGRAM, language)
