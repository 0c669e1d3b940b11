from django.urls import path

from metodika.directory.staff import panels
from metodika.directory.staff.views import duplicates, employments, people, records

app_name = "staff"
urlpatterns = [
    path("", people.list_people, name="list-people"),
    path("add/", people.add_person, name="add-person"),
    path("export/", people.export_people, name="export-people"),
    path("duplicates/", duplicates.list_duplicates, name="list-duplicates"),
    path("<int:pk>/", people.show_person, name="show-person"),
    path("<int:pk>/change/", people.change_person, name="change-person"),
    path("<int:pk>/history/", people.show_history, name="show-history"),
    path("<int:pk>/merge/<int:other_pk>/", duplicates.merge_people, name="merge-people"),
    path("<int:pk>/tell-apart/<int:other_pk>/", duplicates.tell_apart, name="tell-apart"),
    path("<int:pk>/doubt-again/<int:other_pk>/", duplicates.doubt_again, name="doubt-again"),
    path("<int:pk>/jobs/add/", employments.hire_person, name="hire-person"),
    path("<int:pk>/categories/add/", records.assign_qualification, name="assign-qualification"),
    path("<int:pk>/education/add/", records.add_education, name="add-education"),
    path("jobs/<int:pk>/change/", employments.change_employment, name="change-employment"),
    path("jobs/<int:pk>/end/", employments.end_employment, name="end-employment"),
    path("jobs/<int:pk>/transfer/", employments.transfer_person, name="transfer-person"),
    path("jobs/<int:pk>/leave/", employments.send_on_leave, name="send-on-leave"),
    path("leaves/<int:pk>/return/", employments.return_from_leave, name="return-from-leave"),
    path("categories/<int:pk>/remove/", records.remove_qualification, name="remove-qualification"),
    path("education/<int:pk>/remove/", records.remove_education, name="remove-education"),
    path("organisations/<int:pk>/", panels.show_staff_of_organisation, name="show-staff-of-organisation"),
]
