"""Photographs of the terminal's pages, taken by the program itself: for the manual, and to look at."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.core.window import Window
from PIL import Image

from kiosk import samples
from kiosk.frame import Frame
from kiosk.session import Aids, Terminal
from kiosk.theme import NO_AIDS, Theme
from kiosk.views.pages import Scene, around, page_view
from lobby.contract.config import KioskConfig, Language
from lobby.look.catalogue import Catalogue
from lobby.look.loop import Picture, ScreenLoop
from lobby.look.mirror import image_of
from lobby.look.tokens import Metrics

if TYPE_CHECKING:
    from concurrent.futures import Future

DEVICE = "kiosk-1"
SECONDS_LEFT = 17


@dataclass(frozen=True)
class Shot:
    """One picture: which page, for whom."""

    name: str
    page: str
    language: Language = Language.DE
    aids: Aids = NO_AIDS


LARGE, CONTRAST, LOW = Aids(large_text=True), Aids(high_contrast=True), Aids(low_reach=True)
MANUAL: tuple[Shot, ...] = (
    Shot("welcome", "welcome"),
    Shot("welcome-english", "welcome", Language.EN),
    Shot("welcome-arabic", "welcome", Language.AR),
    Shot("welcome-large-text", "welcome", aids=LARGE),
    Shot("welcome-high-contrast", "welcome", aids=CONTRAST),
    Shot("welcome-low-reach", "welcome", aids=LOW),
    Shot("confirm", "confirm"),
    Shot("confirm-guest", "confirm-guest"),
    Shot("confirm-guest-arabic", "confirm-guest", Language.AR),
    Shot("problem-no-room", "problem-no-room"),
    Shot("number", "number"),
    Shot("number-phone", "number-phone"),
    Shot("number-phone-arabic", "number-phone", Language.AR),
    Shot("number-early", "number-early"),
    Shot("number-early-arabic", "number-early", Language.AR),
    Shot("number-printed", "number-printed"),
    Shot("number-no-paper", "number-no-paper"),
    Shot("number-no-paper-arabic", "number-no-paper", Language.AR, LARGE),
    Shot("number-called", "number-called"),
    Shot("type-code", "type-code"),
    Shot("type-number", "type-number"),
    Shot("type-number-arabic", "type-number", Language.AR),
    Shot("type-number-large-text", "type-number", aids=LARGE),
    Shot("confirm-number", "confirm-number"),
    Shot("party", "party"),
    Shot("party-arabic", "party", Language.AR),
    Shot("party-large-text", "party", aids=LARGE),
    Shot("number-part", "number-part"),
    Shot("choose", "choose"),
    Shot("number-both", "number-both"),
    Shot("number-both-arabic", "number-both", Language.AR),
    Shot("number-both-large-text", "number-both", aids=LARGE),
    Shot("counter", "counter"),
    Shot("number-expected", "number-expected"),
    Shot("number-expected-arabic", "number-expected", Language.AR),
    Shot("number-expected-large-text", "number-expected", aids=LARGE),
    Shot("subjects", "subjects"),
    Shot("services", "services"),
    Shot("welcome-last-walk-in", "welcome-last-walk-in"),
    Shot("welcome-last-walk-in-arabic", "welcome-last-walk-in", Language.AR),
    Shot("welcome-walk-in-over", "welcome-walk-in-over"),
    Shot("services-last-walk-in", "services-last-walk-in"),
    Shot("services-used-up", "services-used-up"),
    Shot("online", "online"),
    Shot("online-arabic", "online", Language.AR),
    Shot("online-large-text", "online", aids=LARGE),
    Shot("problem-used-up-online", "problem-used-up-online"),
    Shot("problem-used-up-until-noon", "problem-used-up-until-noon"),
    Shot("problem-cut", "problem-cut"),
    Shot("problem-forged", "problem-forged"),
    Shot("problem-other-site", "problem-other-site"),
    Shot("closed", "closed"),
    Shot("away", "away"),
    Shot("welcome-alone", "welcome-alone"),
    Shot("number-alone", "number-alone"),
    Shot("number-alone-arabic", "number-alone", Language.AR, LARGE),
    Shot("help", "help"),
    Shot("help-called", "help-called"),
    Shot("help-coming", "help-coming"),
    Shot("help-coming-arabic", "help-coming", Language.AR),
    Shot("help-coming-large-text", "help-coming", aids=LARGE),
    Shot("welcome-locked", "welcome-locked"),
    Shot("problem-walk-in-locked", "problem-walk-in-locked"),
    Shot("warning", "warning"),
    Shot("welcome-speech", "welcome", aids=Aids(speech=True)),
    Shot("service-pin", "pin-wrong"),
    Shot("service", "service"),
    Shot("speech", "speech"),
    Shot("speech-arabic", "speech", Language.AR),
)
"""What docs/terminal.md shows, in portrait."""
LANDSCAPE: tuple[Shot, ...] = (
    Shot("landscape-welcome", "welcome"),
    Shot("landscape-number", "number"),
    Shot("landscape-number-phone", "number-phone"),
    Shot("landscape-type-code", "type-code"),
)


def everything(languages: Iterable[Language], aids: Aids) -> tuple[Shot, ...]:
    """Every page there is."""
    return tuple(
        Shot(f"{page}-{language.value}", page, language, aids)
        for language in languages
        for page in samples.pages()
    )


def dressed(shot: Shot) -> Terminal:
    """The terminal of a picture."""
    shown = samples.pages()[shot.page]
    if shot.aids.speech:
        shown = samples.with_speech(shown)
    speech = shot.aids.speech or shown.session.aids.speech
    aids = replace(shot.aids, speech=speech)
    return replace(shown, session=replace(shown.session, language=shot.language, aids=aids))


def draw(frame: Frame, shot: Shot, metrics: Metrics) -> bool:
    """Put the page on the frame; False where something does not fit."""
    terminal = dressed(shot)
    scene = Scene(Catalogue("kiosk", shot.language), samples.NOW, DEVICE, SECONDS_LEFT)
    theme = Theme(metrics, shot.language, shot.aids)
    frame.empty()
    return frame.show(terminal.screen, page_view(terminal, scene), around(terminal, scene), theme)


class Photographer:
    """Draws one page after the other, in the lower left corner of the window, and hands out the pictures."""

    def __init__(
        self, jobs: Iterable[tuple[Shot, Metrics]], taken: Callable[[Shot, Image.Image], None]
    ) -> None:
        self.misfits: list[str] = []
        self._jobs, self._taken = iter(jobs), taken
        self._frame = Frame(pressed=lambda _control: None)
        self._loop = ScreenLoop()
        self._waiting: tuple[Shot, Metrics, Future[Picture]] | None = None
        self._loop.before_tick.append(self._next)

    def run(self) -> None:
        """Until all are taken."""
        self._loop.run(self._frame)

    def _next(self) -> None:
        if self._waiting is not None:
            shot, metrics, future = self._waiting
            if not future.done():
                return
            picture = image_of(future.result())
            corner = (0, picture.height - metrics.height_px, metrics.width_px, picture.height)
            self._taken(shot, picture.crop(corner).convert("RGB"))
        upcoming = next(self._jobs, None)
        if upcoming is None:
            self._loop.stop()
            return
        if not draw(self._frame, *upcoming):
            self.misfits.append(upcoming[0].name)
        self._waiting = (*upcoming, self._loop.capture(after=self._loop.frame.number))
        self._loop.wake()


def write(folder: Path) -> None:
    """The manual's pictures for the size of this window.

    Raises:
        RuntimeError: something does not fit; the text names the pictures.
    """
    width, height = Window.system_size
    metrics = Metrics(width, height, KioskConfig().screen_diagonal_mm)

    def save(shot: Shot, picture: Image.Image) -> None:
        picture.save(folder / f"terminal-{shot.name}.png", optimize=True)

    photographer = Photographer(((shot, metrics) for shot in (LANDSCAPE if width > height else MANUAL)), save)
    photographer.run()
    shutil.rmtree(folder / ".state", ignore_errors=True)
    if photographer.misfits:
        raise RuntimeError(f"does not fit: {', '.join(photographer.misfits)}")
