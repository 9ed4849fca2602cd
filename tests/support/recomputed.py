"""Figures of one cell, recomputed by plain SQL over the JSON of the facts; shares nothing with lobby.figures.

Reads the table `event` of a journal whose days are not settled. SQLite's `localtime` is that of the process: set TZ.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

VISITS = """
CREATE TEMP TABLE asked (first, last, only_hour, only_service, only_class);

CREATE TEMP TABLE fact AS
SELECT seq, kind,
       unixepoch(json_extract(body, '$.at'))
       + strftime('%f', json_extract(body, '$.at')) - strftime('%S', json_extract(body, '$.at')) AS at,
       json_extract(body, '$.at') AS moment,
       coalesce(json_extract(body, '$.visit'), json_extract(body, '$.booking.booking')) AS visit,
       (SELECT count(*) FROM event d WHERE d.kind = 'day-started' AND d.seq <= event.seq) AS day, body
  FROM event
 WHERE seq NOT IN (SELECT json_extract(body, '$.of') FROM event WHERE kind = 'undone');

CREATE TEMP TABLE every_step AS
SELECT * FROM fact WHERE visit IS NOT NULL AND kind NOT IN
       ('booked', 'booking-cancelled', 'handed-over', 'service-added', 'noted', 'flagged', 'undone');

CREATE TEMP TABLE step AS
SELECT * FROM every_step c
 WHERE kind <> 'call-withdrawn' AND NOT (kind = 'called' AND coalesce(
       (SELECT n.kind FROM every_step n
         WHERE n.visit = c.visit AND n.day = c.day AND n.seq > c.seq AND n.kind <> 'called'
         ORDER BY n.seq LIMIT 1), '') = 'call-withdrawn');

CREATE TEMP TABLE period AS
SELECT s.visit, s.day, s.at AS began,
       (SELECT CASE n.kind WHEN 'unserved' THEN NULL ELSE n.at END FROM step n
         WHERE n.visit = s.visit AND n.day = s.day AND n.seq > s.seq ORDER BY n.seq LIMIT 1) AS ended,
       unixepoch(date(s.moment, 'localtime', '+1 day'), 'utc') AS midnight
  FROM step s WHERE s.kind = 'serving-started';

CREATE TEMP TABLE arrival AS
SELECT visit, day, at AS c, json_extract(body, '$.service') AS service,
       unixepoch(json_extract(body, '$.slot')) AS s,
       date(moment, 'localtime') AS local_day,
       unixepoch(date(moment, 'localtime', '+1 day'), 'utc') AS midnight,
       CASE WHEN strftime('%H', moment, 'localtime') = '02' AND strftime('%H', moment, '-1 hour', 'localtime') = '02'
            THEN '02:00 B' ELSE strftime('%H:00', moment, 'localtime') END AS hour,
       json_extract(body, '$.wait.low_minutes') AS low, json_extract(body, '$.wait.high_minutes') AS high,
       json_extract(body, '$.wait') IS NOT NULL AS told,
       coalesce(json_extract(body, '$.expected_minutes'),
                (json_extract(body, '$.wait.low_minutes') + json_extract(body, '$.wait.high_minutes')) / 2.0
       ) AS expected
  FROM step WHERE kind = 'arrived'
 GROUP BY visit, day HAVING seq = min(seq);

CREATE TEMP TABLE visit AS
SELECT a.*, CASE WHEN s IS NULL THEN 'walk-in' ELSE 'booked' END AS class,
       (SELECT min(at) FROM step n WHERE n.visit = a.visit AND n.day = a.day AND kind = 'called') AS f,
       (SELECT min(at) FROM step n WHERE n.visit = a.visit AND n.day = a.day AND kind = 'serving-started') AS begun,
       (SELECT kind FROM step n WHERE n.visit = a.visit AND n.day = a.day ORDER BY seq DESC LIMIT 1) AS last_kind,
       (SELECT at FROM step n WHERE n.visit = a.visit AND n.day = a.day ORDER BY seq DESC LIMIT 1) AS last_at,
       (SELECT CASE count(*) - count(ended) WHEN 0 THEN sum(ended - began) / 60.0 END FROM period p
         WHERE p.visit = a.visit AND p.day = a.day) AS served_minutes,
       max(s, c) AS credit_from
  FROM arrival a;
UPDATE visit SET credit_from = c WHERE s IS NULL;

