from django.urls import path

from metodika.steering.dossiers.views import cycles, dossiers, forms, reports

app_name = "dossiers"
urlpatterns = [
    path("cycle/", cycles.list_cycles, name="list-cycles"),
    path("cycle/<int:pk>/", cycles.show_cycle, name="show-cycle"),
    path("forms/", forms.list_region_forms, name="list-region-forms"),
    path("forms/load/", forms.load_region_form, name="load-region-form"),
    path("forms/<int:pk>/", forms.show_region_form, name="show-region-form"),
    path("forms/<int:pk>/match/", forms.match_cell, name="match-cell"),
    path("forms/<int:pk>/renew/", forms.renew_region_form, name="renew-region-form"),
    path("forms/<int:pk>/fill/", forms.fill_region_form, name="fill-region-form"),
    path("reports/<int:pk>/", reports.show_report, name="show-report"),
    path("reports/<int:pk>/report.<str:kind>", reports.download_report, name="download-report"),
    path("reports/<int:pk>/publish/", reports.publish_report, name="publish-report"),
    path("reports/<int:pk>/withdraw/", reports.withdraw_report, name="withdraw-report"),
    path("", dossiers.list_dossiers, name="list-dossiers"),
    path("new/", dossiers.begin_dossier, name="begin-dossier"),
    path("<int:pk>/", dossiers.show_dossier, name="show-dossier"),
    path("<int:pk>/scores/", dossiers.score_positions, name="score-positions"),
    path("<int:pk>/freeze/", dossiers.freeze_dossier, name="freeze-dossier"),
    path("<int:pk>/archive/", dossiers.download_archive, name="download-archive"),
    path("<int:pk>/paper/", dossiers.download_paper, name="download-paper"),
]
