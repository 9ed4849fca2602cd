from kiosk.widgets.page import Page, load_layout


class ChoosePage(Page):
    """Which of two bookings is meant."""


load_layout(__file__)
