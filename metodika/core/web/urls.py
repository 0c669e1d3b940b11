from django.urls import path

from metodika.core.web import look

app_name = "web"
urlpatterns = [
    path("theme/", look.set_theme, name="set-theme"),
    path("language/", look.set_language, name="set-language"),
]
