from django.urls import path

from metodika.steering.turnover import views

app_name = "turnover"
urlpatterns = [
    path("", views.list_rollovers, name="list-rollovers"),
    path("begin/", views.begin_rollover, name="begin-rollover"),
    path("<int:pk>/", views.show_rollover, name="show-rollover"),
    path("<int:pk>/rows/", views.list_rows, name="list-rows"),
    path("<int:pk>/choose/<slug:choice>/", views.choose, name="choose"),
    path("<int:pk>/refresh/", views.refresh_rollover, name="refresh-rollover"),
    path("<int:pk>/drop/", views.drop_rollover, name="drop-rollover"),
    path("<int:pk>/apply/", views.apply_rollover, name="apply-rollover"),
    path("<int:pk>/undo/", views.undo_rollover, name="undo-rollover"),
]
