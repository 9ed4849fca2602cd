"""Fetches one document: only when it changed, never more than allowed, never longer than allowed, from nowhere else."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Self

import httpx
import msgspec

from lobby.warnings.rules.tree import LARGEST_BYTES

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
WHOLE_SECONDS = 30.0
"""For one document: a source that drips does not hold up the others for ever."""
LONGEST_PAUSE = 3600.0


class FetchError(Exception):
    """No document. `pause_seconds`: what the source asked for before it is asked again."""

    def __init__(self, why: str, pause_seconds: float = 0.0) -> None:
        super().__init__(why)
        self.pause_seconds = pause_seconds


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What the source called the version that we have."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """For the next request."""
        named = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Fetched:
    """A document; `body` is None where it is the one that we have."""

    body: bytes | None
    validators: Validators


class Fetcher:
    """Asks over HTTP. Redirects are not followed: an address that moved is a matter for whoever set it."""

    def __init__(self, proxy: str | None = None) -> None:
        self._client = httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            headers={"accept-encoding": "identity", "user-agent": "lobby-warnings"},
            follow_redirects=False, trust_env=False, proxy=proxy,
        )  # fmt: skip

    def __enter__(self) -> Self:
        """Until the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(self, address: str, have: Validators = Validators()) -> Fetched:  # noqa: B008 - immutable
        """The document, or that it has not changed.

        Raises:
            FetchError: no answer, a refusal, or more than is allowed; the text says which.
        """
        try:
            with self._client.stream("GET", address, headers=have.headers()) as answer:
                return _read(answer, have, time.monotonic() + WHOLE_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"no answer from {address}: {str(error) or type(error).__name__}") from error


def _read(answer: httpx.Response, have: Validators, until: float) -> Fetched:
    if answer.status_code == HTTPStatus.NOT_MODIFIED and have.headers():
        return Fetched(None, have)
    if answer.status_code != HTTPStatus.OK:
        pause = _pause(answer.headers)
        raise FetchError(f"{answer.request.url} answers {answer.status_code}", pause)
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise FetchError(f"{answer.request.url} sends compressed what was asked for plain")
    body = bytearray()
    for part in answer.iter_raw():
        body += part
        if len(body) > LARGEST_BYTES:
            raise FetchError(f"{answer.request.url} is larger than {LARGEST_BYTES} bytes")
        if time.monotonic() > until:
            raise FetchError(f"{answer.request.url} takes longer than {WHOLE_SECONDS:.0f} s")
    named = Validators(etag=answer.headers.get("etag", ""), modified=answer.headers.get("last-modified", ""))
    return Fetched(bytes(body), named)


def _pause(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return min(float(text), LONGEST_PAUSE) if text.isascii() and text.isdigit() and len(text) < 10 else 0.0  # noqa: PLR2004
