"""What the project says of itself in several files has to agree."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

import lobby

ROOT = Path(__file__).resolve().parent.parent
MANDATORY_KEYS = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal/license",
    "maintenance/type",
    "localisation/localisationReady",
    "localisation/availableLanguages",
)
"""Of publiccode.yml 0.4, core."""


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    content: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return content


@pytest.mark.parametrize("key", MANDATORY_KEYS)
def test_publiccode_has_what_catalogues_demand(publiccode: dict[str, Any], key: str) -> None:
    """Each mandatory key of the standard is there and not empty."""
    value: Any = publiccode
    for part in key.split("/"):
        value = value[part]
    assert value not in ("", [], {}, None)


@pytest.mark.parametrize("language", ["de", "en"])
def test_publiccode_describes_the_software_in_the_lengths_allowed(
    publiccode: dict[str, Any], language: str
) -> None:
    """Short descriptions have at most 150 characters, long ones 150 to 10,000, and features are listed."""
    description = publiccode["description"][language]
    assert 0 < len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert len(description["features"]) >= 5


def test_publiccode_uses_the_words_of_the_standard(publiccode: dict[str, Any]) -> None:
    """Values from closed lists are on them, and the release date is a date."""
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["softwareType"] in {
        "standalone/iot",
        "standalone/desktop",
        "standalone/web",
        "standalone/other",
    }
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert date.fromisoformat(publiccode["releaseDate"]) >= date(2026, 1, 1)


def test_maintainers_are_named_where_the_kind_of_maintenance_asks_for_them(
    publiccode: dict[str, Any],
) -> None:
    """Internal and community maintenance need contacts, contracts need contractors."""
    maintenance = publiccode["maintenance"]
    asked_for = {"internal": "contacts", "community": "contacts", "contract": "contractors"}.get(
        maintenance["type"]
    )
    assert asked_for is None or maintenance[asked_for]


def test_one_version_everywhere(publiccode: dict[str, Any]) -> None:
    """The package, the catalogue entry, the changelog and package.json agree on the version."""
    npm = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    released = re.search(
        r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert released is not None
    assert {publiccode["softwareVersion"], npm["version"], released[1]} == {lobby.__version__}


def test_one_licence_everywhere(publiccode: dict[str, Any], project: dict[str, Any]) -> None:
    """The licence is the EUPL in the package, the catalogue entry and package.json, and its text is there."""
    npm = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert {project["license"], publiccode["legal"]["license"], npm["license"]} == {"EUPL-1.2"}
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["requirements.lock", "package-lock.json"])
def test_locks_name_packages_and_hashes_but_no_place(lock: str) -> None:
    """A lock works with any mirror: no index, no download address, and a hash for each package."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert not re.search(r"--(index|extra-index|find-links)|file:|@ ", text.partition('"funding"')[0])
    assert "sha256:" in text or "sha512-" in text


def test_every_dependency_is_locked(project: dict[str, Any]) -> None:
    """Whatever pyproject.toml asks for stands in the lock, at a version it allows."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(pinned[wanted.name]), text
