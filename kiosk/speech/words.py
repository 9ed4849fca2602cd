"""What is said: for a page when it opens, for a control, for what has changed. Pure; a phrase knows its language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from kiosk.views.blocks import Banner, Button, Choice, Fact, PhoneLink
from kiosk.views.confirm import ChooseView, ConfirmView
from kiosk.views.frame import AidView, FrameView, LanguageView
from kiosk.views.number import NumberView
from kiosk.views.online import OnlineView
from kiosk.views.pages import PageView
from kiosk.views.party import PersonsView
from kiosk.views.plain import LanguagesView, MessageView, WarningView
from kiosk.views.problem import ProblemView
from kiosk.views.type_code import TypeCodeView
from kiosk.views.walk_in import ListView
from kiosk.views.welcome import WelcomeView
from lobby.contract.config import Language
from lobby.look.catalogue import Catalogue

KEY = "key-"
"""Keys of the keypad are said when they are touched, not one after the other when the page opens."""


@dataclass(frozen=True)
class Phrase:
    """One thing said; `language` None means the page's."""

    text: str
    language: Language | None = None


Item = Button | Choice | LanguageView | AidView


def spelled(text: str) -> str:
    """Sign by sign, so that a voice reads "A104" as letter, one, zero, four."""
    return ", ".join(sign for sign in text if sign.isalnum())


def told(view: PageView) -> tuple[Phrase, ...]:
    """Heading and text of a page: everything on it that is no control."""
    return tuple(one for one in _told(view) if one.text.strip())


def named(view: PageView, frame: FrameView, wording: Catalogue) -> Mapping[str, tuple[Phrase, ...]]:
    """What each control is called, on the page and around it."""
    names = {one.control: _called(one, wording) for one in (*_items(view), *_items(frame))}
    names.setdefault("back", (Phrase(frame.back),))
    if isinstance(view, ListView):
        names["next-page"] = (Phrase(view.next_page),)
        names["previous-page"] = (Phrase(view.previous_page),)
    return names


def opened(
    view: PageView, frame: FrameView, wording: Catalogue, controls: Sequence[str]
) -> tuple[Phrase, ...]:
    """A page that opens: heading, text, its controls in the order of the keys. The bar is said when touched."""
    names, around = named(view, frame, wording), {one.control for one in _items(frame)}
    own = {one.control for one in _items(view)}
    read = [
        one for one in controls if not one.startswith(KEY) and (one in own or one not in around | {"back"})
    ]
    return (*told(view), *(phrase for one in read for phrase in names.get(one, ())))


def news(before: PageView, after: PageView) -> tuple[Phrase, ...]:
    """The same page with something else on it: an error, a symbol more, somebody who comes."""
    known = told(before)
    return tuple(one for one in told(after) if one not in known)


def _told(view: PageView) -> Iterator[Phrase]:
    match view:
        case WelcomeView():
            yield from _all(view.notice, view.heading, view.lead, view.target if view.scanner_works else None)
        case ConfirmView():
            yield from _all(view.heading, view.lead, *view.facts)
        case ChooseView() | ListView():
            yield from _all(view.heading, view.lead)
        case NumberView():
            yield from _all(
                view.banner, view.label, spelled(view.number), view.sentence, *view.facts, view.paper
            )
            yield from _all(*_link(view.phone))
        case TypeCodeView():
            yield from _all(view.heading, view.lead, view.state, spelled("".join(view.cells)))
        case ProblemView():
            yield from _all(
                view.banner, view.text, view.target, *view.hints, *view.facts, *_link(view.online)
            )
        case OnlineView():
            yield from _all(view.heading, view.lead, *view.facts, *_link(view.code))
        case MessageView():
            yield from _all(view.banner, view.heading, *view.lines, *view.facts)
        case WarningView() | PersonsView() | LanguagesView():
            yield from _all(view.heading, view.text if isinstance(view, WarningView) else None)


def _link(link: PhoneLink | None) -> tuple[str, ...]:
    return () if link is None else (link.title, link.text)


def _all(*parts: str | Banner | Fact | None) -> Iterator[Phrase]:
    for part in parts:
        match part:
            case str():
                yield Phrase(part)
            case Banner():
                yield Phrase(part.text)
            case Fact():
                yield Phrase(part.label)
                yield Phrase(part.value, part.language)


def _called(item: Item, wording: Catalogue) -> tuple[Phrase, ...]:
    match item:
        case Button():
            return (Phrase(item.label),)
        case Choice():
            title = Phrase(item.title, item.language)
            german = (Phrase(item.german, Language.DE),) if item.german else ()
            return (title, *german, *((Phrase(item.detail),) if item.detail else ()))
        case LanguageView():
            return (Phrase(item.name, item.language), *_on(item.is_on, wording))
        case AidView():
            return (Phrase(item.label), *_on(item.is_on and item.control != "help", wording))


def _on(is_on: bool, wording: Catalogue) -> tuple[Phrase, ...]:  # noqa: FBT001
    return (Phrase(wording.text("speech.on")),) if is_on else ()


def _items(view: PageView | FrameView) -> Iterator[Item]:
    for one in fields(view):
        value = getattr(view, one.name)
        parts: Iterable[object] = value if isinstance(value, tuple) else (value,)
        yield from (part for part in parts if isinstance(part, Button | Choice | LanguageView | AidView))
