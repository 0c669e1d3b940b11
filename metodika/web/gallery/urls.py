from django.urls import path

from metodika.web.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.show_gallery, name="show-gallery"),
    path("list/", views.list_samples, name="list-samples"),
    path("form/", views.change_sample, name="change-sample"),
    path("confirm/", views.confirm_sample, name="confirm-sample"),
    path("card/", views.show_card, name="show-card"),
    path("panel/", views.show_sample_panel, name="show-panel"),
    path("sheet/", views.show_sheet, name="show-sheet"),
    path("charts/", views.show_charts, name="show-charts"),
    path("error/<int:code>/", views.show_error, name="show-error"),
]
