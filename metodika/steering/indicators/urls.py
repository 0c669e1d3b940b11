from django.urls import path

from metodika.steering.indicators.views import acts, formulas, indicators, runs, values

app_name = "indicators"
urlpatterns = [
    path("", indicators.list_indicators, name="list-indicators"),
    path("make/", acts.make_indicator, name="make-indicator"),
    path("sets/", indicators.list_sets, name="list-sets"),
    path("sets/make/", acts.make_set, name="make-set"),
    path("sets/<int:pk>/", indicators.show_set, name="show-set"),
    path("sets/<int:pk>/set.<str:kind>", indicators.print_set, name="print-set"),
    path("sets/<int:pk>/approve/", acts.approve_set, name="approve-set"),
    path("runs/", runs.list_runs, name="list-runs"),
    path("runs/start/", runs.start_run, name="start-run"),
    path("runs/<int:pk>/", runs.show_run, name="show-run"),
    path("reached/<int:pk>/", values.show_reached, name="show-reached"),
    path("values/<int:pk>/", values.explain_value, name="explain-value"),
    path("versions/<int:pk>/approve/", acts.approve_version, name="approve-version"),
    path("<int:pk>/", indicators.show_indicator, name="show-indicator"),
    path("<int:pk>/indicator.<str:kind>", indicators.print_indicator, name="print-indicator"),
    path("<int:pk>/change/", acts.change_indicator, name="change-indicator"),
    path("<int:pk>/formula/", formulas.write_formula, name="write-formula"),
    path("<int:pk>/target/", acts.set_target, name="set-target"),
]
