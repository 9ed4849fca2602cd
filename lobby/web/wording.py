"""The pages' wording: TOML tables of keys with German and English, German by default."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = {"de": "Deutsch", "en": "English"}
DEFAULT_LANGUAGE = "de"

Entries = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Wording:
    """All texts of one page, in each language."""

    entries: Entries

    def say(self, language: str, key: str, values: Mapping[str, object]) -> str:
        """The text with its values filled in.

        Raises:
            KeyError: no such key: a mistake in the program, found by its tests.
        """
        entry = self.entries[key]
        text = entry.get(language) or entry[DEFAULT_LANGUAGE]
        return text.format_map(values) if values else text

    def speaker(self, language: str) -> "Speaker":
        """This wording in one language."""
        return Speaker(self, language)


@dataclass(frozen=True)
class Speaker:
    """Called `t` in templates: `t("key", number="A104")`."""

    wording: Wording
    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of the key."""
        return self.wording.say(self.language, key, values)

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self.wording.entries


def load(packages: Sequence[str]) -> Wording:
    """The `wording.toml` of each package, later ones on top."""
    entries: dict[str, Mapping[str, str]] = {}
    for package in packages:
        table = tomllib.loads((files(package) / "wording.toml").read_text(encoding="utf-8"))
        entries |= table
    return Wording(MappingProxyType(entries))
