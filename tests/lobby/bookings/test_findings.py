"""Everything that is said about feeds is said in German and in English, and quotes nothing of them."""

import re
from pathlib import Path

import lobby.bookings
from lobby.bookings.findings import LANGUAGES, Finding, Severity, Where
from lobby.bookings.push.signing import SigningFault
from lobby.contract.answers import ImportRemark
from lobby.web.wording import load

ENTRIES = load(("lobby.bookings",)).entries
SOURCES = [path.read_text(encoding="utf-8") for path in Path(lobby.bookings.__path__[0]).rglob("*.py")]


def test_every_text_has_both_languages_and_the_same_values() -> None:
    """A German text without its English one, or with another placeholder, is a mistake."""
    for key, entry in ENTRIES.items():
        assert set(entry) == set(LANGUAGES), key
        placeholders = [set(re.findall(r"{(\w+)}", text)) for text in entry.values()]
        assert placeholders[0] == placeholders[1], key


def test_every_kind_has_a_text_and_every_text_a_kind() -> None:
    """What the programs say is in the wording, and nothing stands there in vain."""
    source = "\n".join(SOURCES)
    kinds = set(re.findall(r'(?:Finding|FieldError|MomentError|\.note|\.broken)\(\s*"([a-z0-9-]+)"', source))
    kinds |= {f"remark-{one}" for one in ImportRemark} | {f"severity-{one}" for one in Severity}
    kinds |= {f"push-{one}" for one in SigningFault}
    kinds |= {f"step-{kind}" for kind in re.findall(r'\.step\("([a-z]+)"', source)}
    assert kinds <= set(ENTRIES)
    assert {key for key in set(ENTRIES) - kinds if f'"{key}"' not in source} == set()


def test_a_finding_is_a_sentence_with_its_place() -> None:
    """Line, field, what it is, what to do."""
    finding = Finding("not-whole", Where(line=3), "persons", values={"least": 1, "most": 20})
    assert finding.line("en") == "line 3, field persons: error: This is no whole number from 1 to 20."
    assert finding.line("de").startswith("Zeile 3, Feld persons: Fehler: Das ist keine ganze Zahl")
    document = finding.document()
    assert (document["line"], document["field"], document["kind"]) == (3, "persons", "not-whole")
    assert finding.said("de") == document["de"]
