from kiosk.widgets.page import Page, load_layout


class CounterPage(Page):
    """The keypad for the counter that expects somebody."""


load_layout(__file__)
