"""The catalogue: what is in it, and that nothing half-right gets in."""

from datetime import time, timedelta

import pytest

from lobby.catalogue_files import sample_catalogue
from lobby.contract.catalogue import CatalogueError, parse_catalogue, parse_hours

SERVICES = "number,id,name_de,name_en,leika_key,minutes,family,city_wide,online\n"
CENTRES = "number,id,name,district,counters,hours,kind\n"
PASSPORT = "6,passport,Reisepass,Passport,99085001000000,15,A,yes,no\n"
ALTONA = "4,altona,Altona,Altona,24,Mo-Fr 07:00-19:00,residents and foreigners\n"


def test_the_sample_catalogue_is_whole() -> None:
    """All centres and services of the sample data are found by id and by number."""
    catalogue = sample_catalogue()
    assert (len(catalogue.services), len(catalogue.centres)) == (35, 18)
    assert catalogue.centre["altona"] is catalogue.site[4]
    assert catalogue.service["passport"] is catalogue.service_number[6]
    assert catalogue.service["passport"].length == timedelta(minutes=15)
    assert catalogue.centre["altona"].hours[4].closes == time(19)


def test_services_have_names_in_the_languages_a_city_has_them_in() -> None:
    """Any column `name_<tag>` of a language of the terminal; what is empty is left to the German name."""
    header = SERVICES.replace("online", "online,name_tr,name_de-simple")
    catalogue = parse_catalogue(header + PASSPORT.replace("yes,no", "yes,no,Pasaport,"), CENTRES + ALTONA)
    assert catalogue.service["passport"].names == {"tr": "Pasaport"}
    with pytest.raises(CatalogueError, match="name_xx: 'xx' is no language"):
        parse_catalogue(header.replace("name_tr", "name_xx") + PASSPORT, CENTRES + ALTONA)


def with_address(url: str, online: str = "yes") -> str:
    """A catalogue of one service that is done online there."""
    return SERVICES.replace("online", "online,online_url") + PASSPORT.replace("yes,no", f"yes,{online},{url}")


def test_what_is_done_online_may_say_where() -> None:
    """The column may be missing or empty."""
    url = "https://www.example.org/pass?lang=de"
    for text, found in ((with_address(url), url), (with_address(""), None), (SERVICES + PASSPORT, None)):
        assert parse_catalogue(text, CENTRES + ALTONA).service["passport"].online_url == found


@pytest.mark.parametrize(
    ("url", "online"),
    [
        ("http://example.org/", "yes"), ("javascript:alert(1)", "yes"), ("https://exa mple.org/", "yes"),
        ("https://example.org/ä", "yes"), ("https://example.org/" + "a" * 150, "yes"), ("https://", "yes"),
        ("https://example.org/", "no"),
    ],
)  # fmt: skip
def test_address_that_no_phone_should_open_is_refused(url: str, online: str) -> None:
    """Only https, only ASCII, short enough for a code; and only of what is done online."""
    with pytest.raises(CatalogueError, match="services, line 2: online_url"):
        parse_catalogue(with_address(url, online), CENTRES + ALTONA)


def test_what_is_tied_to_the_district_is_offered_where_foreigners_affairs_are() -> None:
    """City-wide services are offered at every residents' centre, the others only where they are at home."""
    catalogue = sample_catalogue()
    permit, passport = catalogue.service["settlement-permit"], catalogue.service["passport"]
    assert catalogue.centre["altona"].offers(permit)
    assert not catalogue.centre["blankenese"].offers(permit)
    assert catalogue.centre["blankenese"].offers(passport)
    assert not catalogue.centre["nord-foreigners"].offers(passport)


def test_hours_with_a_break_are_two_openings() -> None:
    """A day with a lunch break has two openings; a range of days repeats them."""
    hours = parse_hours("Mo-Tu 08:00-12:00+13:00-16:00; Fr 07:00-13:00")
    assert [(one.weekday, one.opens.hour) for one in hours] == [(0, 8), (0, 13), (1, 8), (1, 13), (4, 7)]


@pytest.mark.parametrize(
    "text", ["", "Mo", "Mo 7-19", "Fr-Mo 07:00-19:00", "Xx 07:00-19:00", "Mo 07:00-25:00"]
)
def test_hours_of_another_form_are_refused(text: str) -> None:
    """Hours that are not of the one form raise instead of meaning something else."""
    with pytest.raises(ValueError, match=r".+"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("services", "centres", "says"),
    [
        (PASSPORT * 2, ALTONA, "services, line 3: id passport or number 6 is there already"),
        (PASSPORT.replace("6,", "0,", 1), ALTONA, "line 2: number '0'"),
        (PASSPORT.replace(",15,", ",256,"), ALTONA, "line 2: minutes '256'"),
        (PASSPORT.replace(",A,", ",O,"), ALTONA, "family 'O'"),
        (PASSPORT.replace("yes", "maybe"), ALTONA, "city_wide 'maybe'"),
        (PASSPORT.replace("Reisepass", " "), ALTONA, "name_de is empty"),
        (PASSPORT, ALTONA.replace("4,", "255,", 1), "centres, line 2: number '255'"),
        (PASSPORT, ALTONA.replace("altona", "Altona", 1), "id 'Altona'"),
        (PASSPORT, ALTONA.replace("altona", "city", 1), "id 'city' is taken in the topics"),
        (PASSPORT, ALTONA.replace("residents and ", ""), None),
        (PASSPORT, ALTONA.replace("residents and foreigners", "tourists"), "kind 'tourists'"),
    ],
)
def test_a_wrong_row_is_named(services: str, centres: str, says: str | None) -> None:
    """A wrong value is refused with its file, line and column."""
    if says is None:
        assert parse_catalogue(SERVICES + services, CENTRES + centres).centres[0].residents is False
        return
    with pytest.raises(CatalogueError, match=says.replace("(", r"\(")):
        parse_catalogue(SERVICES + services, CENTRES + centres)


def test_a_missing_column_is_named() -> None:
    """A file without a column says which."""
    with pytest.raises(CatalogueError, match="column 'family' is missing"):
        parse_catalogue("number,id,name_de\n1,passport,Reisepass\n", CENTRES + ALTONA)
