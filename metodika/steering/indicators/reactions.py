from typing import Any

from django.utils import timezone

from metodika.core.events import Event, later
from metodika.directory.profiles.events import ProfileLoaded
from metodika.directory.profiles.queries import loaded_profile
from metodika.steering.indicators.events import RunStarted
from metodika.steering.indicators.services import compute_run, load_indicators


def make_indicators(event: ProfileLoaded) -> None:
    profile = loaded_profile(event.code)
    if profile is not None and "indicators" in event.changed_sections:
        load_indicators(profile.data["indicators"], profile=profile, day=timezone.localdate())


def count_indicators(event: RunStarted) -> None:
    compute_run(event.run_id)


REACTIONS: dict[type[Event], list[Any]] = {
    ProfileLoaded: [make_indicators],
    RunStarted: [later(count_indicators)],
}
