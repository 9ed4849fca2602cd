"""Who is on the bus: the newest word counts, unless it is the late last will of an earlier start."""

from lobby.contract.devices import Avail, Presence


def newer_presence(known: Avail | None, heard: Avail) -> Avail:
    """What to believe after hearing `heard`."""
    is_late_will = (
        known is not None
        and heard.st is Presence.OFFLINE
        and known.st is Presence.ONLINE
        and heard.epoch != known.epoch
    )
    return known if known is not None and is_late_will else heard