CREATE TEMP VIEW judged AS SELECT *, outcome <> 'present' AND waited > within AS left_late FROM (
SELECT *, (f - credit_from) / 60.0 AS raw_wait,
       CASE WHEN last_kind IN ('finished', 'missed', 'withdrawn', 'unserved') THEN last_kind
            WHEN midnight <= (SELECT max(at) FROM fact) THEN 'unserved' ELSE 'present' END AS outcome,
       begun IS NOT NULL OR last_kind = 'finished' AS started,
       max(0, (coalesce(f, CASE WHEN last_kind IN ('missed', 'withdrawn', 'unserved') THEN min(last_at, midnight)
                                ELSE midnight END) - credit_from) / 60.0) AS waited,
       CASE WHEN s IS NULL THEN 30 ELSE 10 END AS within
  FROM visit, asked WHERE local_day BETWEEN first AND last
   AND (only_hour IS NULL OR hour = only_hour) AND (only_service IS NULL OR service = only_service)
   AND (only_class IS NULL OR class = only_class));
"""
SPREADS = {
    "wait": "max(0, raw_wait)",
    "time-in-lobby": "(f - c) / 60.0",
    "punctuality": "(c - s) / 60.0",
    "way": "(begun - f) / 60.0",
    "service-time": "served_minutes",
}
SHARES = {
    "early": "avg(c < s - 900), count(s)",
    "late": "avg(c >= s + 60), count(s)",
    "abandon-rate": "avg(outcome = 'missed'), count(*)",
    "service-level": "avg(started AND waited <= within) FILTER (WHERE started OR left_late),"
    " count(*) FILTER (WHERE started OR left_late)",
    "service-level-strict": "avg(started AND waited <= within) FILTER (WHERE started OR outcome <> 'present'),"
    " count(*) FILTER (WHERE started OR outcome <> 'present')",
    "estimate-in-range": "avg(max(0, raw_wait) BETWEEN low AND coalesce(high, 1e9))"
    " FILTER (WHERE told AND f IS NOT NULL), count(*) FILTER (WHERE told AND f IS NOT NULL)",
    "estimate-error": "avg(expected - max(0, raw_wait)), count(expected * f)",
    "estimate-rmse": "sqrt(avg(pow(expected - max(0, raw_wait), 2))), count(expected * f)",
}
COUNTS = {
    "visits": "1",
    "served": "started",
    "missed": "outcome = 'missed'",
    "withdrawn": "outcome = 'withdrawn'",
    "unserved": "outcome = 'unserved'",
}
SELECT = "SELECT {what} FROM judged"
MEAN = "SELECT count({value}), avg({value}) FROM {table}"
PERCENTILE = """
WITH ordered AS (SELECT {value} AS v, row_number() OVER (ORDER BY {value}) - 1 AS n
                   FROM {table} WHERE {value} IS NOT NULL),
     at AS (SELECT (count(*) - 1) * {part} AS p FROM ordered)
SELECT lower.v + (upper.v - lower.v) * (p - CAST(p AS INTEGER))
  FROM at JOIN ordered lower ON lower.n = CAST(p AS INTEGER)
  JOIN ordered upper ON upper.n = min(CAST(p AS INTEGER) + 1, (SELECT max(n) FROM ordered))
"""
BOOKINGS = """
CREATE TEMP TABLE booking AS
SELECT f.seq, f.at, f.visit, f.kind = 'booked' AND NOT json_extract(f.body, '$.booking.cancelled') AS stands,
       unixepoch(json_extract(f.body, '$.booking.slot')) AS slot,
       json_extract(f.body, '$.booking.slot') AS moment,
       json_extract(f.body, '$.booking.service') AS service,
       date(json_extract(f.body, '$.booking.slot'), 'localtime') AS slot_day,
       unixepoch(date(json_extract(f.body, '$.booking.slot'), 'localtime', '+1 day'), 'utc') AS midnight
  FROM fact f WHERE f.kind IN ('booked', 'booking-cancelled');
CREATE TEMP TABLE stood AS
SELECT b.visit, b.service, b.slot, b.moment, b.slot_day, b.midnight,
       EXISTS (SELECT 1 FROM visit v WHERE v.visit = b.visit AND v.local_day = b.slot_day AND v.s IS NOT NULL) AS came
  FROM booking b
 WHERE b.stands AND b.at < b.midnight
   AND NOT EXISTS (SELECT 1 FROM booking n WHERE n.visit = b.visit AND n.seq > b.seq AND n.at < b.midnight);
