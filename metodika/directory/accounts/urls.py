from django.urls import path

from metodika.directory.accounts.views import entrance, own, requests, security, users

app_name = "accounts"
urlpatterns = [
    path("", users.list_users, name="list-users"),
    path("invite/", users.choose_person, name="choose-person"),
    path("invite/<int:person_pk>/", users.invite_user, name="invite-user"),
    path("invitation/<str:key>/", entrance.accept_invitation, name="accept-invitation"),
    path("<int:pk>/", users.show_user, name="show-user"),
    path("<int:pk>/new-link/", users.renew_invitation, name="renew-invitation"),
    path("<int:pk>/suspend/", users.suspend_user, name="suspend-user"),
    path("<int:pk>/reactivate/", users.reactivate_user, name="reactivate-user"),
    path("<int:pk>/close/", users.close_user, name="close-user"),
    path("<int:pk>/second-factor/", users.reset_second_factor, name="reset-second-factor"),
    path("journal/", users.show_journal, name="journal"),
    path("my-data/", own.show_own_data, name="own-data"),
    path("my-data/file/", own.take_own_data, name="download-own-data"),
    path("my-data/ask/", own.ask_about_data, name="ask-about-data"),
    path("my-data/consents/<slug:purpose>/", own.decide_consent, name="decide-consent"),
    path("my-data/consents/<slug:purpose>/withdraw/", own.withdraw_consent, name="withdraw-consent"),
    path("security/", security.show_security, name="security"),
    path("security/sign-out/", security.sign_out_everywhere, name="sign-out-everywhere"),
    path("security/language/", security.choose_language, name="choose-language"),
    path("security/keys/new/", security.issue_token, name="issue-token"),
    path("security/keys/<int:token_pk>/revoke/", security.revoke_token, name="revoke-token"),
    path("requests/", requests.list_requests, name="list-requests"),
    path("requests/<int:pk>/", requests.show_request, name="show-request"),
    path("requests/<int:pk>/take/", requests.take_request, name="take-request"),
    path("requests/<int:pk>/erase/", requests.erase_data, name="erase-data"),
    path("consent-texts/", requests.list_consent_texts, name="list-consent-texts"),
    path("consent-texts/<slug:purpose>/", requests.publish_consent_text, name="publish-consent-text"),
]
