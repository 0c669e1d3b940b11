from metodika.directory.regulations.views.acts import (
    change_act,
    create_act,
    list_acts,
    move_act,
    publish_act,
    relate_act,
    settle_doubt,
    supersede_act,
)
from metodika.directory.regulations.views.cards import (
    compare_editions,
    download_source,
    show_act,
    show_bases,
    show_doubts,
    show_edition,
    show_editions,
    show_history,
)
from metodika.directory.regulations.views.imports import check_import, import_act

__all__ = [
    "change_act",
    "check_import",
    "compare_editions",
    "create_act",
    "download_source",
    "import_act",
    "list_acts",
    "move_act",
    "publish_act",
    "relate_act",
    "settle_doubt",
    "show_act",
    "show_bases",
    "show_doubts",
    "show_edition",
    "show_editions",
    "show_history",
    "supersede_act",
]
