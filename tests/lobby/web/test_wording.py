"""The wording of all pages."""

import re
import string
from importlib.resources import files
from pathlib import Path

import pytest

from lobby.contract.answers import Reason
from lobby.web.wording import LANGUAGES, load

PACKAGES = ["lobby.web", "lobby.counter", "lobby.counter.reception", "lobby.console"]
BUILT_ON = {"lobby.counter.reception": ["lobby.counter"], "lobby.console": ["lobby.figures"]}
USED = re.compile(r"""\bt\(\s*["']([a-z0-9-]+)["']\s*[,)]""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_text_has_every_language(package: str) -> None:
    """Each key has German and English with the same values to fill in."""
    for key, texts in load([package]).entries.items():
        assert set(texts) == set(LANGUAGES), key
        assert len({frozenset(placeholders(text)) for text in texts.values()}) == 1, key
        assert all(text.strip() for text in texts.values()), key


@pytest.mark.parametrize("package", PACKAGES)
def test_templates_use_only_texts_that_exist(package: str) -> None:
    """No template asks for a key that has no text."""
    known = load(["lobby.web", *BUILT_ON.get(package, []), package]).entries
    for template in Path(str(files(package) / "templates")).iterdir():
        used = set(USED.findall(template.read_text(encoding="utf-8")))
        assert used <= set(known), f"{template.name}: {used - set(known)}"


def test_every_refusal_has_a_sentence() -> None:
    """Each reason of the contract has its own sentence for the clerk."""
    known = load(["lobby.counter"]).entries
    sentences = [known[f"reason-{reason}"]["de"] for reason in Reason]
    assert len(set(sentences)) == len(sentences)


def test_values_are_filled_in_the_readers_language() -> None:
    """The speaker of a language fills its own text."""
    wording = load(["lobby.web"])
    assert "7 Sekunden" in wording.speaker("de")("sign-in-wait", seconds=7)
    assert "7 seconds" in wording.speaker("en")("sign-in-wait", seconds=7)
