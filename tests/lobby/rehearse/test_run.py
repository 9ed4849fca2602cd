"""Steps of a rehearsal."""

from lobby.rehearse.run import Result, Step, StepFailedError, run


def test_steps_are_timed_and_the_first_failure_ends_them() -> None:
    """What comes after a failure is not tried."""
    ticks = iter([0.0, 0.0123, 1.0, 1.5])
    done: list[str] = []

    def fine() -> str:
        done.append("fine")
        return "as expected"

    def broken() -> str:
        raise StepFailedError("the display is away")

    steps = [Step("first", fine), Step("second", broken), Step("third", fine)]
    assert list(run(steps, lambda: next(ticks))) == [
        Result("first", ok=True, ms=12.3, detail="as expected"),
        Result("second", ok=False, ms=500.0, detail="the display is away"),
    ]
    assert done == ["fine"]
