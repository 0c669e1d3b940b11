"""Writing acts: the card (acts), the text (editions) and what a profile brings (outlines)."""

from metodika.directory.regulations.services.acts import (
    change_act,
    create_act,
    move_act,
    publish_act,
    relate_act,
    settle_doubt,
    supersede_act,
)
from metodika.directory.regulations.services.editions import Imported, import_regulation
from metodika.directory.regulations.services.outlines import outline_regulation

__all__ = [
    "Imported",
    "change_act",
    "create_act",
    "import_regulation",
    "move_act",
    "outline_regulation",
    "publish_act",
    "relate_act",
    "settle_doubt",
    "supersede_act",
]
