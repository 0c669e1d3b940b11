from django.urls import path

from metodika.core.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.list_failed, name="list-failed"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
