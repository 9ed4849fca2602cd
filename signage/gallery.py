"""The media zone on screen: which picture is there, and when the next one comes."""

from collections.abc import Callable

from kivy.graphics.texture import Texture

from lobby.contract.config import DisplayConfig
from lobby.look.catalogue import Catalogue
from lobby.look.inbox import Inbox
from signage.media import Item, Loaded, Loader, Order, following, playlist
from signage.slides import Size


class Gallery:
    """`show` gets each texture on the main thread; `healthy` whether every picture could be loaded."""

    def __init__(self, wake: Callable[[], None], show: Callable[[Texture], None]) -> None:
        self._inbox: Inbox[Loaded] = Inbox(self._loaded, wake)
        self._loader = Loader(self._inbox.put)
        self._show = show
        self._order: Order | None = None
        self._shown: Item | None = None
        self._bad: frozenset[Item] = frozenset()
        self._items: tuple[Item, ...] = ()
        self._size: Size | None = None
        self._wording = Catalogue("signage")
        self._due = 0.0
        self._dwell_seconds = 0.0
        self.drain = self._inbox.drain

    @property
    def healthy(self) -> bool:
        """Whether no picture had to be left out."""
        return not self._bad

    def start(self, config: DisplayConfig, wording: Catalogue) -> None:
        """Begin."""
        self.configure(config, wording)
        self._loader.start()

    def stop(self) -> None:
        """End."""
        self._loader.stop()

    def configure(self, config: DisplayConfig, wording: Catalogue) -> None:
        """Another folder, dwell time or language."""
        self._items, self._dwell_seconds, self._wording = (
            playlist(config.media_folder),
            config.dwell_seconds,
            wording,
        )
        self._bad, self._size = frozenset(), None

    def at(self, size: Size | None, seconds: float) -> None:
        """What the zone's size is now, None without one; seconds of the clock that never jumps."""
        if size is None:
            return
        if size != self._size:
            self._size = size
            self._request(
                self._shown if self._shown in self._items else following(self._items, None, self._bad)
            )
            self._due = seconds + self._dwell_seconds
        elif seconds >= self._due:
            self._due = seconds + self._dwell_seconds
            following_item = following(self._items, self._shown, self._bad)
            if following_item != self._shown:
                self._request(following_item)

    def _request(self, item: Item | None) -> None:
        if item is not None and self._size is not None:
            self._order = Order(item, self._size, self._wording)
            self._loader.order(self._order)

    def _loaded(self, loaded: Loaded) -> None:
        if loaded.pixels is None:
            self._bad |= {loaded.order.item}
            if loaded.order == self._order:
                self._request(following(self._items, loaded.order.item, self._bad))
            return
        if loaded.order != self._order:
            return  # the zone has another size by now
        self._shown = loaded.order.item
        texture = Texture.create(size=loaded.order.size, colorfmt="rgba")
        texture.blit_buffer(loaded.pixels, colorfmt="rgba", bufferfmt="ubyte")
        texture.flip_vertical()
        self._show(texture)
