from django.urls import path

from metodika.core.language import views

app_name = "language"
urlpatterns = [
    path("", views.list_forms, name="list-forms"),
    path("add/", views.add_form, name="add-form"),
    path("<int:pk>/drop/", views.drop_form, name="drop-form"),
]
