"""Which contact sheets there are: a language, an aid or a size of screen, and every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk import samples
from kiosk.session import Aids
from kiosk.theme import NO_AIDS
from lobby.contract.config import Language


@dataclass(frozen=True)
class Variant:
    """A screen and what its visitor switched on. Sizes in pixels."""

    aids: Aids = NO_AIDS
    width_px: int = 1080
    height_px: int = 1920


PLAIN = "plain"
VARIANTS: Mapping[str, Variant] = {
    PLAIN: Variant(),
    "large-text": Variant(Aids(large_text=True)),
    "high-contrast": Variant(Aids(high_contrast=True)),
    "low-reach": Variant(Aids(low_reach=True)),
    "speech": Variant(Aids(speech=True)),
    "1280x800": Variant(width_px=1280, height_px=800),
    "1024x600": Variant(width_px=1024, height_px=600),
}


@dataclass(frozen=True)
class Sheet:
    """One picture with these pages on it, in this order."""

    language: Language
    variant: str
    pages: tuple[str, ...]

    @property
    def name(self) -> str:
        """Of its file, without the ending."""
        return f"screens-{self.language.value}-{self.variant}"


def planned(
    languages: Sequence[Language] = (), variants: Sequence[str] = (), pages: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """What is asked for; empty is all of it.

    Without languages and variants: each language as it is, each variant in German.
    """
    shown = tuple(name for name in samples.pages() if not pages or name in pages)
    wanted = [
        (language, variant)
        for variant in VARIANTS
        for language in Language
        if (not languages or language in languages) and (not variants or variant in variants)
    ]
    if not languages and not variants:
        wanted = [pair for pair in wanted if pair[1] == PLAIN or pair[0] is Language.DE]
    return tuple(Sheet(language, variant, shown) for language, variant in wanted)
