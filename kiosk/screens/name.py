from kiosk.widgets.page import Page, load_layout


class NamePage(Page):
    """The screen's own name, for staff who look for it."""


load_layout(__file__)
