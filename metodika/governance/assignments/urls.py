from django.urls import path

from metodika.governance.assignments.views import acts, cards, lists, terms

app_name = "assignments"
urlpatterns = [
    path("", lists.list_own, name="list-own"),
    path("control/", lists.list_assignments, name="list-assignments"),
    path("control/paper.<str:kind>", lists.print_assignments, name="print-assignments"),
    path("give/", acts.give_assignment, name="give-assignment"),
    path("<int:pk>/", cards.show_assignment, name="show-assignment"),
    path("<int:pk>/files/<int:file_pk>/", cards.download_file, name="download-file"),
    path("<int:pk>/change/", acts.change_assignment, name="change-assignment"),
    path("<int:pk>/split/", acts.split_assignment, name="split-assignment"),
    path("<int:pk>/executors/<int:executor_pk>/replace/", acts.replace_executor, name="replace-executor"),
    path("<int:pk>/start/", acts.start_assignment, name="start-assignment"),
    path("<int:pk>/report/", acts.report_execution, name="report-execution"),
    path("<int:pk>/accept/", acts.accept_report, name="accept-report"),
    path("<int:pk>/send-back/", acts.send_back, name="send-back"),
    path("<int:pk>/remove/", acts.remove_assignment, name="remove-assignment"),
    path("<int:pk>/cancel/", acts.cancel_assignment, name="cancel-assignment"),
    path("<int:pk>/prolong/", terms.prolong_assignment, name="prolong-assignment"),
    path("<int:pk>/more-time/", terms.ask_extension, name="ask-extension"),
    path("<int:pk>/more-time/grant/", terms.grant_extension, name="grant-extension"),
    path("<int:pk>/more-time/refuse/", terms.refuse_extension, name="refuse-extension"),
    path("of-person/<int:pk>/", cards.show_assignments_of_person, name="show-assignments-of-person"),
    path(
        "of-organisation/<int:pk>/", cards.show_assignments_of_organisation,
        name="show-assignments-of-organisation",
    ),
    path("about/<str:name>/", cards.show_assignments_about, name="show-assignments-about"),
]  # fmt: skip
