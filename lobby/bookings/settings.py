"""The settings of programs that hand bookings over, and the key that hides other systems' numbers."""

from pathlib import Path
from typing import Annotated

import msgspec

from lobby.bookings.records import Setting
from lobby.catalogue_files import sample_catalogue
from lobby.contract.codes import ForeignNumbers
from lobby.contract.codes.numbers import KEY_BYTES
from lobby.contract.fields import Name
from lobby.link.key_file import read_key
from lobby.link.settings import Settings, SettingsError


class ZmsSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where ZMS is: `url` up to and with the version of its API, the scope, the file of the account's X-Authkey."""

    url: Annotated[str, msgspec.Meta(pattern=r"^https?://")]
    scope: Annotated[int, msgspec.Meta(ge=1)]
    authkey_file: str


class BookingsSettings(Settings, frozen=True, kw_only=True):
    """The settings file of the account `bookings`.

    `system` names the booking system, `services` maps its names of services to ours. `numbers_key` is the file of the
    key that makes booking ids of its numbers; without one a key is made in the state folder. `push_secrets` are the
    files of the secrets that senders of deliveries sign with.
    """

    system: Name = "bookings"
    services: dict[str, str] = msgspec.field(default_factory=dict)
    numbers_key: str | None = None
    zms: ZmsSettings | None = None
    push_secrets: tuple[str, ...] = ()


def setting_of(settings: BookingsSettings) -> Setting:
    """Whose bookings are read.

    Raises:
        SettingsError: the key cannot be read or made, or a service is not in the catalogue.
    """
    catalogue = sample_catalogue()
    if settings.centre not in catalogue.centre:
        raise SettingsError(f"the catalogue has no centre {settings.centre!r}")
    strange = sorted({one for one in settings.services.values() if one not in catalogue.service})
    if strange:
        raise SettingsError(f"services: not in the catalogue: {', '.join(strange)}")
    path = Path(settings.numbers_key) if settings.numbers_key else settings.state / "numbers.key"
    key = read_key(path, make=settings.numbers_key is None)
    scope = None if settings.zms is None else str(settings.zms.scope)
    return Setting(settings.centre, catalogue, ForeignNumbers(settings.system, key), settings.services, scope)


def setting_without_key(centre: Name) -> Setting:
    """For looking at a feed only: ids of references are not those of an import."""
    return Setting(centre, sample_catalogue(), ForeignNumbers("check", bytes(KEY_BYTES)))