INSERT INTO stood
SELECT v.visit, v.service, v.s, datetime(v.s, 'unixepoch'), v.local_day, v.midnight, 1 FROM visit v
 WHERE v.s IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM stood b WHERE b.visit = v.visit AND b.slot_day = v.local_day);
CREATE TEMP VIEW due AS SELECT * FROM (
SELECT *, CASE WHEN strftime('%H', moment, 'localtime') = '02' AND strftime('%H', moment, '-1 hour', 'localtime') = '02'
               THEN '02:00 B' ELSE strftime('%H:00', moment, 'localtime') END AS hour
  FROM stood WHERE came OR min(slot + 3600, midnight) <= (SELECT max(at) FROM fact)), asked
 WHERE slot_day BETWEEN first AND last AND (only_hour IS NULL OR hour = only_hour)
   AND (only_service IS NULL OR service = only_service) AND coalesce(only_class, 'booked') = 'booked';
CREATE TEMP VIEW lead AS
SELECT (slot - at) / 86400.0 AS days FROM booking b, asked
 WHERE stands AND only_hour IS NULL AND (only_service IS NULL OR service = only_service)
   AND coalesce(only_class, 'booked') = 'booked'
   AND at >= unixepoch(date(last, '-59 days'), 'utc') AND at < unixepoch(date(last, '+1 day'), 'utc')
   AND slot IS NOT (SELECT CASE WHEN n.stands THEN n.slot END FROM booking n
                     WHERE n.visit = b.visit AND n.seq < b.seq ORDER BY n.seq DESC LIMIT 1);
"""


OCCUPANCY = """
CREATE TEMP TABLE opened AS
SELECT f.at AS began, f.seq, json_extract(f.body, '$.place') AS place, f.kind,
       unixepoch(date(f.moment, 'localtime', '+1 day'), 'utc') AS midnight
  FROM fact f WHERE f.kind IN ('place-opened', 'place-closed');
CREATE TEMP TABLE open_period AS
SELECT began, coalesce((SELECT n.began FROM opened n WHERE n.place = o.place AND n.kind = 'place-closed'
                          AND n.seq > o.seq AND n.began < o.midnight ORDER BY n.seq LIMIT 1),
                       min(midnight, (SELECT max(at) FROM fact))) AS ended
  FROM opened o
 WHERE kind = 'place-opened' AND 'place-opened' IS NOT
       (SELECT n.kind FROM opened n WHERE n.place = o.place AND n.seq < o.seq AND n.midnight = o.midnight
         ORDER BY n.seq DESC LIMIT 1);
CREATE TEMP TABLE serving_period AS
SELECT began, coalesce(ended, min(midnight, (SELECT max(at) FROM fact))) AS ended FROM period;
CREATE TEMP VIEW clock AS
WITH RECURSIVE hour(starts) AS (
    SELECT unixepoch(first, 'utc') FROM asked
     UNION ALL SELECT starts + 3600 FROM hour, asked WHERE starts + 3600 < unixepoch(last, '+1 day', 'utc'))
SELECT starts, starts + 3600 AS ends FROM hour, asked
 WHERE only_hour IS NULL OR only_hour =
       CASE WHEN strftime('%H', starts, 'unixepoch', 'localtime') = '02'
             AND strftime('%H', starts - 3600, 'unixepoch', 'localtime') = '02'
            THEN '02:00 B' ELSE strftime('%H:00', starts, 'unixepoch', 'localtime') END;
"""
DEVICES = """
CREATE TEMP TABLE device AS
SELECT seq, at, json_extract(body, '$.device') AS device, json_extract(body, '$.kind') AS kind,
       json_extract(body, '$.works') AS works,
       min(unixepoch(date(moment, 'localtime', '+1 day'), 'utc'), (SELECT max(at) FROM fact)) AS ended,
       date(moment, 'localtime') AS local_day
  FROM fact WHERE kind = 'device-changed';
CREATE TEMP TABLE edge AS
SELECT began AS t FROM open_period UNION SELECT ended FROM open_period
 UNION SELECT at FROM device UNION SELECT ended FROM device;
