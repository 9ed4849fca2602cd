"""The city's figures for Prometheus, made when they are asked for."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from lobby.feed.city import City
from lobby.feed.status import CentreStatus


class CityFigures(Collector):
    """One gauge per figure, labelled by centre; the same withholding as on the page."""

    def __init__(self, city: City, malformed: int) -> None:
        self._city = city
        self._malformed = malformed

    def collect(self) -> Iterable[Metric]:
        """Today's figures."""
        centres = self._city.status().centres
        yield _gauge(
            "lobby_open", "1 while the centre takes visitors", centres, lambda one: float(one.is_open)
        )
        yield _gauge("lobby_waiting", "Visitors present and not called", centres, lambda one: one.waiting)
        yield _gauge("lobby_places_open", "Counters that take visitors", centres, lambda one: one.places_open)
        yield _gauge("lobby_finished_today", "Visits finished today", centres, lambda one: one.finished_today)
        yield _gauge(
            "lobby_longest_wait_minutes",
            "Longest wait of those present",
            centres,
            lambda one: one.longest_wait_minutes,
        )
        yield _gauge(
            "lobby_stale", "1 while the figures are not fresh", centres, lambda one: float(one.stale)
        )
        yield self._ages()
        yield CounterMetricFamily("lobby_feed_messages", "Messages received", value=self._city.received)
        yield CounterMetricFamily(
            "lobby_feed_not_believed", "Summaries for a foreign topic", value=self._city.not_believed
        )
        yield CounterMetricFamily(
            "lobby_feed_malformed", "Messages that did not fit the contract", value=self._malformed
        )
        yield CounterMetricFamily("lobby_feed_gaps", "Gaps seen in event sequences", value=self._city.gaps)
        yield GaugeMetricFamily("lobby_feed_connected", "1 with a broker", value=float(self._city.connected))

    def _ages(self) -> Metric:
        family = GaugeMetricFamily("lobby_summary_age_seconds", "Age of the last summary", labels=["centre"])
        now = self._city.now()
        for name, entry in self._city.picture.centres.items():
            if entry.heard is not None:
                family.add_metric([name], round(entry.heard.age_seconds(now), 1))
        return family


def exposition(city: City, malformed: int) -> bytes:
    """The text that Prometheus reads (exposition format 0.0.4)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(CityFigures(city, malformed))
    return generate_latest(registry)


def _gauge(
    name: str, text: str, centres: Iterable[CentreStatus], value: Callable[[CentreStatus], float | None]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=["centre"])
    for one in centres:
        number = value(one)
        if number is not None:
            family.add_metric([one.centre], float(number))
    return family
