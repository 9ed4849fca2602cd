"""Reading aloud at one terminal: what was said last, and what is to be said now. Used on the main thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.inputs import HeadsetChanged, Input, VoicesChanged
from kiosk.session import Screen, Terminal
from kiosk.speech.explore import Explorer
from kiosk.speech.words import Phrase, named, news, opened
from kiosk.views.frame import FrameView
from kiosk.views.pages import PageView
from lobby.contract.config import KioskConfig, Language
from lobby.contract.devices import Part
from lobby.look.catalogue import Catalogue

if TYPE_CHECKING:
    from kiosk.speech.headset import Headset
    from kiosk.speech.voice import Voice


@dataclass(frozen=True)
class Heard:
    """The page that the visitor has before them, and how it is read."""

    screen: Screen
    page: int
    view: PageView
    frame: FrameView
    wording: Catalogue
    controls: tuple[str, ...]
    volume: int

    @property
    def place(self) -> tuple[Screen, int, Language]:
        """What is read anew when it changes."""
        return self.screen, self.page, self.wording.language


class ReadAloud:
    """`deliver` is told of voices and headsets, on their threads."""

    def __init__(self, deliver: Callable[[Input], None]) -> None:
        self._deliver = deliver
        self._voice: Voice | None = None
        self._headset: Headset | None = None
        self._explorer = Explorer()
        self._heard: Heard | None = None
        self._attached: tuple[bool, str] = (False, "")

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said."""
        return self._voice is not None and self._voice.is_speaking

    def attach(self, config: KioskConfig) -> None:
        """Have a voice if the configuration wants one. Its programs are started only then."""
        wanted = config.speech, config.headset_device
        if wanted == self._attached:
            return
        self.stop()
        self._attached = wanted
        if not config.speech:
            self._deliver(VoicesChanged(None))
            return
        from kiosk.speech.headset import headset_for  # noqa: PLC0415 - only where it is wanted
        from kiosk.speech.voice import Voice  # noqa: PLC0415

        self._voice = Voice(lambda voices: self._deliver(VoicesChanged(voices)))
        self._voice.start()
        self._headset = headset_for(
            config.headset_device, lambda plugged: self._deliver(HeadsetChanged(plugged))
        )
        if self._headset is not None:
            self._headset.start()

    def stop(self) -> None:
        """Silent at once."""
        self.forget()
        for one in (self._headset, self._voice):
            if one is not None:
                one.stop()
        self._headset = self._voice = None

    def forget(self) -> None:
        """A visitor has left: silent, and nothing of theirs is kept."""
        self._heard = None
        self._explorer.forget()
        if self._voice is not None:
            self._voice.hush()

    def show(
        self,
        terminal: Terminal,
        view: PageView,
        frame: FrameView,
        wording: Catalogue,
        controls: Sequence[str],
    ) -> None:
        """This stands on the screen now: say it, or what of it is new."""
        before = self._heard
        if not terminal.is_speaking:
            if before is not None:
                self.forget()
            return
        session = terminal.session
        heard = Heard(terminal.screen, session.page, view, frame, wording, tuple(controls), session.volume)
        self._heard = heard
        if before is None or before.place != heard.place:
            self._explorer.forget()
            intro = (Phrase(wording.text("speech.intro")),) if before is None else ()
            self._say((*intro, *opened(view, frame, wording, controls)))
        elif before.volume != heard.volume:
            self._say((Phrase(f"{heard.volume} %"),))
        elif fresh := news(before.view, view):
            self._say(fresh, at_once=False)

    def touch(self, control: str, now: float) -> bool:
        """Whether the touch presses the control; if not, it has been said what it is. Beside all of them: the page."""
        if self._heard is None or (control and self._explorer.fires(control, now)):
            return True
        self.say(control)
        return False

    def say(self, control: str) -> None:
        """What this control is; the whole page again where there is none."""
        heard = self._heard
        if heard is None:
            return
        names = named(heard.view, heard.frame, heard.wording)
        whole = opened(heard.view, heard.frame, heard.wording, heard.controls)
        self._say(names.get(control, ()) if control else whole)

    def _say(self, phrases: Sequence[Phrase], *, at_once: bool = True) -> None:
        if self._voice is not None and self._heard is not None and phrases:
            heard = self._heard
            self._voice.say(phrases, heard.wording.language, heard.volume, at_once=at_once)


def speech_parts(terminal: Terminal) -> Mapping[str, bool | None]:
    """For the terminal's health: whether pages can be read aloud; None where nobody asked for it."""
    voices = terminal.voices if terminal.config.speech else None
    return {Part.SPEECH.value: None if voices is None else bool(voices)}
