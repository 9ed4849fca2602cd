"""Which counters of a living lobby are worked at."""

from datetime import UTC, datetime

from lobby.contract.state import House, OfferedService, Opening
from lobby.simulate.staffing import Staff, staff

SERVICES = (("id-card", "A"), ("pickup", "L"), ("residence-register", "J"), ("dog", "F"))


def test_the_first_counters_are_left_to_people() -> None:
    """The last ones are staffed, never more than half, each with services the house offers, all of them together."""
    house = House(
        epoch="epoch-of-a-test", rev=1, as_of=datetime(2026, 11, 23, tzinfo=UTC),
        name="Altona", area="", opening=Opening(is_open=True),
        services=tuple(
            OfferedService(service=id_, name_de=id_, name_en=id_, family=family, minutes=10, walk_in=True)
            for id_, family in SERVICES
        ),
    )  # fmt: skip
    places = [str(number) for number in range(1, 25)]
    clerks = staff(house, places, Staff(10))
    assert [clerk.place for clerk in clerks] == places[14:]
    assert {service for clerk in clerks for service in clerk.services} == {id_ for id_, _ in SERVICES}
    assert [clerk.place for clerk in staff(house, ["1", "2", "3"], Staff(10))] == ["3"]
