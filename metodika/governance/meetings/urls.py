from django.urls import URLPattern, path

from metodika.governance.meetings.views import live, member
from metodika.governance.meetings.views.desk import agenda as desk_agenda
from metodika.governance.meetings.views.desk import course
from metodika.governance.meetings.views.desk import decisions as desk_decisions
from metodika.governance.meetings.views.desk import page as desk
from metodika.governance.meetings.views.desk import people as desk_people
from metodika.governance.meetings.views.desk import texts, votes

LIVE = [
    path("<int:pk>/desk/", desk.show_desk, name="show-desk"),
    path("<int:pk>/state/", live.follow_session, name="follow-session"),
    path("<int:pk>/follow/", member.follow, name="follow"),
    path("votes/<int:pk>/cast/", member.cast_vote, name="cast-vote"),
    path("<int:pk>/desk/open/", course.begin_session, name="begin-session"),
    path("<int:pk>/desk/no-quorum/", course.give_up_session, name="give-up-session"),
    path("<int:pk>/desk/recess/", course.call_recess, name="call-recess"),
    path("<int:pk>/desk/go-on/", course.end_recess, name="end-recess"),
    path("<int:pk>/desk/close/", course.end_session, name="end-session"),
    path("<int:pk>/desk/text/", texts.write_text, name="write-text"),
    path("<int:pk>/desk/guest/", desk_people.invite_guest, name="add-guest"),
    path("<int:pk>/desk/presiding/", desk_people.elect_presiding, name="elect-presiding"),
    path("<int:pk>/desk/recorder/", desk_people.name_recorder, name="name-recorder"),
    path("<int:pk>/desk/item/", desk_agenda.agree_item, name="agree-item"),
    path("attendances/<int:pk>/here/", desk_people.note_arrival, name="note-arrival"),
    path("attendances/<int:pk>/left/", desk_people.note_leaving, name="note-leaving"),
    path("attendances/<int:pk>/absent/", desk_people.note_absence, name="note-absence"),
    path("attendances/<int:pk>/strike/", desk_people.strike_off, name="strike-off"),
    path(
        "attendances/<int:pk>/stays/<int:stay_pk>/", desk_people.correct_stay, name="correct-stay"
    ),
    path("items/<int:pk>/take-up/", desk_agenda.take_up, name="take-up"),
    path("items/<int:pk>/finish/", desk_agenda.finish_item, name="finish-item"),
    path("items/<int:pk>/put-off/", desk_agenda.put_off, name="put-off"),
    path("items/<int:pk>/remove-by-vote/", desk_agenda.agree_removal, name="agree-removal"),
    path("items/<int:pk>/recuse/", desk_agenda.recuse_member, name="recuse-member"),
    path(
        "items/<int:pk>/recusals/<int:recusal_pk>/withdraw/", desk_agenda.withdraw_recusal,
        name="withdraw-recusal",
    ),
    path("items/<int:pk>/opinion/", desk_agenda.write_opinion, name="write-opinion"),
    path("items/<int:pk>/decide/", desk_decisions.record_decision, name="record-decision"),
    path("items/<int:pk>/settle/", votes.settle_decisions, name="settle-decisions"),
    path("decisions/<int:pk>/text/", desk_decisions.write_decision, name="write-decision"),
    path("decisions/<int:pk>/change/", desk_decisions.change_decision, name="change-decision"),
    path("decisions/<int:pk>/adopt/", desk_decisions.adopt_decision, name="adopt-decision"),
    path("decisions/<int:pk>/drop/", desk_decisions.drop_decision, name="drop-decision"),
    path("decisions/<int:pk>/vote/", votes.put_to_vote, name="put-to-vote"),
    path("decisions/<int:pk>/hands/", votes.count_hands, name="count-hands"),
    path("votes/<int:pk>/ballots/", votes.note_ballots, name="note-ballots"),
    path("votes/<int:pk>/close/", votes.close_vote, name="close-vote"),
    path("votes/<int:pk>/call-off/", votes.call_off, name="call-off"),
]  # fmt: skip

app_name = "meetings"
urlpatterns: list[URLPattern] = [*LIVE]
