from django.urls import path

from metodika.steering.dossiers import views

app_name = "dossiers"
urlpatterns = [
    path("cycle/", views.list_cycles, name="list-cycles"),
    path("cycle/<int:pk>/", views.show_cycle, name="show-cycle"),
    path("", views.list_dossiers, name="list-dossiers"),
    path("new/", views.begin_dossier, name="begin-dossier"),
    path("<int:pk>/", views.show_dossier, name="show-dossier"),
    path("<int:pk>/scores/", views.score_positions, name="score-positions"),
    path("<int:pk>/freeze/", views.freeze_dossier, name="freeze-dossier"),
    path("<int:pk>/archive/", views.download_archive, name="download-archive"),
    path("<int:pk>/paper/", views.download_paper, name="download-paper"),
]
