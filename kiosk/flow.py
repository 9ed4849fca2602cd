"""Which page follows which, as one table: FLOW[(page, what happened)] is the move to make.

A row of a page goes before the rows of every page (`None`). What has no row changes nothing: a control that is not
on the page, a scan while nothing can be scanned, an answer that nobody waits for.
"""

from collections.abc import Iterable, Mapping

from kiosk import (
    moves,
    moves_answers,
    moves_choices,
    moves_expected,
    moves_help,
    moves_party,
    moves_speech,
    moves_staff,
    printing,
    reporting,
)
from kiosk.inputs import Input, Moment, touch
from kiosk.moves import Move, Step
from kiosk.session import STAFF, Screen, Terminal

ALWAYS: Mapping[str, Move] = {
    "answered": moves_answers.answered,
    "unanswered": moves_answers.unanswered,
    "slow": moves.slow,
    "idle": moves.warn,
    "link lost": moves.link_lost,
    "link back": moves.link_back,
    "stand-in changed": moves.stand_in_changed,
    "house changed": moves_help.heard_of_house,
    "centres changed": moves.centres_changed,
    "scanner changed": moves.scanner_changed,
    "printer changed": printing.printer_changed,
    "ticket ended": printing.ticket_ended,
    "camera changed": moves.camera_changed,
    "config offered": moves.config_offered,
    "name wanted": moves.overlay(Screen.NAME),
    "staff wanted": moves_staff.wanted,
    touch("aid-text"): moves.aid("large_text"),
    touch("aid-contrast"): moves.aid("high_contrast"),
    touch("aid-reach"): moves.aid("low_reach"),
    "voices changed": moves_speech.voices_changed,
    "headset changed": moves_speech.headset_changed,
    touch("aid-speech"): moves_speech.begin,
    touch("help"): moves.overlay(Screen.HELP),
    touch("languages"): moves.overlay(Screen.LANGUAGES),
    touch("language"): moves.speak,
}

LISTENING = (
    Screen.WELCOME, Screen.CLOSED, Screen.TYPE_CODE, Screen.COUNTER, Screen.SUBJECTS, Screen.SERVICES, Screen.PROBLEM,
    Screen.NUMBER, Screen.HELP, Screen.LANGUAGES, Screen.SPEECH, Screen.PERSONS, Screen.PARTY, Screen.WAITING,
    Screen.ONLINE,
)  # fmt: skip
"""Pages on which a code held to the scanner is a new beginning."""


def _on(screens: Iterable[Screen], trigger: str, move: Move) -> dict[tuple[Screen, str], Move]:
    return {(screen, trigger): move for screen in screens}


