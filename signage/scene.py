"""All that a picture depends on."""

from dataclasses import dataclass

from lobby.contract.config import DisplayConfig
from signage.announcing import Announcing
from signage.known import Known
from signage.speech import Speech


@dataclass(frozen=True)
class Scene:
    """One situation of a waiting room, as the display knows it."""

    known: Known
    announcing: Announcing
    config: DisplayConfig
    speech: Speech
    centre: str
    """The centre's level in the topics: stands in until the board names it."""
