from django.urls import path

from metodika.core.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.list_runs, name="list-runs"),
    path("runs/<int:pk>/", views.show_run, name="show-run"),
    path("runs/<int:pk>/columns/", views.choose_columns, name="choose-columns"),
    path("runs/<int:pk>/apply/", views.apply_run, name="apply-run"),
    path("runs/<int:pk>/errors/", views.download_errors, name="download-errors"),
    path("<slug:code>/", views.start_run, name="start-run"),
    path("<slug:code>/form/", views.download_form, name="download-form"),
]
