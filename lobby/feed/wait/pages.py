"""Wait pages speak the language of the phone, or the one in the address: no cookie remembers it."""

from collections.abc import Mapping

from lobby.web.pages import Pages, WebConnection
from lobby.web.wording import DEFAULT_LANGUAGE

LANGUAGES = {
    "de": "Deutsch", "en": "English", "tr": "Türkçe", "uk": "Українська", "ar": "العربية", "fa": "فارسی",
    "pl": "Polski", "ru": "Русский",
}  # fmt: skip
"""In their own names. Those of the terminal; Leichte Sprache is what no phone asks for."""
RIGHT_TO_LEFT = {"ar", "fa"}
PARAMETER = "lang"
FOREIGN = "en"
"""For phones set to a language these pages do not speak."""


class WaitPageTexts(Pages):
    """Makes responses of templates, without looking for a cookie."""

    def language(self, connection: WebConnection) -> str:
        """What was chosen, else what the phone asks for."""
        chosen = connection.query_params.get(PARAMETER, "")
        return chosen if chosen in LANGUAGES else preferred(connection.headers.get("accept-language", ""))

    def text(self, connection: WebConnection, template: str, values: Mapping[str, object]) -> str:
        """With the direction of reading, and the languages to choose from."""
        direction = "rtl" if self.language(connection) in RIGHT_TO_LEFT else "ltr"
        return super().text(
            connection, template, {"direction": direction, "all_languages": LANGUAGES, **values}
        )


def preferred(header: str) -> str:
    """Of an Accept-Language header (RFC 9110, 12.5.4): the first of ours; English where it names only others."""
    asked = sorted(
        (_weighted(one) for one in header.split(",") if one.strip()), key=lambda one: one[1], reverse=True
    )
    ours = (tag.partition("-")[0] for tag, weight in asked if weight > 0)
    return next((tag for tag in ours if tag in LANGUAGES), FOREIGN if asked else DEFAULT_LANGUAGE)


def _weighted(one: str) -> tuple[str, float]:
    tag, _, more = one.partition(";")
    weight = more.strip().removeprefix("q=")
    try:
        return tag.strip().lower(), float(weight) if weight else 1.0
    except ValueError:
        return tag.strip().lower(), 0.0
