"""The terminal's program: one window, one scanner, one connection, and the flow between them.

Everything happens on the main thread. Messages, scans and touches become inputs; `flow.step` makes the next terminal
of them; what differs is drawn once, after all of them.
"""

import os
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.alone.alone import Told
from kiosk.asking import Asking
from kiosk.attached import Attached
from kiosk.corner import CornerHold
from kiosk.flow import step
from kiosk.focus import Focus
from kiosk.frame import Frame
from kiosk.idle import allowed_seconds, may_be_covered
from kiosk.inputs import (
    Apply,
    Ask,
    Defer,
    Effect,
    End,
    Forget,
    HeadsetChanged,
    Idle,
    Input,
    LinkLost,
    Moment,
    NameShown,
    NameWanted,
    Print,
    PrintProof,
    Report,
    Scanned,
    StaffWanted,
    Touched,
)
from kiosk.kept import StepFile
from kiosk.keyboard import Keyboard, after
from kiosk.messages import SUBSCRIPTIONS, BusMessage, Reader
from kiosk.saver import FORWARDED_PAUSE_SECONDS, SaverTold, ScreenSaver
from kiosk.scanner.window_keys import Moved, Scan, Typed, WindowEvent
from kiosk.session import STAFF, Screen, Terminal, fresh_session
from kiosk.speech.aloud import ReadAloud
from kiosk.telling import Telling
from kiosk.theme import Theme
from kiosk.tickets import Printing
from kiosk.views.pages import Scene, around, page_view
from lobby.contract.config import KioskConfig
from lobby.contract.devices import ShowName
from lobby.link.device import ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged
from lobby.link.settings import Settings
from lobby.look.catalogue import Catalogue
from lobby.look.inbox import Inbox
from lobby.look.loop import ScreenLoop
from lobby.look.mirror import Mirror
from lobby.look.tokens import Metrics
from lobby.look.watchdog import leave

TICK_SECONDS = 1.0
SILENCE_SECONDS = 10.0
TARGET_STEP_TICKS = 2
DOUBLE_TAP_SECONDS = 0.4
SIGNS_OF_SOMEBODY = (Touched, Scanned, NameWanted, HeadsetChanged)
TYPED_INTO = frozenset({Screen.TYPE_CODE, Screen.COUNTER, Screen.PIN})
Message = BusMessage | Input | Told | SaverTold
"""What comes in from other threads."""


def run(settings: Settings, mirror: Path | None, saver: Path | None) -> None:
    """Run until told to end."""
    kiosk = Kiosk(settings, mirror, saver)
    kiosk.run()
    if kiosk.ends_for_good:
        leave()
    if kiosk.ends_for_good is not None:
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - ourselves, anew


