"""The pictures of the media zone: which there are, and their loading in a thread of its own.

A file that is no picture, or far too large a one, is left out and reported; the rest goes on.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog
from PIL import Image, ImageOps

from lobby.look.catalogue import Catalogue
from lobby.look.tokens import LIGHT
from signage.slides import SLIDES, Size, Slide, draw

KINDS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
MOST_PIXELS = 60_000_000

Item = Path | Slide


@dataclass(frozen=True)
class Order:
    """Load this for a zone of this size."""

    item: Item
    size: Size
    wording: Catalogue


@dataclass(frozen=True)
class Loaded:
    """RGBA pixels of `order.size`, rows from the top; None for a picture that cannot be shown."""

    order: Order
    pixels: bytes | None


def playlist(folder: str) -> tuple[Item, ...]:
    """The pictures of a folder by name; the built-in slides where none is named or it has none."""
    if folder:
        try:
            found = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in KINDS)
        except OSError:
            found = []
        if found:
            return tuple(found)
    return SLIDES


def following(items: Iterable[Item], shown: Item | None, bad: frozenset[Item]) -> Item | None:
    """The next picture of the list after `shown`, leaving out bad ones; None when there is none."""
    good = [item for item in items if item not in bad]
    if not good:
        return None
    if shown not in good:
        return good[0]
    return good[(good.index(shown) + 1) % len(good)]


def load(order: Order) -> bytes:
    """The picture, fitted whole into its zone.

    Raises:
        OSError: it cannot be read, is no picture, or has too many pixels.
    """
    if isinstance(order.item, Slide):
        return draw(order.item, order.size, order.wording).convert("RGBA").tobytes()
    try:
        with Image.open(order.item) as file:
            if file.width * file.height > MOST_PIXELS:
                raise OSError(f"{file.width} × {file.height} pixels are too many")
            file.draft("RGB", order.size)
            upright = ImageOps.exif_transpose(file).convert("RGBA")
    except (ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise OSError(str(error)) from error
    fitted = ImageOps.contain(upright, order.size, Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", order.size, LIGHT.surface)
    ground.alpha_composite(
        fitted, ((order.size[0] - fitted.width) // 2, (order.size[1] - fitted.height) // 2)
    )
    return ground.tobytes()


class Loader:
    """Carries out orders one after the other; `deliver` is called on its thread."""

    def __init__(self, deliver: Callable[[Loaded], None]) -> None:
        self._deliver = deliver
        self._orders: queue.Queue[Order | None] = queue.Queue()
        self._log = structlog.get_logger("signage")
        self._thread = threading.Thread(target=self._run, name="media", daemon=True)

    def start(self) -> None:
        """Begin to wait for orders."""
        self._thread.start()

    def stop(self) -> None:
        """End after the order under way."""
        self._orders.put(None)

    def order(self, order: Order) -> None:
        """Load it; returns at once."""
        self._orders.put(order)

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                self._deliver(Loaded(order, load(order)))
            except OSError as error:
                self._log.warning("picture left out", picture=str(order.item), why=str(error))
                self._deliver(Loaded(order, None))
