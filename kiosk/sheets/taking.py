"""Takes the pages of contact sheets, all in one window that is as large as the largest screen."""

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from PIL import Image

from kiosk.pictures import Photographer, Shot
from kiosk.sheets.picture import SheetPicture
from kiosk.sheets.plan import VARIANTS, Sheet
from lobby.contract.config import KioskConfig
from lobby.look.tokens import Metrics


class Taking:
    """Which sheet is being filled. A sheet is on disk before the next one begins."""

    def __init__(self, sheets: Sequence[Sheet], folder: Path) -> None:
        self._sheets, self._folder = sheets, folder
        self._now: SheetPicture | None = None
        self._done = 0
        self._began = time.monotonic()

    def jobs(self) -> Iterator[tuple[Shot, Metrics]]:
        """Every page of every sheet, with its screen."""
        for sheet in self._sheets:
            variant = VARIANTS[sheet.variant]
            metrics = Metrics(variant.width_px, variant.height_px, KioskConfig().screen_diagonal_mm)
            self._now = SheetPicture(sheet)
            for page in sheet.pages:
                yield Shot(f"{sheet.name}, {page}", page, sheet.language, variant.aids), metrics
            self._finish(self._now)

    def taken(self, shot: Shot, picture: Image.Image) -> None:
        """Put it on the sheet."""
        if self._now is not None:
            self._now.put(shot.page, picture)

    def _finish(self, picture: SheetPicture) -> None:
        path = picture.save(self._folder)
        self._done += 1
        size, passed = path.stat().st_size / 1024, time.monotonic() - self._began
        typer.echo(
            f"{self._done} of {len(self._sheets)}: {path.name}, {len(picture.sheet.pages)} pages,"
            f" {size:,.0f} KB, {passed:.0f} s",
            err=True,
        )


def write(sheets: Sequence[Sheet], folder: Path) -> None:
    """Make these sheets.

    Raises:
        RuntimeError: something does not fit; the text names the pages.
    """
    taking = Taking(sheets, folder)
    photographer = Photographer(taking.jobs(), taking.taken)
    photographer.run()
    shutil.rmtree(folder / ".state", ignore_errors=True)
    if photographer.misfits:
        raise RuntimeError(f"does not fit: {'; '.join(photographer.misfits)}")
