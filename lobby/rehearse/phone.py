"""The visitor's wait page, as a phone would open it."""

from urllib.parse import urlsplit

import httpx


def shows_call(link: str, feed_url: str, number: str, place: str) -> bool | None:
    """Whether the page says the number and the place it is called to; None while it does not.

    Asked at the feed itself: from here the address that phones use may lead nowhere.
    """
    try:
        answer = httpx.get(feed_url.rstrip("/") + urlsplit(link).path, timeout=3)
    except httpx.HTTPError:
        return None
    wanted = (f"{number[0]} {number[1:]}", f'"wait__place-number">{place}<')
    return (
        True if answer.status_code == httpx.codes.OK and all(one in answer.text for one in wanted) else None
    )
