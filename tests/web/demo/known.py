"""What the demo of each town is known to show: who reads what, which effects, which true holes."""

# Who opens the assignments that came of the decisions: all of them, those of his school, none.
ALL, OWN, NONE = {True}, {True, False}, {False}
COUNCIL_READERS = {
    "head": ALL, "methodist": ALL, "secretary": ALL, "expert": ALL, "deputy": OWN, "director": NONE,
    "association": NONE, "teacher": NONE, "mentor": NONE,
}  # fmt: skip
HELPED, SMALL, ORDERED = ("alone", "goal"), ("little", "change"), ("not_seen", "change")
EFFECTS = {
    "pestyaki": [HELPED, SMALL, ORDERED],
    "yakovlevsky": [HELPED, SMALL, ("alone", "change")],
    "verkhnyaya-pyshma": [HELPED, SMALL, ORDERED],
    "pervouralsk": [HELPED, ("little", ""), ("not_seen", "")],
    "magnitogorsk": [("moved", "goal"), SMALL, ORDERED],
}
# What is broken last year and this year, beside what is broken everywhere.
EVERYWHERE = (
    {"goal_without_indicator", "finding_not_judged", "finding_without_addressee", "no_answer"},
    {"goal_without_indicator", "nothing"},
)
HOLES: dict[str, tuple[set[str], set[str]]] = {
    "pestyaki": ({"decision_without_basis"}, set()),
    "yakovlevsky": (set(), {"measure_without_effect"}),
    "verkhnyaya-pyshma": ({"measure_not_held"}, {"effect_not_computed"}),
    "pervouralsk": ({"effect_without_conclusion"}, set()),
    "magnitogorsk": ({"measure_not_held"}, set()),
}
