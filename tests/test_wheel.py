"""What is delivered is the wheel: it must work where no checkout is."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import lobby
from lobby.contract_cli import rendered

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assets", "broker_config", "kiosk", "lobby", "signage")
KINDS = (
    ("kiosk", ".kv"),
    ("assets", ".wav"),
    ("assets", ".po"),
    ("assets/web", ".css"),
    ("broker_config", ".j2"),
    ("lobby", ".html"),
)
"""One kind of file in each place that a program reads at run time."""

PROBE = """
import json, sys
from collections.abc import Sequence
from pathlib import Path
import assets, broker_config, kiosk, lobby, signage
packages = (assets, broker_config, kiosk, lobby, signage)
homes = {package.__name__: str(Path(package.__file__).parent) for package in packages}
json.dump({"homes": homes, "assets": str(assets.ASSETS)}, sys.stdout)
"""


def run(command: Sequence[str | Path], cwd: Path) -> str:
    """Standard output of a program that must succeed, started without anything of the checkout's environment."""
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    target = tmp_path_factory.mktemp("dist")
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        target,
        ROOT,
    ]
    run(build, cwd=ROOT)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, the other packages taken from the one the tests run in."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], cwd=home)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def files_of_checkout() -> set[str]:
    """Every file of the packages, as a path inside the wheel."""
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    """Layouts, templates, wording, sounds and web assets travel with the code."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == files_of_checkout()


def test_the_installed_command_knows_its_version(installed: Path) -> None:
    """`lobby --version` works outside the checkout and says the version of the wheel."""
    said = run([installed / "bin" / "lobby", "--version"], cwd=installed)
    assert said.split()[-1] == lobby.__version__


def test_packages_and_assets_are_found_where_they_were_installed(installed: Path) -> None:
    """Nothing is read from the checkout: each package and `assets.ASSETS` lie in the new environment."""
    found = json.loads(run([installed / "bin" / "python", "-c", PROBE], cwd=installed))
    assert set(found["homes"]) == set(PACKAGES)
    for home in (*found["homes"].values(), found["assets"]):
        assert Path(home).is_relative_to(installed)


@pytest.mark.parametrize(("place", "kind"), KINDS)
def test_files_a_program_reads_are_installed(installed: Path, place: str, kind: str) -> None:
    """Each kind of file that is no Python source is found beside it."""
    (site,) = installed.glob("lib/python*/site-packages")
    assert [path for path in (site / place).rglob(f"*{kind}") if path.stat().st_size > 0]


def test_the_contract_is_written_by_the_installed_command(installed: Path) -> None:
    """An integrator gets the same AsyncAPI document from an installed lobby as from its repository."""
    assert run([installed / "bin" / "lobby", "contract", "asyncapi"], cwd=installed) == rendered()