class Kiosk:
    """One terminal."""

    def __init__(self, settings: Settings, mirror: Path | None, saver: Path | None = None) -> None:
        self._loop = ScreenLoop()
        self._inbox: Inbox[Message] = Inbox(self._take, self._loop.wake)
        width, height = Window.system_size
        self._device = Device(
            settings, subscriptions=SUBSCRIPTIONS, deliver=self._inbox.put, config_type=KioskConfig,
            screen=f"{width}x{height}",
        )  # fmt: skip
        config: KioskConfig = self._device.config
        self.terminal = Terminal(config=config, session=fresh_session(config), device=settings.device)
        self._reader = Reader(time.monotonic())
        self._frame = Frame(self._pressed)
        self._focus = Focus()
        self._keyboard = Keyboard(self._typed)
        self._attached = Attached(self._inbox.put)
        self._printing = Printing(settings.state / "tickets.db", self._inbox.put)
        self._aloud = ReadAloud(self._inbox.put)
        self._is_by_key = False
        self._corner = CornerHold(
            lambda: self._handle(StaffWanted()), lambda: self.terminal.config.screen_diagonal_mm
        )
        self.ends_for_good: bool | None = None
        self._saver = ScreenSaver(saver, self._inbox.put)
        self._touched_at = 0.0
        self._turned_at = 0.0
        self._active_at = time.monotonic()
        self._steps = StepFile.of_environment()
        self._asking = Asking(self._device, self._inbox.put, self._handle)
        self._ticks = 0
        self._is_due = True
        self._telling = Telling(self._device)
        self._mirror = (
            None if mirror is None else Mirror(mirror, self._loop, lambda: self._telling.words(self._frame))
        )

    def run(self) -> None:
        """From the first picture to the last."""
        Window.bind(on_key_down=self._keyboard.key, on_resize=self._resized)
        self._corner.watch()
        self._loop.before_tick += [self._inbox.drain, self._refresh_if_due]
        self._loop.on_drawn.append(self._telling.drawn)
        Clock.schedule_interval(self._tick, TICK_SECONDS)
        self._resume()
        self._loop.open(self._frame)
        self._loop.step()
        self._device.start()
        self._attached.attach(self.terminal.config)
        self._printing.attach(self.terminal.config)
        self._aloud.attach(self.terminal.config)
        if self._mirror is not None:
            self._mirror.start()
        try:
            self._loop.run()
        finally:
            self._stop()

    def _stop(self) -> None:
        self._saver.end()
        self._attached.stop()
        self._printing.stop()
        self._aloud.stop()
        self._device.stop()
        self._asking.alone.close()
        if self._mirror is not None:
            self._mirror.stop()

    def _resume(self) -> None:
        """Come back to the step of a visitor before whom the program has ended."""
        found = self._steps.take(self.terminal, time.monotonic())
        if found is not None:
            self.terminal, self._active_at = found.terminal, found.active_at
            self._asking.resume(found.asked)

    # what comes in

    def _take(self, message: Message) -> None:
        if isinstance(message, SaverTold):
            self._woken(message)
            return
        if isinstance(message, Told):
            self._asking.alone.told(message)
            return
        if not isinstance(message, Incoming | LinkChanged | ConfigOffer):
            if isinstance(message, LinkLost):
                self._look_whether_alone(time.monotonic())
            self._handle(message)
            return
        if isinstance(message, Incoming):
            self._asking.alone.heard(message.message, message.received)
        if isinstance(message, LinkChanged) and message.connected:
            self._asking.connected()
        if isinstance(message, Incoming) and isinstance(message.message, ShowName):
            after(message.message.seconds, lambda: self._handle(NameShown()))
        for event in self._reader.inputs(message, self.terminal.config):
            if isinstance(event, Touched):
                self._press_named(event.control)
            else:
                self._handle(event)

    def _woken(self, news: SaverTold) -> None:
        """Somebody is here. A scanner that types is heard to its end first: its keys come over the display."""
        self._active_at = time.monotonic()
        if news.scancode is not None:
            self._keyboard.least_pause_seconds = FORWARDED_PAUSE_SECONDS
            self._keyboard.key(None, 0, news.scancode, None, news.modifiers)
        if not self._keyboard.is_busy(news.scancode):
            self._saver.end()

    def _handle(self, event: Input) -> None:
        if isinstance(event, SIGNS_OF_SOMEBODY):
            self._active_at = time.monotonic()
            self._saver.end()
        if isinstance(event, Scanned):
            self._touched_at = 0.0  # what is touched after a scan is meant
        before = self.terminal
        moment = Moment(self._now(), uuid.uuid4().hex)
        self.terminal, effects = step(before, event, moment)
        if self.terminal.screen is not before.screen:
            self._turned_at = self._active_at = time.monotonic()
            self._focus.clear()
        if self.terminal is not before:
            self._steps.keep(self.terminal, self._active_at)
        for effect in effects:
            self._carry_out(effect)
        if self.terminal is before:
            return
        self._is_due = True
        self._loop.wake()  # timers and touches come after this round's drawing

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Ask(request):
                self._asking.ask(request, is_alone=self.terminal.is_alone)
            case Report(request):
                self._device.ask(request)
            case Print(visit, again):
                self._printing.print_ticket(visit, self.terminal, self._now(), again=again)
            case PrintProof(visit):
                self._printing.print_test(visit, self.terminal, self._device.settings.device)
            case End(restarts):
                self.ends_for_good = not restarts
                self._loop.stop()
            case Apply(offer) if isinstance(offer, ConfigOffer):
                self._device.accept(offer)
                self._attached.attach(self.terminal.config)
                self._printing.attach(self.terminal.config)
                self._aloud.attach(self.terminal.config)
            case Defer(offer) if isinstance(offer, ConfigOffer):
                self._device.defer(offer)
            case Forget():
                self._frame.empty()
                self._aloud.forget()
                self._keyboard.forget()

    def _pressed(self, control: str) -> None:
        now = time.monotonic()
        if not self._is_by_key and not self._aloud.touch(control, now):
            self._active_at = now  # somebody explores
            return
        if not control:
            return
        is_double = now - self._touched_at < DOUBLE_TAP_SECONDS and self._turned_at > self._touched_at
        self._touched_at = now
        if not is_double:
            self._handle(Touched(control))

    def _press_named(self, control: str) -> None:
        self._refresh_if_due()
        if self.terminal.screen in STAFF:
            return
        if any(one.control == control for one in self._frame.controls()):
            self._handle(Touched(control))

    # keys

    def _typed(self, event: WindowEvent) -> None:
        self._saver.end()
        self._keyboard.least_pause_seconds = 0.0
        match event:
            case Scan(text):
                self._handle(Scanned(text))
            case Typed(text) if self.terminal.screen in TYPED_INTO:
                for character in text.lower():
                    self._handle(Touched(f"key-{character}"))
            case Moved("service"):
                self._handle(StaffWanted())
            case Moved("erase"):
                self._handle(Touched("erase"))
            case Moved("press") if self.terminal.screen in TYPED_INTO and not self._focus.is_somewhere:
                self._handle(Touched("ok"))
            case Moved(where):
                self._active_at = time.monotonic()
                self._refresh_if_due()
                self._move(where)

    def _move(self, where: str) -> None:
        """What is framed is read aloud; pressed by a key, it needs no second press."""
        before, self._is_by_key = self._focus.control, True
        self._focus.move(where, self._frame.controls())
        self._is_by_key = False
        if self._focus.control not in ("", before):
            self._aloud.say(self._focus.control)

    # time

    def _tick(self, _elapsed: float) -> None:
        now = time.monotonic()
        self._ticks += 1
        if self.terminal.linked and now - self._reader.beat_at > SILENCE_SECONDS:
            self._handle(LinkLost())
        self._look_whether_alone(now)
        if self._aloud.is_speaking:
            self._active_at = now  # who listens is there
        self._steps.keep_time(self.terminal, self._active_at)
        quiet = self._saver.quiet_seconds(now - self._active_at)
        self._saver.tick(may_be_covered(self.terminal, quiet), now)
        allowed = allowed_seconds(self.terminal)
        if allowed is not None and now - self._active_at >= allowed and not self.terminal.session.is_asking:
            self._handle(Idle())
        if self.terminal.screen in (Screen.WARNING, Screen.PIN) or self._now().second == 0:
            self._is_due = True
        if self._is_due:
            self._refresh_if_due()
        elif self._ticks % TARGET_STEP_TICKS == 0 and (moved := self._frame.step()):
            self._loop.damage([moved])

    def _look_whether_alone(self, now: float) -> None:
        for news in self._asking.tick(self.terminal, now):
            self._handle(news)

    def _now(self) -> datetime:
        """The centre's time, whatever the machine's clock says; that one only while nothing else is known."""
        return self._asking.alone.now() or datetime.now(UTC)

    def _resized(self, _window: object, _width: int, _height: int) -> None:
        self._is_due = True

    # what is seen

    def _refresh_if_due(self) -> None:
        if self._is_due:
            self._is_due = False
            self._refresh()

    def _refresh(self) -> None:
        terminal = self.terminal
        config = terminal.config
        now = self._now()
        left = config.warning_seconds - int(time.monotonic() - self._active_at)
        wording = Catalogue("kiosk", terminal.session.language)
        scene = Scene(
            wording,
            now,
            self._device.settings.device,
            max(0, left),
            knows_time=self._asking.alone.now() is not None,
        )
        width, height = Window.system_size
        theme = Theme(
            Metrics(width, height, config.screen_diagonal_mm),
            terminal.session.language,
            terminal.session.aids,
        )
        view = page_view(terminal, scene)
        if view is None:
            self._handle(Idle())
            return
        outside = around(terminal, scene)
        self._frame.show(terminal.screen, view, outside, theme)
        self._aloud.show(terminal, view, outside, wording, [one.control for one in self._frame.controls()])
        self._telling.show(
            terminal,
            now,
            self._reader.beat_at,
            {**self._attached.parts(terminal), **self._asking.alone.parts()},
        )
