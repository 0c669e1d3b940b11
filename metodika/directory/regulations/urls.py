from django.urls import path

from metodika.directory.regulations import views

app_name = "regulations"
urlpatterns = [
    path("", views.list_acts, name="list-acts"),
    path("add/", views.create_act, name="create-act"),
    path("import/", views.import_act, name="import-act"),
    path("import/<int:pk>/", views.check_import, name="check-import"),
    path("<int:pk>/", views.show_act, name="show-act"),
    path("<int:pk>/bases/", views.show_bases, name="show-bases"),
    path("<int:pk>/editions/", views.show_editions, name="show-editions"),
    path("<int:pk>/doubts/", views.show_doubts, name="show-doubts"),
    path("<int:pk>/history/", views.show_history, name="show-history"),
    path("<int:pk>/change/", views.change_act, name="change-act"),
    path("<int:pk>/status/", views.move_act, name="move-act"),
    path("<int:pk>/repeal/", views.supersede_act, name="supersede-act"),
    path("<int:pk>/relate/", views.relate_act, name="relate-act"),
    path("<int:pk>/publish/", views.publish_act, name="publish-act"),
    path("editions/<int:pk>/", views.show_edition, name="show-edition"),
    path("editions/<int:pk>/file/", views.download_source, name="download-source"),
    path("editions/<int:pk>/compare/<int:older_pk>/", views.compare_editions, name="compare-editions"),
    path("doubts/<int:pk>/settle/", views.settle_doubt, name="settle-doubt"),
]
