"""Addresses of the page of figures and its files. They only read; the journal is read on a thread of its own."""

from dataclasses import dataclass
from datetime import date

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath

from lobby.centre.journal import JournalError
from lobby.console.figures.asked import Asked, AskedError, asked_of, presets
from lobby.console.figures.source import Source
from lobby.console.figures.view import View
from lobby.console.registry import Registry
from lobby.figures.files import as_csv, as_json, as_xlsx
from lobby.figures.saying import as_of_text, day_name, heading
from lobby.figures.table import Figures
from lobby.figures.withholding import public
from lobby.queueing.rules import LOCAL
from lobby.web.moments import Clock
from lobby.web.pages import Answer, Pages, WebRequest
from lobby.web.wording import Speaker

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class FigureRoutes:
    """The page, and its table as CSV, XLSX and JSON."""

    pages: Pages
    source: Source
    clock: Clock
    registry: Registry

    def handlers(self) -> list[BaseRouteHandler]:
        """For the application."""

        @get("/figures", sync_to_thread=True)
        def page(request: WebRequest) -> Answer:
            return self._page(request)

        @get("/figures/{name:str}", sync_to_thread=True)
        def file(request: WebRequest, name: FromPath[str]) -> Answer:
            return self._file(request, name)

        return [page, file]

    def _page(self, request: WebRequest) -> Answer:
        say, today = self.pages.speaker(request), self.clock().astimezone(LOCAL).date()
        asked, figures, wrong = Asked(asked_of({}, today).span), None, ""
        days: tuple[date, date] | None = None
        try:
            days = self.source.days()
            asked = asked_of(request.query_params, days[1] if days else today)
            figures = self.source.figures(asked.span) if days else None
        except AskedError as error:
            wrong = str(error)
        except JournalError:
            wrong = "figures-no-journal"
        house = self.registry.house
        view = View(figures, asked, say) if figures is not None else None
        return self.pages.page(
            request, "figures.html", path=f"/figures?{asked.query()}", wrong=wrong,
            view=view if view and view.row() else None, asked=asked, service_names=self._names(figures, say),
            presets=[(say(key), asked.query(span), span == asked.span) for key, span in presets(today)],
            heading=heading(figures, say, house.name if house else None) if figures else "", known=_known(days, say),
            as_of=as_of_text(figures.as_of, say) if figures and figures.as_of else "",
        )  # fmt: skip

    def _names(self, figures: Figures | None, say: Speaker) -> dict[str, str]:
        """All services of the table, by id; by name where the house has told it."""
        known = self.registry.service_names(say.language)
        found = {row.service for row in figures.rows if row.service} if figures else set()
        return dict(sorted(((one, known.get(one, one)) for one in found), key=lambda pair: pair[1]))

    def _file(self, request: WebRequest, name: str) -> Answer:
        kind, is_public = name.rpartition(".")[2], name.startswith("public.")
        if name not in {f"{start}.{kind}" for start in ("figures", "public")} or kind not in TYPES:
            raise NotFoundException
        say = self.pages.speaker(request)
        try:
            asked = asked_of(request.query_params, self.clock().astimezone(LOCAL).date())
            figures = self.source.figures(asked.span)
        except AskedError as error:
            return Response(say(str(error)), status_code=400, media_type="text/plain")
        except JournalError:
            return Response(say("figures-no-journal"), status_code=503, media_type="text/plain")
        body = _body(kind, public(figures) if is_public else figures, say)
        days = dict.fromkeys((asked.span.first.isoformat(), asked.span.last.isoformat()))
        title = "-".join([figures.centre, *(["public"] if is_public else []), *days])
        disposition = f'attachment; filename="{title}.{kind}"'
        return Response(body, media_type=TYPES[kind], headers={"content-disposition": disposition})


def _body(kind: str, figures: Figures, say: Speaker) -> bytes:
    match kind:
        case "csv":
            return as_csv(figures).encode()
        case "xlsx":
            return as_xlsx(figures, say)
        case _:
            return as_json(figures)


def _known(days: tuple[date, date] | None, say: Speaker) -> str:
    if days is None:
        return say("figures-empty")
    return say("figures-known", first=day_name(days[0], say), last=day_name(days[1], say))
