"""What the groups and communities of the demo work on: invented themes by the kinds that profiles name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """What follows the title of a kind in a body's name, and its task."""

    name: str
    task: str = ""


THEMES = {
    "methodical_team": Theme("«Функциональная грамотность»", "Сборник заданий для пятых — шестых классов."),
    "working_group": Theme("по функциональной грамотности", "Сборник заданий для пятых — шестых классов."),
    "laboratory": Theme("«Урок в цифровой среде»", "Проект о проверке работ вместе с учениками."),
    "discussion_platform": Theme("«Чему учит отметка»", "Встречи школ и родителей раз в полугодие."),
    "expert_community": Theme("по оценке педагогических практик"),
    "resource_centre": Theme("по наставничеству", "Открытые уроки и консультации для новых педагогов."),
    "virtual_association": Theme("педагогов-психологов", "Разбор случаев и общая папка методик."),
    "network_association": Theme("учителей малых школ", "Сетевые уроки и общие контрольные работы."),
    "interdisciplinary_association": Theme(
        "«Естественные науки вместе»", "Уроки, которые ведут два учителя: физики, химии, биологии, географии."
    ),
}
COMMUNITY = {
    True: Theme("«Педагоги города: обмен опытом»"),
    False: Theme("«Педагоги района: обмен опытом»"),
}


def theme_of(kind: str, *, is_town: bool) -> Theme | None:
    """Return what a group of the kind works on, None for kinds that are no groups."""
    return COMMUNITY[is_town] if kind == "community" else THEMES.get(kind)
