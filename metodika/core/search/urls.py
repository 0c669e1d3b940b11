from django.urls import path

from metodika.core.search import views

app_name = "search"
urlpatterns = [path("", views.results, name="results")]
