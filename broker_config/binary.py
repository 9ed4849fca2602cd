"""Finds a Mosquitto: installed, or the distribution's package unpacked into a private folder where there is no root."""

import os
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

SYSTEM_PLACES = "/usr/sbin:/usr/local/sbin"  # not in an ordinary user's PATH
APT_SECONDS = 120


class NoBrokerError(RuntimeError):
    """There is no Mosquitto, and none could be fetched; the text says what to install."""


@dataclass(frozen=True)
class Binary:
    """How to run Mosquitto's programs."""

    broker: str
    passwd: str
    environment: dict[str, str] = field(default_factory=dict)


def find(cache: Path) -> Binary:
    """$LOBBY_MOSQUITTO, the installed one, or one unpacked below `cache`.

    Raises:
        NoBrokerError: with what to do.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), SYSTEM_PLACES])
    broker = os.environ.get("LOBBY_MOSQUITTO") or shutil.which("mosquitto", path=path)
    passwd = shutil.which("mosquitto_passwd", path=path)
    if broker and passwd:
        return Binary(broker, passwd)
    return unpacked(cache)


def unpacked(cache: Path) -> Binary:
    """The distribution's package in a private folder: three seconds, no root, no service started."""
    root = cache / "root"
    broker, passwd = root / "usr/sbin/mosquitto", root / "usr/bin/mosquitto_passwd"
    if not broker.exists():
        _fetch(cache, root)
    if not broker.exists():
        raise NoBrokerError("Mosquitto is missing. Install it: sudo apt-get install mosquitto")
    multiarch = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"
    libraries = os.pathsep.join(str(root / part / multiarch) for part in ("usr/lib", "lib"))
    return Binary(str(broker), str(passwd), {"LD_LIBRARY_PATH": libraries})


def _fetch(cache: Path, root: Path) -> None:
    apt = shutil.which("apt-get")
    if apt is None:
        raise NoBrokerError(
            "Mosquitto is missing and this is no Debian or Ubuntu. Install Mosquitto 2.0 or newer."
        )
    for folder in (cache / "lists/partial", cache / "archives/partial", root):
        folder.mkdir(parents=True, exist_ok=True)
    options = [f"Dir::State::lists={cache}/lists", f"Dir::Cache={cache}", "Debug::NoLocking=1",
               "APT::Install-Recommends=false"]  # fmt: skip
    base = [apt, "-qq", *[part for option in options for part in ("-o", option)]]
    try:
        subprocess.run([*base, "update"], check=True, capture_output=True, timeout=APT_SECONDS)
        subprocess.run(
            [*base, "-y", "--reinstall", "--download-only", "install", "mosquitto"],
            check=True, capture_output=True, timeout=APT_SECONDS,
        )  # fmt: skip
        for package in (cache / "archives").glob("*.deb"):
            subprocess.run(["dpkg", "-x", str(package), str(root)], check=True, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise NoBrokerError(
            f"Mosquitto is missing and could not be fetched ({error}). Install it: sudo apt-get install mosquitto"
        ) from error
