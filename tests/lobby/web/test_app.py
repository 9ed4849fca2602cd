"""A site as browsers meet it: sign-in, roles, CSRF, headers, static files, errors, the end."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar, get, post

from broker_config.local import LocalBroker, free_port
from lobby.contract.devices import DeviceKind
from lobby.link.settings import BrokerSettings, tables
from lobby.web.accounts import Accounts, Role
from lobby.web.app import Site, create_app
from lobby.web.headers import Protection
from lobby.web.hub import Hub
from lobby.web.moments import utc_now
from lobby.web.pages import Look, Pages, WebRequest
from lobby.web.settings import PageSettings, PageWeb
from lobby.web.signed_in import Sessions
from tests.support.pages import PASSWORD, ServedPage, token_of

EMBEDDER = "http://127.0.0.1:4999"


def small_site(settings: PageSettings) -> tuple[Litestar, Hub]:
    """A site with one page for clerks, one that fails, and one form."""

    @get("/", sync_to_thread=False)
    def home(request: WebRequest) -> str:
        return f"hello {request.user.name if request.user else ''}"

    @get("/broken", sync_to_thread=False)
    def broken() -> str:
        raise RuntimeError("a secret detail")

    @post("/change")
    async def change(request: WebRequest) -> str:
        return str(dict(await request.form()))

    hub = Hub(lambda _message: None)
    sessions = Sessions("small", Accounts(settings.accounts_file), utc_now, settings.web.behind_tls)
    protection = Protection(settings.web.embed_origin, settings.web.behind_tls)
    pages = Pages("small", Look(), "sign-in")
    site = Site(pages, [home, broken, change], protection, sessions, roles=(Role.CLERK,), hubs=(hub,))
    return create_app(site), hub


def settings_in(folder: Path, **web: Any) -> PageSettings:
    return PageSettings(
        city="hh", centre="altona", device="counter", kind=DeviceKind.COUNTER, state_dir=str(folder),
        broker=BrokerSettings(), web=PageWeb(port=free_port(), **web),
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServedPage]:
    with ServedPage(settings_in(tmp_path), small_site) as served:
        served.accounts.add("clerk-9", Role.CLERK, PASSWORD)
        yield served


def sign_in(client: Any, password: str, **more: str) -> httpx.Response:
    response: httpx.Response = client.submit("/sign-in", {"name": "clerk-9", "password": password} | more)
    return response


def test_pages_ask_to_sign_in_and_lead_back(site: ServedPage) -> None:
    """Without a session every page leads to the sign-in page and from there back."""
    client = site.client()
    response = client.get("/broken")
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in?to=/broken")
    response = sign_in(client, PASSWORD, to="/broken")
    assert (response.status_code, response.headers["location"]) == (303, "/broken")


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb"])
def test_sign_in_leads_nowhere_else(site: ServedPage, to: str) -> None:
    """A crafted address can not send somebody who signs in to another site."""
    assert sign_in(site.client(), PASSWORD, to=to).headers["location"] == "/"


def test_session_cookie_is_kept_from_scripts_and_other_sites(site: ServedPage) -> None:
    """The session cookie is HttpOnly and SameSite=Strict."""
    cookie = sign_in(site.client(), PASSWORD).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_cookies_are_secure_behind_tls(tmp_path: Path) -> None:
    """Where TLS ends in front of the page, cookies are marked Secure and browsers stay with TLS."""
    with ServedPage(settings_in(tmp_path, behind_tls=True), small_site) as served:
        response = httpx.get(f"{served.url}/sign-in")
    assert "Secure" in response.headers["set-cookie"]
    assert "max-age" in response.headers["strict-transport-security"]


def test_guessing_is_slowed_down(site: ServedPage) -> None:
    """After three wrong passwords even the right one has to wait, and the page says how long."""
    client = site.client()
    assert [sign_in(client, "wrong").status_code for _ in range(3)] == [403, 403, 403]
    response = sign_in(client, PASSWORD)
    assert response.status_code == 429
    assert re.search(r"warten Sie \d Sekunden", response.text)


def test_wrong_password_keeps_the_account_name(site: ServedPage) -> None:
    """What was typed into the account field is still there after a mistake."""
    assert 'value="clerk-9"' in sign_in(site.client(), "wrong").text


def test_link_signs_in_by_post_only(site: ServedPage) -> None:
    """Opening a one-time link ahead uses nothing up; its form signs in once."""
    link = site.link("clerk-9").removeprefix(site.url)
    first, second = site.client(), site.client()
    for _ in range(3):
        assert first.get(link).status_code == 200
    assert first.submit(link).status_code == 303
    assert first.get("/").text == "hello clerk-9"
    assert second.submit(link).status_code == 403
    assert second.get("/").status_code == 303


def test_other_role_gets_a_clear_page(site: ServedPage) -> None:
    """An account of another role is told so, in words, with a way to sign in again."""
    response = site.client("facility-1").get("/")
    assert response.status_code == 403
    assert "Dieses Konto darf das nicht öffnen" in response.text
    assert "Abmelden" in response.text


def test_signing_out_ends_the_session(site: ServedPage) -> None:
    """After signing out the old cookie opens nothing."""
    client = site.client("clerk-9")
    cookies = dict(client.cookies)
    client.submit("/sign-out")
    assert httpx.get(site.url, cookies=cookies).status_code == 303


@pytest.mark.parametrize("fields", [{}, {"_csrf_token": "0" * 128}, {"_csrf_token": "x"}])
def test_form_without_its_token_changes_nothing(site: ServedPage, fields: dict[str, str]) -> None:
    """A form without the CSRF token, or with a made-up one, gets 403 and a page that says what to do."""
    response = site.client("clerk-9").post("/change", data=fields)
    assert response.status_code == 403
    assert "nichts geändert" in response.text


def test_token_of_another_lobby_is_not_in_the_way(site: ServedPage, tmp_path: Path) -> None:
    """Cookies reach all ports of a host; a page of another lobby on the same host works nevertheless."""
    client = site.client("clerk-9")
    with ServedPage(settings_in(tmp_path / "other"), small_site) as other:
        client.base_url = httpx.URL(other.url)
        page = client.get("/sign-in")
        fields = {"_csrf_token": token_of(page.text), "name": "nobody", "password": "x"}
        response = client.post("/sign-in", data=fields)
    assert "Konto oder Kennwort ist falsch" in response.text


def test_oversize_form_is_refused(site: ServedPage) -> None:
    """A form of more than 256 kB gets 413 and a sentence."""
    response = site.client("clerk-9").submit("/change", {"text": "x" * 300_000})
    assert response.status_code == 413
    assert "nichts geändert" in response.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe%%%=&&&", "application/x-www-form-urlencoded"),
        (b"--x\r\nno form at all", "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"", "text/plain"),
    ],
)
def test_malformed_bodies_are_refused(site: ServedPage, content: bytes, kind: str) -> None:
    """Bodies that are no forms are refused, and the page goes on serving."""
    client = site.client("clerk-9")
    response = client.post("/change", content=content, headers={"content-type": kind})
    assert response.status_code in {400, 403}
    assert client.get("/").status_code == 200


def test_failure_says_what_to_do_and_gives_nothing_away(site: ServedPage) -> None:
    """A fault of the program gives a page with advice, not a stack trace."""
    response = site.client("clerk-9").get("/broken")
    assert response.status_code == 500
    assert "Laden Sie die Seite neu" in response.text
    assert "secret detail" not in response.text


def test_unknown_address_says_so_in_the_chosen_language(site: ServedPage) -> None:
    """The language switch holds for error pages too."""
    client = site.client("clerk-9")
    assert "Diese Seite gibt es nicht" in client.get("/nothing").text
    client.submit("/language", {"language": "en", "to": "/"})
    assert "There is no such page" in client.get("/nothing").text
    client.submit("/language", {"language": "<script>", "to": "/"})
    assert "There is no such page" in client.get("/nothing").text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing", "/broken"])
def test_every_answer_is_protected(site: ServedPage, path: str) -> None:
    """Every answer forbids inline scripts, foreign content, framing and guessing of types, and is kept by no cache."""
    headers = site.client("clerk-9").get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_only_the_configured_origin_may_embed(tmp_path: Path) -> None:
    """A page can be shown in a frame of the one origin that the settings name."""
    with ServedPage(settings_in(tmp_path, embed_origin=EMBEDDER), small_site) as served:
        policy = httpx.get(f"{served.url}/sign-in").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors {EMBEDDER}")


def test_static_files_are_kept_for_ever_under_their_version(site: ServedPage) -> None:
    """Every file a page names is there without signing in, compressed, and may be kept for ever."""
    page = httpx.get(f"{site.url}/sign-in").text
    paths = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(paths) >= 4
    for path in paths:
        response = httpx.get(site.url + path)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
    fonts = next(path for path in paths if path.endswith("fonts.css"))
    assert httpx.get(site.url + fonts.replace("fonts.css", "fonts/FiraSans-Bold.woff2")).status_code == 200


def test_static_folder_has_no_way_out(site: ServedPage) -> None:
    """Nothing outside the static folders can be read."""
    page = httpx.get(f"{site.url}/sign-in").text
    root = re.search(r"/static/[0-9a-f]+", page)
    assert root is not None
    for path in ("/../accounts.py", "/%2e%2e/app.py", "/..%2fwording.toml", "//etc/passwd"):
        assert httpx.get(site.url + root[0] + path).status_code == 404


def test_program_ends_within_a_second_with_open_streams(broker: LocalBroker, tmp_path: Path) -> None:
    """SIGTERM ends the program within a second although a page listens, and leaves no error in the log."""
    settings = settings_in(tmp_path / "state")
    base = broker.settings("console")
    file = tmp_path / "console.toml"
    whole = tables(settings) | {"device": "console", "kind": "console"} | {"broker": tables(base)["broker"]}
    file.write_bytes(msgspec.toml.encode(whole))
    log = tmp_path / "log"
    with log.open("wb") as out:
        program = subprocess.Popen(
            [sys.executable, "-m", "lobby", "console", "--settings", str(file)], stderr=out
        )
    try:
        _wait_for(f"{settings.url}/sign-in")
        accounts = Accounts(settings.accounts_file)
        accounts.add("facility-x", Role.FACILITY)
        client = httpx.Client(base_url=settings.url)
        token = token_of(client.get("/sign-in").text)
        link = f"/sign-in/link/{accounts.new_link('facility-x', utc_now())}"
        client.post(link, data={"_csrf_token": token})
        with client.stream("GET", "/live") as response:
            assert "event: regions" in next(block for block in response.iter_text() if "event" in block)
            began = time.monotonic()
            program.send_signal(signal.SIGTERM)
            program.wait(3)
        assert time.monotonic() - began < 1.0
        assert program.returncode in {0, -signal.SIGTERM}
        assert '"level": "error"' not in log.read_text()
    finally:
        program.kill()
        program.wait()


def _wait_for(url: str) -> None:
    end = time.monotonic() + 8
    while time.monotonic() < end:
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{url} does not answer")
