import string

import pytest

from kiosk.samples import NOW, pages
from kiosk.session import Screen
from kiosk.troubles import WAYS, Level, key_of
from kiosk.views.pages import MAKERS, Scene, around, page_view
from lobby.contract.answers import Reason, Refused
from lobby.contract.codes import CodeFault, TypedFault
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue, missing, wording

COMPLETE = (Language.DE, Language.EN)


@pytest.mark.parametrize("key", [*CodeFault, *TypedFault])
def test_every_fault_of_a_code_is_known(key: CodeFault | TypedFault) -> None:
    """A fault added to the codes needs a page here; nothing to read is nothing to say."""
    assert key in WAYS or key is CodeFault.EMPTY


def test_red_is_kept_for_codes_that_are_not_genuine() -> None:
    """Forged, and signed by nobody we know; everything else is amber."""
    assert {key for key, way in WAYS.items() if way.level is Level.STOP} == {
        CodeFault.FORGED,
        CodeFault.UNKNOWN_KEY,
    }


def test_malformed_message_is_not_taken_for_a_malformed_code() -> None:
    """Both have the same name in the contract, and different sentences for the visitor."""
    refused = Refused(id="request-1", at=NOW, reason=Reason.MALFORMED)
    assert key_of(refused) == "technical"
    assert key_of(Refused(id="request-1", at=NOW, reason=Reason.BAD_CODE, detail="malformed")) == "malformed"


def test_reason_of_a_newer_queue_service_still_gets_a_page() -> None:
    """A detail nobody here has heard of leads to reception, not to an empty page."""
    assert (
        key_of(Refused(id="request-1", at=NOW, reason=Reason.BAD_CODE, detail="never-heard-of"))
        == "technical"
    )


@pytest.mark.parametrize("language", COMPLETE)
def test_german_and_english_are_complete(language: Language) -> None:
    """No text of either lacks in the other, and both take the same values."""
    assert missing("kiosk", language) == frozenset()
    own, german = wording("kiosk", language).texts, wording("kiosk", Language.DE).texts
    assert own.keys() == german.keys()
    for key, forms in own.items():
        assert _values(forms) == _values(german[key]), key


def test_arabic_sample_takes_the_same_values_as_german() -> None:
    """What there is of it fits."""
    german = wording("kiosk", Language.DE).texts
    for key, forms in wording("kiosk", Language.AR).texts.items():
        if not key.startswith("service."):
            assert _values(forms) == _values(german[key]), key


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("page", pages())
def test_every_page_has_all_its_words(page: str, language: Language) -> None:
    """No key of the catalogue, no empty brackets on any page, in either language."""
    terminal = pages()[page]
    scene = Scene(Catalogue("kiosk", language), NOW, "kiosk-1", 17)
    shown = repr(page_view(terminal, scene)) + repr(around(terminal, scene))
    keys = {key for key in wording("kiosk", Language.DE).texts if "." in key}
    assert not [key for key in keys if f"'{key}'" in shown]
    assert "{" not in shown


def test_every_page_has_a_view() -> None:
    """The table of views is whole."""
    assert set(MAKERS) == set(Screen)


def _values(forms: tuple[str, ...]) -> set[str]:
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}
