"""Changes that staff make: settings, restored versions, the notice, planned devices."""

import re
from dataclasses import dataclass

from litestar.datastructures import FormMultiDict

from lobby.console.configuring import Configurator, Edit, Saving
from lobby.console.draw import NOTICE_FIELD, PLANNABLE, DeviceForm, Drawing, Message, NoticeForm
from lobby.console.fields import Field
from lobby.console.forms import Reading, differing, read, shown
from lobby.console.registry import DeviceRecord
from lobby.console.view import Filled, values_of
from lobby.contract.devices import Desired, DeviceKind
from lobby.link.device import QUEUE_DEVICE
from lobby.web.moments import day_hour_minute
from lobby.web.pages import Answer, WebRequest
from lobby.web.wording import Speaker

DEVICE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class Editing:
    """Carries a submitted form out, or answers with all that was typed and what is wrong."""

    drawing: Drawing

    @property
    def configurator(self) -> Configurator:
        """What sends configurations."""
        return self.drawing.configurator

    def save(self, request: WebRequest, record: DeviceRecord, form: FormMultiDict) -> Answer | None:
        """The form of a device; None when it is on its way."""
        fields = self.drawing.fields(record)
        reading = read(fields, form, tuple(form.keys()))
        base = number(form.get("base"))
        if form.get("reset"):
            return self._reset(request, record, reading, DeviceForm(_filled(reading), base), form)
        if not reading.is_good:
            form_now = DeviceForm(_filled(reading), base)
            message = _wrong(reading, self.drawing.pages.speaker(request))
            return self.drawing.device_page(request, record, form_now, message=message, status=400)
        edit = Edit(record.name, base, account_name(request), differing(fields, reading.values))
        saving = self.configurator.save(edit)
        return None if saving is Saving.SENT else self._not_saved(request, record, reading, saving)

    def restore(self, request: WebRequest, record: DeviceRecord, form: FormMultiDict) -> Answer | None:
        """An earlier version becomes a new one."""
        version = self.drawing.history.version(record.name, number(form.get("rev")))
        fields = self.drawing.fields(record)
        present = self.drawing.present_form(record)
        if version is None:
            return self.drawing.device_page(request, record, present, status=404)
        edit = Edit(record.name, number(form.get("base")), account_name(request), version.fields)
        saving = self.configurator.save(edit)
        if saving is Saving.SENT:
            return None
        values = {one.name: version.fields.get(one.name, one.default) for one in fields}
        reading = Reading({one.name: shown(one, values[one.name]) for one in fields}, values, {})
        return self._not_saved(request, record, reading, saving)

    def notice(self, request: WebRequest, form: FormMultiDict) -> Answer:
        """The notice of the centre, shown or removed."""
        say = self.drawing.pages.speaker(request)
        reading = read((NOTICE_FIELD,), form, tuple(form.keys()))
        typed = reading.typed["notice"]
        fields = typed if isinstance(typed, dict) else {}
        entered = NoticeForm(fields.get("text", ""), fields.get("level", "info"), number(form.get("base")))
        removing = form.get("remove") is not None
        value = None if removing else reading.values.get("notice")
        problem = reading.problems.get("notice")
        if not removing and (problem or value is None):
            text = say(problem.key, **problem.values) if problem else say("notice-missing")
            return self.drawing.list_page(
                request, message=Message("danger", text), notice=entered, status=400
            )
        present = self.drawing.registry.record(QUEUE_DEVICE).desired
        wanted = {name: one for name, one in (present.fields if present else {}).items() if name != "notice"}
        if value is not None:
            wanted["notice"] = value
        saving = self.configurator.save(Edit(QUEUE_DEVICE, entered.base, account_name(request), wanted))
        if saving is Saving.SENT:
            done = say("notice-removed" if removing else "notice-shown")
            return self.drawing.list_page(request, message=Message("success", done))
        return self._notice_not_saved(request, entered, saving, present)

    def plan(self, request: WebRequest, form: FormMultiDict) -> Answer | str:
        """A device to come; the name of the device when all is well."""
        say = self.drawing.pages.speaker(request)
        name, kind = str(form.get("name") or "").strip(), str(form.get("kind") or "")
        known = self.drawing.registry.devices.get(name)
        problem = None
        if not DEVICE_NAME.fullmatch(name):
            problem = "plan-wrong-name"
        elif kind not in [one.value for one in PLANNABLE]:
            problem = "plan-wrong-kind"
        elif known is not None and known.kind is not None:
            problem = "plan-exists"
        if problem:
            return self.drawing.list_page(request, message=Message("danger", say(problem)), status=400)
        self.drawing.history.plan(name, DeviceKind(kind))
        self.drawing.registry.record(name).planned_kind = DeviceKind(kind)
        return name

    def _reset(
        self,
        request: WebRequest,
        record: DeviceRecord,
        reading: Reading,
        form_now: DeviceForm,
        form: FormMultiDict,
    ) -> Answer:
        fields = {one.name: one for one in self.drawing.fields(record)}
        one = fields.get(str(form.get("reset")))
        typed = dict(reading.typed)
        if one is not None:
            typed[one.name] = shown(one, one.default)
        say = self.drawing.pages.speaker(request)
        filled = Filled(typed, {}, {})
        return self.drawing.device_page(
            request, record, DeviceForm(filled, form_now.base), message=Message("info", say("form-reset"))
        )

    def _not_saved(
        self, request: WebRequest, record: DeviceRecord, reading: Reading, saving: Saving
    ) -> Answer:
        say = self.drawing.pages.speaker(request)
        present = self.configurator.present_rev(record.name)
        if saving is Saving.NOT_CONNECTED:
            form = DeviceForm(_filled(reading), present)
            message = Message("danger", say("form-not-connected"), say("form-not-connected-what"))
            return self.drawing.device_page(request, record, form, message=message, status=503)
        theirs = _theirs(self.drawing.fields(record), reading, record.desired)
        form = DeviceForm(Filled(reading.typed, {}, theirs), present, conflict=True)
        message = Message("warning", _by(record.desired, "form-conflict", say), say("form-conflict-what"))
        return self.drawing.device_page(request, record, form, message=message, status=409)

    def _notice_not_saved(
        self, request: WebRequest, entered: NoticeForm, saving: Saving, present: Desired | None
    ) -> Answer:
        say = self.drawing.pages.speaker(request)
        if saving is Saving.NOT_CONNECTED:
            message = Message("danger", say("form-not-connected"), say("form-not-connected-what"))
            return self.drawing.list_page(request, message=message, notice=entered, status=503)
        again = NoticeForm(entered.text, entered.level, self.configurator.present_rev(QUEUE_DEVICE))
        message = Message("warning", _by(present, "notice-conflict", say))
        return self.drawing.list_page(request, message=message, notice=again, status=409)


def _filled(reading: Reading) -> Filled:
    return Filled(reading.typed, reading.problems, {})


def _theirs(fields: tuple[Field, ...], reading: Reading, desired: Desired | None) -> dict[str, object]:
    present = values_of(fields, desired)
    return {name: value for name, value in present.items() if value != reading.values[name]}


def _by(desired: Desired | None, key: str, say: Speaker) -> str:
    if desired is None:
        return say(key, by="–", rev=0, time="–")
    return say(key, by=desired.by, rev=desired.rev, time=day_hour_minute(desired.at))


def _wrong(reading: Reading, say: Speaker) -> Message:
    if reading.unknown:
        names = ", ".join(name[:40] for name in reading.unknown[:5])
        return Message("danger", say("form-unknown", names=names), say("form-wrong-what"))
    count = len(reading.problems)
    headline = say("form-wrong-one") if count == 1 else say("form-wrong", count=count)
    return Message("danger", headline, say("form-wrong-what"))


def number(value: object) -> int:
    """A revision as sent; −1, which none has, for anything else."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) else -1


def account_name(request: WebRequest) -> str:
    """Who does it."""
    return request.user.name if request.user else ""
