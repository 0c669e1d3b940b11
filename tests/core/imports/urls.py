from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

urlpatterns = [
    path("imports/", include("metodika.core.imports.urls")),
    path("", include("metodika.core.web.urls")),
    path("sign-in/", JavaScriptCatalog.as_view(), name="account_login"),
]
