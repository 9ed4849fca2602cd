from kiosk.widgets.page import Page, load_layout


class SpeechPage(Page):
    """Reading aloud: once more, louder, softer, no more."""


load_layout(__file__)
