from metodika.directory.accounts.services import move_account, move_papers
from metodika.directory.staff.events import PeopleMerged


def hand_account_over(event: PeopleMerged) -> None:
    move_account(source_id=event.dropped_id, target_id=event.kept_id)


def hand_papers_over(event: PeopleMerged) -> None:
    move_papers(source_id=event.dropped_id, target_id=event.kept_id)


REACTIONS = {PeopleMerged: [hand_account_over, hand_papers_over]}
