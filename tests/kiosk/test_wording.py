"""Every text of the terminal in every language: there, with the same values, counted right, and drawable."""

import string

import msgspec
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from matplotlib.ft2font import FT2Font

from kiosk.samples import house
from kiosk.views.speech import ServiceName, service
from kiosk.views.type_code import KEYS
from lobby.catalogue_files import sample_catalogue
from lobby.contract.config import Language
from lobby.look.catalogue import LOCALES, OWN_NAMES, Catalogue, locale_of, missing, wording
from lobby.look.fonts import Weight, face
from lobby.look.shaping import shape

COUNTED = range(1001)
SAID_BY_THE_FORM = {"zero", "one", "two"}
"""Plural categories that stand for one number: a language may say it in a word."""


def entries(language: Language) -> list[Message]:
    path = LOCALES / language.value / "LC_MESSAGES" / "kiosk.po"
    with path.open("rb") as file:
        return [one for one in read_po(file) if one.id]


def key_of(entry: Message) -> str:
    return str(entry.id[0] if isinstance(entry.id, (list, tuple)) else entry.id)


def forms_of(entry: Message) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, (list, tuple)) else (str(entry.string),)


def values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", Language)
def test_every_text_is_there(language: Language) -> None:
    """Each key of the German catalogue, none besides, none empty, none marked as unsure, none twice."""
    keys = [key_of(one) for one in entries(language)]
    assert missing("kiosk", language) == frozenset()
    assert sorted(keys) == sorted(wording("kiosk", Language.DE).texts)
    assert [key_of(one) for one in entries(language) if one.fuzzy or not all(forms_of(one))] == []


@pytest.mark.parametrize("language", Language)
def test_texts_have_the_values_of_the_german_ones(language: Language) -> None:
    """No value is lost or invented; only a form that stands for one number may leave that number out."""
    german = wording("kiosk", Language.DE).texts
    own = wording("kiosk", language)
    single = {own.plural_form(n) for n in (0, 1, 2) if locale_of(language).plural_form(n) in SAID_BY_THE_FORM}
    for key, forms in own.texts.items():
        wanted = values_in(german[key][-1])
        for index, form in enumerate(forms):
            lost = wanted - values_in(form)
            assert values_in(form) <= wanted, (key, form)
            assert not lost or (len(forms) > 1 and index in single and lost == {"n"}), (key, form)


@pytest.mark.parametrize("language", Language)
def test_numbers_take_the_forms_of_the_language(language: Language) -> None:
    """The header tells numbers apart exactly as Unicode's CLDR does, and every plural text has all of the forms."""
    own, plural = wording("kiosk", language), locale_of(language).plural_form
    pairs = {(own.plural_form(n), plural(n)) for n in COUNTED}
    assert len(pairs) == len({form for form, _ in pairs}) == len({category for _, category in pairs})
    counted = {key for key, forms in wording("kiosk", Language.DE).texts.items() if len(forms) > 1}
    assert {key: len(own.texts[key]) for key in counted} == dict.fromkeys(counted, len(pairs))


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        (Language.PL, 1, "1 osoba"), (Language.PL, 3, "3 osoby"), (Language.PL, 12, "12 osób"),
        (Language.PL, 22, "22 osoby"), (Language.RU, 21, "21 человек"), (Language.RU, 3, "3 человека"),
        (Language.UK, 5, "5 осіб"), (Language.UK, 21, "21 особа"), (Language.AR, 2, "شخصان"),
        (Language.AR, 3, "3 أشخاص"), (Language.AR, 11, "11 شخصاً"), (Language.TR, 5, "5 kişi"),
    ],
)  # fmt: skip
def test_people_are_counted(language: Language, number: int, text: str) -> None:
    """As one says it in the language."""
    assert Catalogue("kiosk", language).text("persons.count", n=number) == text


def drawn(language: Language) -> set[str]:
    """Every character that a text of the terminal may need, as it is handed to the renderer."""
    texts = [form for forms in wording("kiosk", language).texts.values() for form in forms]
    texts += [one.names.get(language.value, one.name_de) for one in sample_catalogue().services]
    texts += [one.name_de for one in sample_catalogue().services]
    texts += [one.name for one in sample_catalogue().centres]
    texts += [OWN_NAMES[language], KEYS, "0123456789 :·-–"]
    return set().union(*(shape(line, language) for text in texts for line in text.split("\n")))


@pytest.mark.parametrize("weight", Weight)
@pytest.mark.parametrize("language", Language)
def test_the_face_has_every_glyph(language: Language, weight: Weight) -> None:
    """No box in any text, in its weight, letters joined."""
    glyphs = FT2Font(face(weight, language)).get_charmap()
    assert sorted(one for one in drawn(language) if ord(one) not in glyphs) == []


@pytest.mark.parametrize("language", Language)
def test_times_and_digits_are_latin(language: Language) -> None:
    """What is heard and read is what the display shows: no Arabic or Persian digits in any text."""
    texts = "".join("".join(forms) for forms in wording("kiosk", language).texts.values())
    assert [one for one in texts if one.isdecimal() and one not in "0123456789"] == []


@pytest.mark.parametrize("language", Language)
def test_the_sample_services_have_names(language: Language) -> None:
    """In every language, so that the terminal as it is shipped mixes none."""
    if language in (Language.DE, Language.EN):
        return
    assert [one.id for one in sample_catalogue().services if language.value not in one.names] == []


def named(language: Language, names: dict[str, str]) -> ServiceName:
    """The identity card at a city that has these names for it."""
    sample = house()
    services = tuple(msgspec.structs.replace(one, names=names) for one in sample.services)
    return service(
        Catalogue("kiosk", language), msgspec.structs.replace(sample, services=services), "id-card"
    )


def test_the_city_names_its_services() -> None:
    """The German name stays beside the translation, unless that only parts the German word for easy reading."""
    assert named(Language.TR, {"tr": "Kimlik kartı"}) == ServiceName(
        "Kimlik kartı", Language.TR, "Personalausweis"
    )
    assert named(Language.DE_PLAIN, {"de-simple": "Personal-Ausweis"}).german is None
    assert named(Language.DE, {"de": "Ausweis"}).text == "Personalausweis"


def test_a_service_without_a_name_in_the_language_is_german_and_says_so() -> None:
    """Never empty, and speech reads it as what it is."""
    assert named(Language.TR, {"pl": "Dowód osobisty"}) == ServiceName("Personalausweis", Language.DE)


def test_a_service_nobody_knows_has_a_word_for_it() -> None:
    """After a change of the catalogue during the day."""
    assert service(Catalogue("kiosk", Language.TR), house(), "no-such").text == "İşleminiz"
