from django.urls import path

from metodika.core.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read-all"),
    path("<int:pk>/open/", views.open_notice, name="open-notice"),
    path("settings/", views.preferences, name="preferences"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.batch, name="show-batch"),
    path("outbox/<int:pk>/release/", views.release, name="release-batch"),
    path("outbox/<int:pk>/drop/", views.drop, name="drop-batch"),
    path("letters/<int:pk>/again/", views.send_again, name="send-again"),
]
