from django.urls import path

from metodika.steering.collection.views import answers, campaigns, forms, lists, sheets

app_name = "collection"
urlpatterns = [
    path("", lists.list_campaigns, name="list-campaigns"),
    path("own/", lists.list_own, name="list-own"),
    path("burden/", lists.show_burden, name="show-burden"),
    path("make/", campaigns.make_campaign, name="make-campaign"),
    path("<int:pk>/", campaigns.show_campaign, name="show-campaign"),
    path("<int:pk>/change/", campaigns.change_campaign, name="change-campaign"),
    path("<int:pk>/open/", campaigns.open_campaign, name="open-campaign"),
    path("<int:pk>/close/", campaigns.close_campaign, name="close-campaign"),
    path("<int:pk>/freeze/", campaigns.freeze_campaign, name="freeze-campaign"),
    path("<int:pk>/reopen/", campaigns.reopen_campaign, name="reopen-campaign"),
    path("<int:pk>/remind/", campaigns.remind_silent, name="remind-silent"),
    path("<int:pk>/table/", sheets.download_table, name="download-table"),
    path("<int:pk>/load/", sheets.load_table, name="load-table"),
    path("forms/", forms.list_forms, name="list-forms"),
    path("forms/make/", forms.make_form, name="make-form"),
    path("forms/<int:pk>/", forms.show_form_card, name="show-form"),
    path("forms/<int:pk>/change/", forms.change_form, name="change-form"),
    path("forms/<int:pk>/checks/", forms.put_checks, name="put-checks"),
    path("forms/<int:pk>/fields/", forms.put_field, name="put-field"),
    path("forms/<int:pk>/fields/act/", forms.act_on_field, name="act-on-field"),
    path("submissions/<int:pk>/", answers.show_submission, name="show-submission"),
    path("submissions/<int:pk>/fill/", answers.fill_in, name="fill-in"),
    path("submissions/<int:pk>/save/", answers.save_part, name="save-part"),
    path("submissions/<int:pk>/accept/", answers.accept_answers, name="accept-answers"),
    path("submissions/<int:pk>/return/", answers.return_answers, name="return-answers"),
    path("submissions/<int:pk>/files/<int:file_pk>/", answers.download_file, name="download-file"),
]
