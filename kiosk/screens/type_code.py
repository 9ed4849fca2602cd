from kiosk.widgets.page import Page, load_layout


class TypeCodePage(Page):
    """The keypad for the short code."""


load_layout(__file__)
