import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
NEEDED_BY_THE_SCRIPTS = (
    "bash",
    "cat",
    "cut",
    "dirname",
    "id",
    "ldconfig",
    "mktemp",
    "python3",
    "sha256sum",
    "uname",
)


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder of programs in which neither a browser nor npm nor apt-get is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED_BY_THE_SCRIPTS:
        found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        if found:
            (folder / name).symlink_to(found)
    return folder


def run(script: str, *arguments: str, path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the checkout with the programs of one folder only."""
    return subprocess.run(
        ["bash", SCRIPTS / script, *arguments],
        env={"PATH": str(path), **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_missing_packages_are_named_with_their_reason(bare_path: Path) -> None:
    """Where nothing can be installed, setting up ends with what is missing, why, and the command to give."""
    done = run("system_packages.sh", "test", "python3", path=bare_path)
    assert done.returncode == 1
    assert "fetches the web assets of the pages" in done.stdout
    assert "tests look at the pages in it" in done.stdout
    command = next(line for line in done.stderr.splitlines() if "apt-get install" in line)
    assert {"npm", "chromium", "xdotool"} <= set(command.split())


def test_running_asks_for_less_than_testing(bare_path: Path) -> None:
    """Who only runs a lobby is not asked for a browser."""
    done = run("system_packages.sh", "run", "python3", path=bare_path)
    assert "npm" in done.stderr
    assert "chromium" not in done.stdout + done.stderr


def test_setting_up_can_go_on_without_them(bare_path: Path) -> None:
    """SYSTEM_PACKAGES=skip says what is missing and leaves the system as it is."""
    done = run("system_packages.sh", "test", "python3", path=bare_path, SYSTEM_PACKAGES="skip")
    assert done.returncode == 0
    assert "xdotool" in done.stdout


@pytest.mark.parametrize("said", ["Python 3.9.2", ""], ids=["too old", "not a Python"])
def test_an_unfit_python_is_refused_with_advice(bare_path: Path, said: str) -> None:
    """A Python before 3.11 ends setting up at once, with what is needed and how to name another one."""
    old = bare_path / "old-python"
    old.write_text(f"#!/bin/sh\necho {said}\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = run("setup.sh", path=bare_path, PYTHON="old-python")
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr
    assert said in done.stderr
    assert "PYTHON=" in done.stderr
