"""Renders templates: every page gets its language, wording, account, CSRF token and versioned static files."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.template.base import csrf_token

from assets import ASSETS
from lobby.web import moments
from lobby.web.accounts import Account
from lobby.web.wording import DEFAULT_LANGUAGE, LANGUAGES, Speaker, Wording, load

WebRequest = Request[Account | None, str | None, State]
Answer = Response[Any]
WebConnection = ASGIConnection[Any, Account | None, str | None, State]

_SHARED = "lobby.web"
_FETCHED = ASSETS / "web"


class AssetsMissingError(RuntimeError):
    """The style sheets and fonts are not there; the text says what to do."""


@dataclass(frozen=True)
class Look:
    """Where a site's templates, wording and static files come from: `lobby.web` first, then its own packages."""

    packages: tuple[str, ...] = ()

    @cached_property
    def wording(self) -> Wording:
        """All texts."""
        return load([package for package in self._all if (files(package) / "wording.toml").is_file()])

    @cached_property
    def static_folders(self) -> list[Path]:
        """Folders of static files, later packages first.

        Raises:
            AssetsMissingError: `make setup` has not run.
        """
        if not (_FETCHED / "kern.css").is_file():
            raise AssetsMissingError(f"{_FETCHED} has no style sheets: run `make setup`")
        own = [Path(str(files(package) / "static")) for package in reversed(self._all)]
        return [*(folder for folder in own if folder.is_dir()), _FETCHED]

    @cached_property
    def static_path(self) -> str:
        """Changes with the content of any static file, so that browsers may keep them for ever."""
        digest = hashlib.sha256()
        for path in _files_below(self.static_folders):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return f"/static/{digest.hexdigest()[:10]}"

    @cached_property
    def environment(self) -> jinja2.Environment:
        """Templates escape everything and refuse unknown names."""
        environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(
                [
                    jinja2.PackageLoader(package)
                    for package in reversed(self._all)
                    if (files(package) / "templates").is_dir()
                ]
            ),
            autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        environment.filters["hm"] = moments.hour_minute
        environment.filters["hms"] = moments.hour_minute_second
        environment.filters["dhm"] = moments.day_hour_minute
        environment.globals["languages"] = LANGUAGES
        return environment

    @property
    def _all(self) -> Sequence[str]:
        return (_SHARED, *self.packages)


@dataclass(frozen=True)
class Pages:
    """Makes responses of templates. One per site; `name` also prefixes its cookies."""

    name: str
    look: Look
    title_key: str

    @property
    def language_cookie(self) -> str:
        """Name of the cookie that remembers the language."""
        return f"lobby_{self.name}_language"

    def language(self, connection: WebConnection) -> str:
        """What the reader chose; German otherwise."""
        chosen = connection.cookies.get(self.language_cookie, DEFAULT_LANGUAGE)
        return chosen if chosen in LANGUAGES else DEFAULT_LANGUAGE

    def speaker(self, connection: WebConnection) -> Speaker:
        """The wording in the reader's language."""
        return self.look.wording.speaker(self.language(connection))

    def text(self, connection: WebConnection, template: str, values: Mapping[str, object]) -> str:
        """A template's text, with what every template knows."""
        speaker = self.speaker(connection)
        account = connection.scope.get("user")
        return self.look.environment.get_template(template).render(
            {
                "t": speaker,
                "language": speaker.language,
                "static": self.look.static_path,
                "site": self.name,
                "title_key": self.title_key,
                "account": account,
                "path": connection.url.path,
                "csrf_token": lambda: csrf_token({"request": connection}),
                **values,
            }
        )

    def page(self, request: WebConnection, template: str, *, status: int = 200, **values: object) -> Answer:
        """A whole page."""
        return Response(self.text(request, template, values), media_type=MediaType.HTML, status_code=status)


def _files_below(folders: Iterable[Path]) -> Iterable[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
