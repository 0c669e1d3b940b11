from django.urls import path

from metodika.core.facts import views

app_name = "facts"
urlpatterns = [
    path("", views.list_facts, name="list-facts"),
    path("<str:fact>/", views.show_fact, name="show-fact"),
]
