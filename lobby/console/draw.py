"""Draws the facility staff's pages and their live regions."""

import time
from dataclasses import dataclass

from lobby.console.configuring import Configurator
from lobby.console.fields import Field, fields_of
from lobby.console.forms import shown
from lobby.console.history import History
from lobby.console.registry import DeviceRecord, Registry
from lobby.console.verdict import Tone, findings
from lobby.console.view import (
    Filled,
    at_device,
    facts_of,
    field_views,
    has_screen,
    history_of,
    kind_name,
    rows_of,
    said,
    step_of,
    values_of,
)
from lobby.contract.config import CONFIG_TYPES, CentreConfig
from lobby.contract.devices import DeviceKind
from lobby.link.device import QUEUE_DEVICE
from lobby.web.pages import Answer, Pages, WebRequest

PLANNABLE = (DeviceKind.KIOSK, DeviceKind.DISPLAY)


@dataclass(frozen=True)
class Message:
    """What a page says on top: tone, headline, more."""

    tone: str
    headline: str
    text: str = ""


@dataclass(frozen=True)
class NoticeForm:
    """The notice as typed, and the revision it was opened on."""

    text: str
    level: str
    base: int


@dataclass(frozen=True)
class Drawing:
    """What all drawings need."""

    pages: Pages
    registry: Registry
    history: History
    configurator: Configurator

    def fields(self, record: DeviceRecord) -> tuple[Field, ...]:
        """The settings of a device's kind; none for programs without."""
        kind = CONFIG_TYPES.get(record.kind.value) if record.kind else None
        return fields_of(kind) if kind else ()

    def list_regions(self, request: WebRequest) -> dict[str, str]:
        """The live parts of the list."""
        rows = rows_of(self.registry.devices.values(), time.monotonic(), self.pages.speaker(request))
        problems = sum(row.tone >= Tone.WARNING for row in rows)
        return {
            **self._link(request),
            "devices": self.pages.text(request, "device_list.html", {"rows": rows, "problems": problems}),
        }

    def list_page(
        self,
        request: WebRequest,
        *,
        message: Message | None = None,
        notice: NoticeForm | None = None,
        status: int = 200,
    ) -> Answer:
        """The list of devices, the notice, preparing a device."""
        return self.pages.page(
            request, "devices.html", status=status, regions=self.list_regions(request), message=message,
            notice=notice or self._present_notice(), plannable=PLANNABLE,
            centre=self.registry.house.name if self.registry.house else "",
        )  # fmt: skip

    def device_regions(self, request: WebRequest, record: DeviceRecord) -> dict[str, str]:
        """The live parts of one device's page."""
        say = self.pages.speaker(request)
        fields = self.fields(record)
        found = said(findings(record, time.monotonic()), say)
        values = {"found": found, "facts": facts_of(record, say), "step": step_of(record, fields, say)}
        regions = {
            **self._link(request),
            "health": self.pages.text(request, "health.html", values),
            "step": self.pages.text(request, "step.html", values) if fields else "",
        }
        for one in fields:
            value, refused = at_device(one, record, say)
            text = self.pages.text(request, "at_device.html", {"value": value, "refused": refused})
            regions[f"at-{one.name}"] = text
        return regions

    def device_page(
        self,
        request: WebRequest,
        record: DeviceRecord,
        form: "DeviceForm",
        *,
        message: Message | None = None,
        status: int = 200,
    ) -> Answer:
        """One device."""
        say = self.pages.speaker(request)
        fields = self.fields(record)
        versions = history_of(self.history.of(record.name), fields, say)
        return self.pages.page(
            request, "device.html", status=status, record=record, kind=kind_name(record, say), message=message,
            has_screen=has_screen(record), regions=self.device_regions(request, record),
            views=field_views(fields, form.filled, say), base=form.base, conflict=bool(form.conflict),
            versions=versions, present=self.configurator.present_rev(record.name),
        )  # fmt: skip

    def present_form(self, record: DeviceRecord) -> "DeviceForm":
        """The form as the device's configuration is now."""
        fields = self.fields(record)
        values = values_of(fields, record.desired)
        typed = {one.name: shown(one, values[one.name]) for one in fields}
        return DeviceForm(Filled(typed, {}, {}), self.configurator.present_rev(record.name))

    def _link(self, request: WebRequest) -> dict[str, str]:
        link = {"connected": self.registry.has_broker}
        return {
            "state": self.pages.text(request, "link_state.html", link),
            "banner": self.pages.text(request, "link_banner.html", link),
        }

    def _present_notice(self) -> NoticeForm:
        desired = self.registry.record(QUEUE_DEVICE).desired
        notice = (desired.fields if desired else {}).get("notice")
        found = notice if isinstance(notice, dict) else {}
        return NoticeForm(
            str(found.get("text", "")),
            str(found.get("level", "info")),
            self.configurator.present_rev(QUEUE_DEVICE),
        )


@dataclass(frozen=True)
class DeviceForm:
    """What the form of a device holds, and the revision it was opened on."""

    filled: Filled
    base: int
    conflict: bool = False


NOTICE_FIELD = next(one for one in fields_of(CentreConfig) if one.name == "notice")
