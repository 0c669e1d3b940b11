from metodika.directory.records.services import move_papers
from metodika.directory.staff.events import PeopleMerged


def hand_papers_over(event: PeopleMerged) -> None:
    move_papers(source_id=event.dropped_id, target_id=event.kept_id)


REACTIONS = {PeopleMerged: [hand_papers_over]}