FLOW: Mapping[tuple[Screen, str], Move] = {
    **_on(LISTENING, "scanned", moves_answers.scan),
    # the ways of the first page
    (Screen.WELCOME, touch("type")): moves_choices.begin_typing,
    (Screen.WELCOME, touch("walk-in")): moves_choices.begin_walk_in,
    (Screen.WELCOME, touch("collect")): moves_choices.collect,
    (Screen.WELCOME, touch("expected")): moves_expected.begin,
    # booked
    (Screen.CONFIRM, "scanned"): moves_answers.confirm_scan,
    (Screen.CONFIRM, touch("yes")): moves_answers.confirm,
    (Screen.CONFIRM, touch("more-people")): moves.to(Screen.PERSONS),
    (Screen.CONFIRM, touch("not-mine")): moves.to_start,
    (Screen.CONFIRM, touch("back")): moves.to_start,
    (Screen.PERSONS, touch("persons")): moves_party.persons,
    (Screen.PERSONS, touch("back")): moves_party.back_from_persons,
    (Screen.PARTY, touch("all-here")): moves_party.all_here,
    (Screen.PARTY, touch("more-people")): moves.to(Screen.PERSONS),
    (Screen.PARTY, touch("show-number")): moves_party.show_number,
    (Screen.PARTY, touch("back")): moves.to_start,
    (Screen.CHOOSE, touch("choice")): moves_answers.choose,
    (Screen.CHOOSE, touch("both")): moves_party.both,
    (Screen.CHOOSE, touch("back")): moves.to_start,
    # typed
    (Screen.TYPE_CODE, touch("key")): moves_choices.key,
    (Screen.TYPE_CODE, touch("erase")): moves_choices.erase,
    (Screen.TYPE_CODE, touch("ok")): moves_answers.submit_typed,
    (Screen.TYPE_CODE, touch("back")): moves.to_start,
    # expected at a counter
    (Screen.COUNTER, touch("key")): moves_expected.key,
    (Screen.COUNTER, touch("erase")): moves_choices.erase,
    (Screen.COUNTER, touch("ok")): moves_expected.submit,
    (Screen.COUNTER, touch("back")): moves.to_start,
    # without a booking
    (Screen.SUBJECTS, touch("subject")): moves_choices.subject,
    (Screen.SUBJECTS, touch("back")): moves.to_start,
    (Screen.SERVICES, touch("service")): moves_choices.service,
    (Screen.SERVICES, touch("back")): moves_choices.back_from_services,
    **_on((Screen.SUBJECTS, Screen.SERVICES), touch("group"), moves.to(Screen.PERSONS)),
    **_on((Screen.SUBJECTS, Screen.SERVICES), touch("next-page"), moves_choices.turn_page(1)),
    **_on((Screen.SUBJECTS, Screen.SERVICES), touch("previous-page"), moves_choices.turn_page(-1)),
    (Screen.ONLINE, touch("take-number")): moves_choices.take_number,
    (Screen.ONLINE, touch("done")): moves.leave,
    (Screen.ONLINE, touch("back")): moves_choices.back_to_services,
    # results
    (Screen.NUMBER, touch("done")): moves.leave,
    (Screen.NUMBER, touch("print")): printing.print_again,
    (Screen.PROBLEM, touch("done")): moves.leave,
    (Screen.PROBLEM, touch("back")): moves.to_start,
    (Screen.PROBLEM, touch("type")): moves_choices.begin_typing,
    (Screen.PROBLEM, touch("walk-in")): moves_choices.begin_walk_in,
    (Screen.PROBLEM, touch("again")): moves_answers.again,
    (Screen.PROBLEM, touch("call")): moves_help.call,
    # over other pages
    (Screen.HELP, touch("back")): moves.uncover,
    (Screen.HELP, touch("help")): moves.uncover,
    (Screen.HELP, touch("call")): moves_help.call,
    (Screen.LANGUAGES, touch("back")): moves.uncover,
    (Screen.LANGUAGES, touch("languages")): moves.uncover,
    (Screen.SPEECH, touch("back")): moves.uncover,
    (Screen.SPEECH, touch("aid-speech")): moves.uncover,
    (Screen.SPEECH, touch("louder")): moves_speech.volume(moves_speech.VOLUME_STEP),
    (Screen.SPEECH, touch("softer")): moves_speech.volume(-moves_speech.VOLUME_STEP),
    (Screen.SPEECH, touch("speech-end")): moves_speech.end,
    (Screen.WARNING, touch("more-time")): moves.more_time,
    (Screen.WARNING, touch("done")): moves.leave,
    (Screen.WARNING, "scanned"): moves.more_time,
    (Screen.WARNING, "idle"): moves.leave,
    (Screen.NAME, "name shown"): moves.uncover,
    (Screen.NAME, "name wanted"): moves.stay,
    (Screen.NAME, "idle"): moves.stay,
    (Screen.WAITING, "idle"): moves.stay,
    (Screen.WAITING, touch("help")): moves.stay,
    (Screen.WAITING, touch("languages")): moves.stay,
    (Screen.WAITING, touch("aid-speech")): moves_speech.begin_here,
    (Screen.WARNING, touch("aid-speech")): moves_speech.begin_here,
    # for those who look after it
    (Screen.PIN, touch("key")): moves_staff.key,
    (Screen.PIN, touch("erase")): moves_choices.erase,
    (Screen.PIN, touch("ok")): moves_staff.submit,
    (Screen.SERVICE, touch("print-test")): moves_staff.print_test,
    (Screen.SERVICE, touch("restart")): moves_staff.restart,
    (Screen.SERVICE, touch("end")): moves_staff.end,
    **_on(STAFF, touch("back"), moves.leave),
    **_on(STAFF, "idle", moves.leave),
    (Screen.WARNING, touch("help")): moves.more_time,
    (Screen.WARNING, touch("languages")): moves.more_time,
}


def step(terminal: Terminal, event: Input, moment: Moment) -> Step:
    """The terminal after this happened, and what is to be done about it."""
    move = FLOW.get((terminal.screen, event.trigger)) or ALWAYS.get(event.trigger, moves.stay)
    moved, effects = move(terminal, event, moment)
    told, reports = reporting.report(terminal, moved, moment)
    printed, tickets = printing.print_new(terminal, told)
    free, more = moves.apply_if_free(printed)
    return free, (*effects, *reports, *tickets, *more)
