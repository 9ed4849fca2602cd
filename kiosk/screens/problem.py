from kiosk.widgets.page import Page, load_layout


class ProblemPage(Page):
    """One template for everything that goes wrong."""


load_layout(__file__)
