from django.urls import path

from metodika.steering.decisions.views import decisions, effects, measures, panels, rounds

app_name = "decisions"
urlpatterns = [
    path("", decisions.list_decisions, name="list-decisions"),
    path("draft/", decisions.draft_decision, name="draft-decision"),
    path("<int:pk>/", decisions.show_decision, name="show-decision"),
    path("<int:pk>/change/", decisions.change_decision, name="change-decision"),
    path("<int:pk>/take/", decisions.take_decision, name="take-decision"),
    path("<int:pk>/assign/", decisions.assign_decision, name="assign-decision"),
    path("<int:pk>/end/<slug:to>/", decisions.end_decision, name="end-decision"),
    path("<int:pk>/expect/", decisions.say_expectation, name="expect-of-decision"),
    path("of-organisation/<int:pk>/", panels.show_acts_of_organisation, name="show-acts-of-organisation"),
    path("of-body/<int:pk>/", panels.show_acts_of_body, name="show-acts-of-body"),
    path("of-item/<int:pk>/", panels.show_acts_of_item, name="show-acts-of-item"),
    path("of-finding/<int:pk>/", panels.show_acts_of_finding, name="show-acts-of-finding"),
    path("measures/", measures.list_measures, name="list-measures"),
    path("measures/plan/", measures.plan_measure, name="plan-measure"),
    path("measures/<int:pk>/", measures.show_measure, name="show-measure"),
    path("measures/<int:pk>/change/", measures.change_measure, name="change-measure"),
    path("measures/<int:pk>/start/", measures.start_measure, name="start-measure"),
    path("measures/<int:pk>/end/<slug:to>/", measures.end_measure, name="end-measure"),
    path("measures/<int:pk>/put/", measures.put_into_plan, name="put-into-plan"),
    path("measures/<int:pk>/event/", measures.make_event, name="make-event"),
    path("measures/<int:pk>/expect/", measures.say_expectation, name="expect-of-measure"),
    path("effects/", effects.list_effects, name="list-effects"),
    path("effects/year/", rounds.ask_effects, name="ask-effects"),
    path("effects/year/<int:pk>/", rounds.show_round, name="show-round"),
    path("effects/<int:pk>/", effects.show_effect, name="show-effect"),
    path("effects/<int:pk>/change/", effects.change_expectation, name="change-expectation"),
    path("effects/<int:pk>/compute/", effects.compute_effect, name="compute-effect"),
    path("effects/<int:pk>/consider/", effects.consider_effect, name="consider-effect"),
    path("effects/<int:pk>/goal/", effects.set_goal, name="set-goal"),
]
