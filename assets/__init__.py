"""Files that the programs show, play and read; `ASSETS` is their folder, also inside an installed wheel."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent
