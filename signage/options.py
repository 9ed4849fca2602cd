"""How the display program was called."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """`keeps_size`: the size was given and does not follow the configuration."""

    mirror: Path | None = None
    keeps_size: bool = False
    until_touched: bool = False
    """It lies over a terminal as its screen saver."""
