from django.urls import path

from metodika.directory.mandates import views

app_name = "mandates"
urlpatterns = [
    path("", views.list_mandates, name="list-mandates"),
    path("roles/", views.list_roles, name="list-roles"),
    path("give/", views.choose_person, name="choose-person"),
    path("give/<int:person_pk>/", views.give_mandate, name="give-mandate"),
    path("<int:pk>/", views.show_mandate, name="show-mandate"),
    path("<int:pk>/end/", views.end_mandate, name="end-mandate"),
    path("<int:pk>/substitute/", views.choose_substitute, name="choose-substitute"),
    path("<int:pk>/substitute/<int:person_pk>/", views.substitute, name="substitute"),
    path("of-person/<int:pk>/", views.show_mandates_of_person, name="show-mandates-of-person"),
    path("of-organisation/<int:pk>/", views.show_responsible_people, name="show-responsible-people"),
]
