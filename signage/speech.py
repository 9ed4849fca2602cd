"""The wording of a display: its own language, and the second one."""

from dataclasses import dataclass

from lobby.contract.config import DisplayConfig, Language
from lobby.look.catalogue import Catalogue

PROGRAM = "signage"


@dataclass(frozen=True)
class Caption:
    """Some words in both languages; the second may be empty."""

    first: str
    second: str


@dataclass(frozen=True)
class Speech:
    """Looks texts up in both languages."""

    first: Catalogue
    second: Catalogue | None

    @classmethod
    def of(cls, config: DisplayConfig) -> "Speech":
        """The two languages of a configuration."""
        second = config.second_language
        wanted = second if second is not None and second is not config.language else None
        return cls(_catalogue(config.language), None if wanted is None else _catalogue(wanted))

    def text(self, key: str, **values: object) -> str:
        """In the display's language."""
        return self.first.text(key, **values)

    def also(self, key: str, **values: object) -> str:
        """In the second language; empty without one."""
        return "" if self.second is None else self.second.text(key, **values)

    def caption(self, key: str, **values: object) -> Caption:
        """In both."""
        return Caption(self.text(key, **values), self.also(key, **values))


def _catalogue(language: Language) -> Catalogue:
    return Catalogue(PROGRAM, language)
