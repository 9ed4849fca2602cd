from kiosk.widgets.page import Page, load_layout


class PartyPage(Page):
    """Some of a group are here already."""


load_layout(__file__)
