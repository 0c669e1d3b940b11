from django.urls import path

from metodika.planning.goals import views

app_name = "goals"
urlpatterns = [
    path("", views.list_goals, name="list-goals"),
    path("propose/", views.propose_goal, name="propose-goal"),
    path("<int:pk>/", views.show_goal, name="show-goal"),
    path("<int:pk>/change/", views.change_goal, name="change-goal"),
    path("<int:pk>/approve/", views.approve_goal, name="approve-goal"),
    path("<int:pk>/end/", views.end_goal, name="end-goal"),
    path("<int:pk>/targets/add/", views.set_target, name="set-target"),
    path("<int:pk>/targets/<int:target_pk>/drop/", views.drop_target, name="drop-target"),
    path("priorities/", views.list_priorities, name="list-priorities"),
    path("priorities/add/", views.add_priority, name="add-priority"),
    path("priorities/<int:pk>/", views.show_priority, name="show-priority"),
    path("priorities/<int:pk>/change/", views.change_priority, name="change-priority"),
    path("priorities/<int:pk>/agenda/", views.put_on_agenda, name="put-on-agenda"),
]
