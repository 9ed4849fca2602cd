from kiosk.widgets.page import Page, load_layout


class PersonsPage(Page):
    """How many came."""


load_layout(__file__)
