from django.urls import path

from metodika.directory.profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.show_profile, name="show-profile"),
    path("all/", views.list_profiles, name="list-profiles"),
    path("<int:pk>/", views.open_profile, name="open-profile"),
    path("load/<slug:name>/", views.load_profile, name="load-profile"),
]
