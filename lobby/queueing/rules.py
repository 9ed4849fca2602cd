"""What a city and a centre may set about their waiting line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lobby.contract.catalogue import Catalogue, Service
from lobby.contract.config import CentreConfig
from lobby.contract.fields import Name, Place, ServiceId
from lobby.contract.state import HalfDay
from lobby.queueing.classes import Rate, VisitClass

LOCAL = ZoneInfo("Europe/Berlin")
"""Days end at local midnight, never at UTC."""
NOON = 12


def half_day(moment: datetime) -> HalfDay:
    """Before or after noon where the centre is."""
    return HalfDay.MORNING if moment.astimezone(LOCAL).hour < NOON else HalfDay.AFTERNOON


@dataclass(frozen=True)
class Rules:
    """The rules of one centre, as its configuration and the city's catalogue have them."""

    centre: Name
    config: CentreConfig
    services: Mapping[ServiceId, Service]
    early: timedelta
    grace: timedelta
    skip: timedelta
    rates: Mapping[VisitClass, Rate]
    pick_ups: frozenset[ServiceId]
    """Services by which finished documents are collected."""
    contingents: Mapping[tuple[ServiceId, HalfDay], int]
    """Numbers without a booking in each half of the day, where they are limited; for today see `contingents`."""

    @classmethod
    def of(cls, centre: Name, config: CentreConfig, catalogue: Catalogue) -> "Rules":
        """Services the centre offers: those it names, or all that a centre of its kind does."""
        site = catalogue.centre.get(centre)
        offered = {
            one.id: one
            for one in catalogue.services
            if (one.id in config.services if config.services else site is None or site.offers(one))
        }
        return cls(
            centre=centre,
            config=config,
            services=offered,
            early=timedelta(minutes=config.early_minutes),
            grace=timedelta(minutes=config.grace_minutes),
            skip=timedelta(minutes=config.skip_minutes),
            rates=_rates(config),
            pick_ups=frozenset(one.id for one in offered.values() if one.is_pick_up),
            contingents={
                (one.service, one.half): one.count for one in config.contingents if one.service in offered
            },
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """The counters of the centre."""
        return self.config.places


def _rates(config: CentreConfig) -> Mapping[VisitClass, Rate]:
    return {
        VisitClass.BOOKED: Rate(config.booked_weight),
        VisitClass.WALK_IN: Rate(1, timedelta(minutes=config.walk_in_cap_minutes)),
        VisitClass.PICK_UP: Rate(config.pick_up_weight, timedelta(minutes=config.pick_up_cap_minutes)),
    }


def unusable(config: CentreConfig, catalogue: Catalogue) -> dict[str, str]:
    """Fields of a configuration that fit their type and not this city's catalogue, each with the reason."""
    known = {service.id for service in catalogue.services}
    strange = sorted(set(config.services) - known)
    limited = [(one.service, one.half) for one in config.contingents]
    odd_limits = [
        f"not in the catalogue: {service}" for service in sorted({one for one, _ in limited} - known)
    ]
    odd_limits += [
        f"named twice: {service} {half}"
        for service, half in dict.fromkeys(limited)
        if limited.count((service, half)) > 1
    ]
    twice = sorted({place for place in config.places if config.places.count(place) > 1})
    led = [place for group in config.ways for place in group.places]
    led_twice = sorted({place for place in led if led.count(place) > 1})
    odd = [problem for one in config.special_days if (problem := one.problem)]
    return {
        name: reason
        for name, found, reason in (
            ("services", strange, f"not in the catalogue: {', '.join(strange)}"),
            ("places", twice, f"named twice: {', '.join(twice)}"),
            ("ways", led_twice, f"named twice: {', '.join(led_twice)}"),
            ("contingents", odd_limits, "; ".join(odd_limits)),
            ("special_days", odd, "; ".join(odd)),
        )
        if found
    }
