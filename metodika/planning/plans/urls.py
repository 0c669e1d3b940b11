from django.urls import path

from metodika.planning.plans.views import acts, imports, items, lists, papers, plans

app_name = "plans"
urlpatterns = [
    path("", lists.list_plans, name="list-plans"),
    path("own/", lists.list_own, name="list-own"),
    path("due/", lists.list_due, name="list-due"),
    path("make/", acts.make_plan, name="make-plan"),
    path("import/", imports.import_plan, name="import-plan"),
    path("import/<int:pk>/", imports.check_import, name="check-import"),
    path("<int:pk>/", plans.show_plan, name="show-plan"),
    path("<int:pk>/calendar/", plans.show_calendar, name="show-calendar"),
    path("<int:pk>/months/", plans.show_months, name="show-months"),
    path("<int:pk>/gantt/", plans.show_gantt, name="show-gantt"),
    path("<int:pk>/people/", plans.show_people, name="show-people"),
    path("<int:pk>/changes/", plans.show_changes, name="show-changes"),
    path("<int:pk>/papers/<slug:plan_paper>.<str:kind>", papers.print_plan, name="print-plan"),
    path("<int:pk>/change/", acts.change_plan, name="change-plan"),
    path("<int:pk>/copy/", acts.copy_plan, name="copy-plan"),
    path("<int:pk>/agree/", acts.agree_plan, name="agree-plan"),
    path("<int:pk>/return/", acts.return_plan, name="return-plan"),
    path("<int:pk>/approve/", acts.approve_plan, name="approve-plan"),
    path("<int:pk>/close/", acts.close_plan, name="close-plan"),
    path("<int:pk>/hand-down/", acts.hand_down_plan, name="hand-down-plan"),
    path("<int:pk>/sections/add/", acts.add_section, name="add-section"),
    path("<int:pk>/items/add/", acts.add_item, name="add-item"),
    path("items/<int:pk>/", items.show_item, name="show-item"),
    path("items/<int:pk>/change/", items.change_item, name="change-item"),
    path("items/<int:pk>/cancel/", items.cancel_item, name="cancel-item"),
    path("items/<int:pk>/days/add/", items.add_occurrence, name="add-occurrence"),
    path("items/<int:pk>/fact/", items.name_fact, name="name-fact"),
    path(
        "items/<int:pk>/responsible/<int:responsible_pk>/", items.explain_responsible,
        name="explain-responsible",
    ),
    path("occurrences/<int:pk>/start/", items.start_occurrence, name="start-occurrence"),
    path("occurrences/<int:pk>/finish/", items.finish_occurrence, name="finish-occurrence"),
    path("occurrences/<int:pk>/reopen/", items.reopen_occurrence, name="reopen-occurrence"),
    path("occurrences/<int:pk>/move/", items.move_occurrence, name="move-occurrence"),
    path("occurrences/<int:pk>/cancel/", items.cancel_occurrence, name="cancel-occurrence"),
    path("occurrences/<int:pk>/files/<int:file_pk>/", items.download_file, name="download-file"),
]  # fmt: skip
