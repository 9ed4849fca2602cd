"""The catalogue that comes with the program, read from its files."""

from functools import cache
from pathlib import Path

from assets import ASSETS
from lobby.contract.catalogue import Catalogue, parse_catalogue


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `services.csv` and `centres.csv` of a folder.

    Raises:
        OSError: a file is missing.
        CatalogueError: a row cannot be used.
    """
    services, centres = (
        (folder / name).read_text(encoding="utf-8") for name in ("services.csv", "centres.csv")
    )
    return parse_catalogue(services, centres)


@cache
def sample_catalogue() -> Catalogue:
    """The catalogue in `assets/data`."""
    return read_catalogue(ASSETS / "data")
