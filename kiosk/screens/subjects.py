from kiosk.widgets.page import Page, load_layout


class SubjectsPage(Page):
    """What is it about, without a booking."""


load_layout(__file__)
