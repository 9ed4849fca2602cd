"""Settings of a program that serves pages."""

from pathlib import Path

from lobby.link.settings import Settings, WebSettings


class PageWeb(WebSettings, frozen=True, kw_only=True):
    """The `[web]` table of a page.

    `embed_origin` names the one origin whose pages may show this one in a frame. `behind_tls` marks cookies `Secure`;
    set it wherever a proxy ends TLS in front. `public_url` is what staff type, where it differs from host and port.
    """

    behind_tls: bool = False
    accounts_file: str | None = None
    public_url: str | None = None


class PageSettings(Settings, frozen=True, kw_only=True):
    """A program's settings with a page of its own."""

    web: PageWeb = PageWeb()

    @property
    def accounts_file(self) -> Path:
        """Where the accounts are; in the state folder unless several pages share one file."""
        return Path(self.web.accounts_file) if self.web.accounts_file else self.state / "accounts.sqlite3"

    @property
    def url(self) -> str:
        """The address of the page, without a slash at its end."""
        return (self.web.public_url or f"http://{self.web.host}:{self.web.port}").rstrip("/")
