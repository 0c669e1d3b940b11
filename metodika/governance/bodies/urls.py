from django.urls import path

from metodika.governance.bodies import views

app_name = "bodies"
urlpatterns = [
    path("", views.list_bodies, name="list-bodies"),
    path("tree/", views.show_tree, name="show-tree"),
    path("found/", views.found_body, name="found-body"),
    path("<int:pk>/", views.show_body, name="show-body"),
    path("<int:pk>/change/", views.change_body, name="change-body"),
    path("<int:pk>/rules/", views.set_own_rules, name="set-own-rules"),
    path("<int:pk>/start/", views.start_body, name="start-body"),
    path("<int:pk>/suspend/", views.suspend_body, name="suspend-body"),
    path("<int:pk>/resume/", views.resume_body, name="resume-body"),
    path("<int:pk>/prolong/", views.prolong_body, name="prolong-body"),
    path("<int:pk>/dissolve/", views.dissolve_body, name="dissolve-body"),
    path("<int:pk>/passport/", views.show_passport, name="show-passport"),
    path("<int:pk>/propose/", views.propose_composition, name="propose-composition"),
    path("<int:pk>/members/add/", views.admit_member, name="admit-member"),
    path("<int:pk>/head/", views.appoint_head, name="appoint-head"),
    path("<int:pk>/stages/add/", views.plan_stage, name="plan-stage"),
    path("stages/<int:pk>/change/", views.change_stage, name="change-stage"),
    path("stages/<int:pk>/finish/", views.finish_stage, name="finish-stage"),
    path("stages/<int:pk>/remove/", views.remove_stage, name="remove-stage"),
    path("stages/<int:pk>/file/", views.download_product, name="download-product"),
    path("compositions/<int:pk>/", views.show_composition, name="show-composition"),
    path("compositions/<int:pk>/approve/", views.approve_composition, name="approve-composition"),
    path("compositions/<int:pk>/discard/", views.discard_draft, name="discard-draft"),
    path("compositions/<int:pk>/seats/add/", views.add_seat, name="add-seat"),
    path("seats/<int:pk>/change/", views.change_seat, name="change-seat"),
    path("seats/<int:pk>/remove/", views.remove_seat, name="remove-seat"),
    path("seats/<int:pk>/vacate/", views.vacate_seat, name="vacate-seat"),
    path("seats/<int:pk>/consent/", views.give_consent, name="give-consent"),
    path("seats/<int:pk>/consent/file/", views.download_consent, name="download-consent"),
    path("of-profile/<int:pk>/", views.show_kinds_of_profile, name="show-kinds-of-profile"),
    path("of-person/<int:pk>/", views.show_seats_of_person, name="show-seats-of-person"),
    path("of-organisation/<int:pk>/", views.show_bodies_of_organisation, name="show-bodies-of-organisation"),
]
