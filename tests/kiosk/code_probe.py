"""Draws the number's page in one window and prints what a reader finds on it: run as a program.

python -m tests.kiosk.code_probe 1080x1920
"""

import json
import sys
import tempfile
from pathlib import Path

from lobby.contract.config import Language
from lobby.look.boot import WindowSpec, prepare

WIDTH, HEIGHT = (int(part) for part in sys.argv[1].split("x"))
prepare(WindowSpec(WIDTH, HEIGHT, Path(tempfile.mkdtemp()), "code"))

import zxingcpp  # noqa: E402 - Kivy reads its environment when it is imported
from PIL import Image  # noqa: E402

from kiosk.pictures import Photographer, Shot  # noqa: E402
from kiosk.session import Aids  # noqa: E402
from lobby.look.tokens import Metrics  # noqa: E402

SHOTS = (
    Shot("german", "number-phone"),
    Shot("arabic-contrast", "number-phone", Language.AR, Aids(high_contrast=True)),
    Shot("large", "number-phone", Language.UK, Aids(large_text=True)),
    Shot("late", "number-late"),
    Shot("none", "number"),
    Shot("called", "number-called"),
)


def main() -> None:
    """Print each picture's code, or null, as JSON."""
    metrics, read = Metrics(WIDTH, HEIGHT, 546), {}

    def look(shot: Shot, picture: Image.Image) -> None:
        found = zxingcpp.read_barcode(picture)
        read[shot.name] = found.text if found else None

    Photographer(((shot, metrics) for shot in SHOTS), look).run()
    json.dump(read, sys.stdout)


main()
