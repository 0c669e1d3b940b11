from django.urls import path

from metodika.web.office import views

app_name = "office"
urlpatterns = [path("", views.today, name="today"), path("health/", views.health, name="health")]
