from kiosk.widgets.page import Page, load_layout


class LanguagesPage(Page):
    """Every language in its own name."""


load_layout(__file__)
