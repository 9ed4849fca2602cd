"""The display program: messages in, announcements, pictures, one canvas out, and word of what was really drawn.

Everything happens on the main thread, in one place: `_handle` takes a message, `_refresh` asks the pure functions what
the picture is now and hands it to the canvas, which redraws what differs. Nothing differs most of the time.
"""

import os
import sys
import time
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.texture import Texture
from kivy.uix.floatlayout import FloatLayout

from lobby.contract.city import OverviewEvent
from lobby.contract.config import DisplayConfig, Orientation
from lobby.contract.devices import Drawn, Part, ShowName
from lobby.contract.state import Beat, Board
from lobby.contract.topics import AVAIL, BEAT, BOARD, OVERVIEW, SHOW_NAME, WARNINGS
from lobby.contract.warnings import WarningsEvent
from lobby.link.device import QUEUE_DEVICE, ConfigOffer, Device
from lobby.link.incoming import Incoming, LinkChanged, Subscription
from lobby.link.settings import Settings
from lobby.look.canvas import Canvas, measure
from lobby.look.inbox import Inbox
from lobby.look.loop import Frame, ScreenLoop
from lobby.look.mirror import Mirror
from lobby.look.tokens import LIGHT, rgba
from signage import until_touched
from signage.announcing import Announcing, next_change, offered, stepped
from signage.concerning import area_works, own_calls
from signage.gallery import Gallery
from signage.known import Known, Moment, age, house_time, should_ask, with_asking, with_beat, with_board
from signage.memory import AnnouncedFile
from signage.options import Options
from signage.paint import Painter
from signage.scene import Scene
from signage.sound import Sound
from signage.speech import Speech
from signage.view import View, view
from signage.vigil import Vigil

ZONE = ZoneInfo("Europe/Berlin")
POLL_SECONDS = 0.25
"""Nobody touches a display: only the window manager may have something to say."""
SUBSCRIPTIONS = (
    Subscription(BOARD), Subscription(BEAT), Subscription(OVERVIEW), Subscription(WARNINGS), Subscription(SHOW_NAME),
    Subscription(AVAIL, device=QUEUE_DEVICE),
)  # fmt: skip


def run(settings: Settings, options: Options) -> None:
    """Run until it is told to end."""
    display = Display(settings, options)
    display.run()
    if display.restarts:
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - ourselves, with the window's new size