INSERT INTO edge
WITH RECURSIVE hour(t) AS (
    SELECT CAST(min(t) / 3600 AS INTEGER) * 3600 FROM edge
     UNION ALL SELECT t + 3600 FROM hour WHERE t < (SELECT max(t) FROM edge)) SELECT t FROM hour;
CREATE TEMP TABLE piece AS
SELECT t, next, (t + next) / 2 AS middle FROM (SELECT t, lead(t) OVER (ORDER BY t) AS next FROM edge)
 WHERE next > t;
CREATE TEMP TABLE stands AS
SELECT p.t, p.next, p.middle, d.device, d.kind, d.works
  FROM piece p JOIN device d ON d.seq =
       (SELECT n.seq FROM device n WHERE n.device = d.device AND n.at < p.middle AND n.ended > p.middle
         ORDER BY n.seq DESC LIMIT 1)
 WHERE EXISTS (SELECT 1 FROM open_period o WHERE o.began < p.middle AND o.ended > p.middle);
"""
AVAILABLE = """
SELECT sum(length), sum(length * works) FROM (
SELECT next - t AS length, max(works) AS works FROM stands, clock
 WHERE kind = :kind AND middle BETWEEN starts AND ends GROUP BY t, CASE :kind WHEN 'display' THEN device END)
"""
OVERLAP = "SELECT coalesce(sum(max(0, min(ended, ends) - max(began, starts))), 0) FROM {table}, clock"
BEGUN = "SELECT count(*) FROM serving_period, clock WHERE began >= starts AND began < ends AND ended > began"


@dataclass(frozen=True)
class Cell:
    """Which days and whom; None is all."""

    first: date
    last: date
    hour: str | None = None
    service: str | None = None
    visit_class: str | None = None


Found = tuple[int, float | None, float | None, float | None]
"""Count, value or mean, median, 90th percentile."""


class Recomputed:
    """The facts of a journal file, asked by SQL."""

    def __init__(self, journal: Path) -> None:
        self._db = sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True)
        for views in (VISITS, BOOKINGS, OCCUPANCY, DEVICES):
            self._db.executescript(views)

    def cell(self, cell: Cell) -> dict[str, Found]:
        """All figures of a cell that speak of anybody."""
        self._db.execute("DELETE FROM asked")
        asked = (cell.first.isoformat(), cell.last.isoformat(), cell.hour, cell.service, cell.visit_class)
        self._db.execute("INSERT INTO asked VALUES (?, ?, ?, ?, ?)", asked)
        found = {key: self._spread("judged", value) for key, value in SPREADS.items()}
        found["lead-time"] = self._spread("lead", "days")
        found |= {key: self._share(SELECT.format(what=value)) for key, value in SHARES.items()}
        found["no-show-rate"] = self._share("SELECT avg(NOT came), count(*) FROM due")
        found |= {
            key: self._share(SELECT.format(what=f"sum({value}), count(*)")) for key, value in COUNTS.items()
        }
        if cell.service is None and cell.visit_class is None:
            found["occupancy"] = self._occupancy()
            found["availability"] = self._available("kiosk")
            found["screen-availability"] = self._available("display")
        by_the_clock = {"occupancy", "availability", "screen-availability"}
        return {
            key: one for key, one in found.items() if one[0] or (key in by_the_clock and one[1] is not None)
        }

    def hours(self) -> list[str]:
        """The hours in which somebody came, of all days."""
        return [hour for (hour,) in self._db.execute("SELECT DISTINCT hour FROM visit")]

    def _spread(self, table: str, value: str) -> Found:
        count, mean = self._db.execute(MEAN.format(value=value, table=table)).fetchone()
        if not count:
            return 0, None, None, None
        median, p90 = (
            self._db.execute(PERCENTILE.format(value=value, table=table, part=part)).fetchone()[0]
            for part in (0.5, 0.9)
        )
        return count, mean, median, p90

    def _share(self, query: str) -> Found:
        value, count = self._db.execute(query).fetchone()
        return count, value, None, None

    def _available(self, kind: str) -> Found:
        known, working = self._db.execute(AVAILABLE, {"kind": kind}).fetchone()
        return round((known or 0) / 60), working / known if known else None, None, None

    def _occupancy(self) -> Found:
        serving, opened = (
            self._db.execute(OVERLAP.format(table=table)).fetchone()[0]
            for table in ("serving_period", "open_period")
        )
        count = self._db.execute(BEGUN).fetchone()[0]
        return count, serving / opened if opened else None, None, None
