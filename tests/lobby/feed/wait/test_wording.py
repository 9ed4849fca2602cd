"""The wording of the wait page."""

import re
import string
from importlib.resources import files
from pathlib import Path

import pytest

from lobby.contract.state import WaitRange
from lobby.feed.wait.memory import Absent
from lobby.feed.wait.pages import LANGUAGES, preferred
from lobby.feed.wait.view import minutes
from lobby.web.wording import load

USED = re.compile(r"""\bt\(\s*["']([a-z0-9-]+)["']\s*[,)]""")
WORDING = load(["lobby.feed.wait"])


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_has_every_language() -> None:
    """With the same values to fill in; none is borrowed from another language."""
    for key, texts in WORDING.entries.items():
        assert set(texts) == set(LANGUAGES), key
        assert len({frozenset(placeholders(text)) for text in texts.values()}) == 1, key
        assert all(text.strip() for text in texts.values()), key


def test_templates_use_only_texts_of_the_page() -> None:
    """No other wording, which speaks two languages, shines through."""
    for template in Path(str(files("lobby.feed.wait") / "templates")).iterdir():
        used = set(USED.findall(template.read_text(encoding="utf-8")))
        assert used <= set(WORDING.entries), template.name
    assert {f"nothing-{one.value}" for one in Absent} <= set(WORDING.entries)


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (WaitRange(low_minutes=5, high_minutes=10), "من 5 إلى 10 دقائق"),
        (WaitRange(low_minutes=10, high_minutes=20), "من 10 إلى 20 دقيقة"),
        (WaitRange(low_minutes=0, high_minutes=5), "حتى 5 دقائق"),
        (WaitRange(low_minutes=60), "أكثر من 60 دقيقة"),
    ],
)
def test_arabic_counts_few_minutes_in_another_form(wait: WaitRange, said: str) -> None:
    """Up to ten."""
    assert minutes(wait, WORDING.speaker("ar")) == said


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"),
        ("*", "en"),
        ("de-AT", "de"),
        ("fr, pl;q=0.4, ru;q=0.6", "ru"),
        ("en;q=0, fa", "fa"),
        (",;=", "en"),
    ],
)
def test_the_first_of_ours_is_taken(header: str, language: str) -> None:
    """In the order of the phone; English where it asks for others only, German where it asks for nothing."""
    assert preferred(header) == language