class Display:
    """One screen in a waiting room."""

    def __init__(self, settings: Settings, options: Options) -> None:
        self._options = options
        self.restarts = False
        self._loop = ScreenLoop(until_touched.POLL_SECONDS if options.until_touched else POLL_SECONDS)
        self._inbox: Inbox[Incoming | LinkChanged | ConfigOffer] = Inbox(self._handle, self._loop.wake)
        width, height = Window.system_size
        self._device = Device(
            settings, subscriptions=SUBSCRIPTIONS, deliver=self._inbox.put, config_type=DisplayConfig,
            screen=f"{width}x{height}",
        )  # fmt: skip
        config: DisplayConfig = self._device.config
        self._memory = AnnouncedFile(settings.state)
        self._scene = Scene(
            Known(), Announcing(done=self._memory.read()), config, Speech.of(config), settings.centre
        )
        self._canvas = Canvas(size=(width, height), size_hint=(None, None))
        self._painter = Painter(width, height, measure)
        self._sound = Sound(settings.state, self._sound_changed)
        self._gallery = Gallery(self._loop.wake, self._show_picture)
        self._vigil = Vigil(self._device, settings.state, self._begin_again)
        self._name_until = 0.0
        self._shown: View | None = None
        self._reported: tuple[str, int] | None = None
        self._mirror = None if options.mirror is None else Mirror(options.mirror, self._loop, self._state)

    def run(self) -> None:
        """From the first picture to the last."""
        Window.clearcolor = rgba(LIGHT.ground)
        Window.bind(on_resize=self._resized)
        if self._options.until_touched:
            until_touched.watch()
        root = FloatLayout()
        root.add_widget(self._canvas)
        self._loop.before_tick += [self._inbox.drain, self._gallery.drain, self._refresh_if_due]
        self._loop.on_drawn.append(self._drawn)
        Clock.schedule_once(self._whole_second, 0)
        self._blink = Clock.schedule_once(self._tick, 0)
        self._due = True
        self._loop.open(root)
        self._loop.step()
        self._device.start()
        self._sound.start()
        self._gallery.start(self._scene.config, self._scene.speech.first)
        if self._mirror is not None:
            self._mirror.start()
        try:
            self._loop.run()
        finally:
            self._stop()

    def _stop(self) -> None:
        self._sound.stop()
        self._gallery.stop()
        self._device.stop()
        if self._mirror is not None:
            self._mirror.stop()

    def _handle(self, message: Incoming | LinkChanged | ConfigOffer) -> None:
        self._due = True
        match message:
            case LinkChanged():
                self._vigil.linked(time.monotonic(), connected=message.connected)
                self._know(replace(self._scene.known, connected=message.connected, asked=False))
            case ConfigOffer():
                self._configure(message)
            case Incoming(message=Board() as board):
                at = Moment(datetime.now(ZONE), message.received)
                self._know(with_board(self._scene.known, board, at, retained=message.retained))
                self._offer()
            case Incoming(message=Beat() as beat):
                self._know(with_beat(self._scene.known, beat, message.received))
            case Incoming(message=OverviewEvent() as event):
                self._know(replace(self._scene.known, overview=event.data))
            case Incoming(channel=channel, message=told) if channel is WARNINGS:
                data = told.data if isinstance(told, WarningsEvent) else None
                self._know(replace(self._scene.known, warnings=data))
            case Incoming(message=ShowName() as wanted):
                self._name_until = time.monotonic() + wanted.seconds

    def _know(self, known: Known) -> None:
        self._scene = replace(self._scene, known=known)
        self._vigil.confirmed(known.confirmed)

    def _offer(self) -> None:
        board = self._scene.known.board
        if board is not None:
            now = house_time(self._scene.known, self._now())
            self._scene = replace(
                self._scene,
                announcing=offered(self._scene.announcing, own_calls(board, self._scene.config), now),
            )

    def _configure(self, offer: ConfigOffer) -> None:
        config: DisplayConfig = offer.config
        self._scene = replace(self._scene, config=config, speech=Speech.of(config))
        self._gallery.configure(config, self._scene.speech.first)
        self._offer()
        self._device.accept(offer)
        is_portrait = self._painter.height > self._painter.width
        if not self._options.keeps_size and is_portrait != (config.orientation is Orientation.PORTRAIT):
            self._begin_again()

    def _begin_again(self) -> None:
        self.restarts = True
        self._loop.stop()

    def _whole_second(self, _elapsed: float) -> None:
        """Clock and pages change with the second of the house: on displays side by side at the same time."""
        self._tick(0)
        now = house_time(self._scene.known, self._now())
        Clock.schedule_once(self._whole_second, 1.002 - now.microsecond / 1e6)

    def _tick(self, _elapsed: float) -> None:
        self._due = True
        self._refresh_if_due()

    def _refresh_if_due(self) -> None:
        if self._due:
            self._due = False
            self._refresh(self._now())

    def _refresh(self, at: Moment) -> None:
        if should_ask(self._scene.known, at.seconds):
            self._know(with_asking(self._scene.known))
            self._device.link.resubscribe(BOARD)
        self._announce(at)
        picture = view(self._scene, at)
        name = self._device.settings.device if at.seconds < self._name_until else None
        primitives, media = self._painter.paint(picture, name)
        self._gallery.at(None if media is None else (round(media.width), round(media.height)), at.seconds)
        damage = self._canvas.show(primitives)
        self._loop.damage(damage)
        self._shown = picture
        old = age(self._scene.known, at.seconds)
        self._device.note(
            screen=picture.screen,
            data_age_seconds=None if old is None else old.total_seconds(),
            parts={
                "media": self._gallery.healthy,
                "area": area_works(self._scene.known.board, self._scene.config),
                **self._vigil.look(at.seconds),
            },
        )
        if damage:
            self._vigil.wanted(at.seconds)
        else:
            self._report()

    def _announce(self, at: Moment) -> None:
        if self._shown is not None and self._shown.whole_screen:
            return  # during an evacuation calls wait
        announcing, begun = stepped(self._scene.announcing, at.seconds)
        self._scene = replace(self._scene, announcing=announcing)
        if begun is not None:
            self._memory.write(announcing.done)
            if self._scene.config.gong:
                self._sound.play(self._scene.config.gong_volume)
        wait = next_change(announcing, at.seconds)
        if wait is not None:
            self._blink.cancel()
            self._blink = Clock.schedule_once(self._tick, wait + 0.005)

    def _show_picture(self, texture: Texture) -> None:
        self._loop.damage(self._canvas.set_image("media", texture))

    def _drawn(self, _frame: Frame) -> None:
        self._report()

    def _report(self) -> None:
        """Say what is on the screen, when that is something new."""
        board, shown = self._scene.known.board, self._shown
        now = datetime.now(ZONE)
        self._vigil.drawn(now)
        if board is None or shown is None or not self._device.connected:
            return
        state = (shown.screen, board.rev)
        if state == self._reported:
            return
        self._reported = state
        calls = own_calls(board, self._scene.config)
        newest = calls[0].id if calls and shown.hero is not None else None
        self._device.drawn(Drawn(at=now, screen=shown.screen, rev=board.rev, call=newest))
        self._device.note(drawn_rev=board.rev)

    def _sound_changed(self, works: bool) -> None:  # noqa: FBT001 - a callback
        self._device.note(parts={Part.SOUND.value: works})

    def _resized(self, _window: object, width: int, height: int) -> None:
        self._canvas.size = (width, height)
        self._painter = Painter(width, height, measure)
        self._due = True
        self._canvas.show([])
        structlog.get_logger("signage").info("screen", width=width, height=height)

    def _now(self) -> Moment:
        return Moment(datetime.now(ZONE), time.monotonic())

    def _state(self) -> dict[str, object]:
        shown, board = self._shown, self._scene.known.board
        return {
            "screen": None if shown is None else shown.screen,
            "rev": None if board is None else board.rev,
            "number": None if shown is None or shown.hero is None else shown.hero.number,
            "notice": None if shown is None or shown.notice is None else shown.notice.title,
        }
