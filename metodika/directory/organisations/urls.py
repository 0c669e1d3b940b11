from django.urls import path

from metodika.directory.organisations.views import acts, cards

app_name = "organisations"
urlpatterns = [
    path("", cards.list_organisations, name="list-organisations"),
    path("add/", cards.add_organisation, name="add-organisation"),
    path("tree/", cards.show_tree, name="show-tree"),
    path("export/", cards.export_organisations, name="export-organisations"),
    path("<int:pk>/", cards.show_organisation, name="show-organisation"),
    path("<int:pk>/names/", cards.show_names, name="show-names"),
    path("<int:pk>/guests/", cards.show_guests, name="show-guests"),
    path("<int:pk>/change/", cards.change_organisation, name="change-organisation"),
    path("<int:pk>/rename/", acts.rename_organisation, name="rename-organisation"),
    path("<int:pk>/move/", acts.move_organisation, name="move-organisation"),
    path("<int:pk>/reorganise/", acts.begin_reorganisation, name="begin-reorganisation"),
    path("<int:pk>/merge/", acts.merge_organisations, name="merge-organisations"),
    path("<int:pk>/close/", acts.close_organisation, name="close-organisation"),
    path("<int:pk>/reopen/", acts.reopen_organisation, name="reopen-organisation"),
    path("<int:pk>/aliases/add/", acts.add_alias, name="add-alias"),
    path("<int:pk>/guests/add/", acts.welcome_guest, name="welcome-guest"),
    path("aliases/<int:pk>/remove/", acts.remove_alias, name="remove-alias"),
    path("guests/<int:pk>/end/", acts.end_guest, name="end-guest"),
]
