"""The text of a broker's configuration file, for a loopback listener with passwords or a real one with TLS."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from lobby.contract.topics import ROOT

_TEMPLATES = Environment(
    loader=PackageLoader("broker_config"), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False  # noqa: S701 (a configuration file, not HTML)
)  # fmt: skip


@dataclass(frozen=True)
class Tls:
    """PEM files; ECDSA P-256 is what was measured."""

    cafile: str
    certfile: str
    keyfile: str


@dataclass(frozen=True)
class Listener:
    """Where clients connect. Without TLS they sign in with passwords: loopback only."""

    port: int
    host: str = "127.0.0.1"
    tls: Tls | None = None


@dataclass(frozen=True)
class Bridge:
    """The way to the city's broker."""

    city: str
    centre: str
    port: int
    host: str = "127.0.0.1"
    password: str | None = None
    tls: Tls | None = None

    @property
    def name(self) -> str:
        """Client id and user name at the city's broker."""
        return f"bridge-{self.centre}"

    @property
    def root(self) -> str:
        """The prefix above the centre."""
        return f"{ROOT}/{self.city}"


def broker_file(
    folder: Path, listener: Listener, *, bridge: Bridge | None = None, run_as: str | None = None
) -> str:
    """mosquitto.conf for a broker that keeps its files in `folder`; the city's broker is one without a bridge."""
    template = _TEMPLATES.get_template("mosquitto.conf.j2")
    return template.render(folder=folder, listener=listener, bridge=bridge, run_as=run_as)
