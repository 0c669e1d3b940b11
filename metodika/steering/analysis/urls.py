from django.urls import path

from metodika.steering.analysis.views import acts, findings, notes

app_name = "analysis"
urlpatterns = [
    path("findings/", findings.list_findings, name="list-findings"),
    path("findings/draft/", findings.draft_findings, name="draft-findings"),
    path("findings/observe/", findings.observe, name="observe"),
    path("findings/<int:pk>/", findings.show_finding, name="show-finding"),
    path("findings/<int:pk>/judge/", findings.judge_finding, name="judge-finding"),
    path("findings/<int:pk>/dismiss/", findings.dismiss_finding, name="dismiss-finding"),
    path("notes/", notes.list_notes, name="list-notes"),
    path("notes/make/", acts.make_note, name="make-note"),
    path("notes/all/", acts.ask_notes, name="ask-notes"),
    path("notes/<int:pk>/", notes.show_note, name="show-note"),
    path("notes/<int:pk>/note.<str:kind>", notes.print_note, name="print-note"),
    path("notes/<int:pk>/edit/", acts.edit_note, name="edit-note"),
    path("notes/<int:pk>/remake/", acts.remake_note, name="remake-note"),
    path("notes/<int:pk>/seal/", acts.seal_note, name="seal-note"),
    path("notes/<int:pk>/register/", acts.register_note, name="register-note"),
    path("notes/<int:pk>/publish/", acts.publish_note, name="publish-note"),
    path("batches/<int:pk>/", notes.show_batch, name="show-batch"),
    path("batches/<int:pk>/archive/", notes.download_batch, name="download-batch"),
    path("published/<int:pk>/", notes.show_published, name="show-published"),
    path("published/<int:pk>/note.<str:kind>", notes.print_published, name="print-published"),
]
