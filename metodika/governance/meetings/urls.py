from django.urls import URLPattern, path

from metodika.governance.meetings.views import (
    agenda,
    cards,
    decisions,
    duties,
    light,
    lists,
    live,
    member,
    minutes,
    planning,
)
from metodika.governance.meetings.views.desk import agenda as desk_agenda
from metodika.governance.meetings.views.desk import course, texts, votes
from metodika.governance.meetings.views.desk import decisions as desk_decisions
from metodika.governance.meetings.views.desk import page as desk
from metodika.governance.meetings.views.desk import people as desk_people

# What a hall asks for each second stands first.
LIVE = [
    path("<int:pk>/state/", live.follow_session, name="follow-session"),
    path("votes/<int:pk>/cast/", member.cast_vote, name="cast-vote"),
    path("<int:pk>/desk/", desk.show_desk, name="show-desk"),
    path("<int:pk>/follow/", member.follow, name="follow"),
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
    path("decisions/<int:pk>/text/", desk_decisions.write_decision, name="write-decision"),
    path("decisions/<int:pk>/change/", desk_decisions.change_decision, name="change-decision"),
    path("decisions/<int:pk>/adopt/", desk_decisions.adopt_decision, name="adopt-decision"),
    path("decisions/<int:pk>/drop/", desk_decisions.drop_decision, name="drop-decision"),
    path("decisions/<int:pk>/vote/", votes.put_to_vote, name="put-to-vote"),
    path("decisions/<int:pk>/hands/", votes.count_hands, name="count-hands"),
    path("votes/<int:pk>/ballots/", votes.note_ballots, name="note-ballots"),
    path("votes/<int:pk>/call-off/", votes.call_off, name="call-off"),
]  # fmt: skip

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    *LIVE,
    path("", lists.list_sessions, name="list-sessions"),
    path("decisions/", lists.list_decisions, name="list-decisions"),
    path("duties/", duties.list_duties, name="list-duties"),
    path("plan/", planning.plan_session, name="plan-session"),
    path("of-body/<int:pk>/", cards.show_sessions_of_body, name="show-sessions-of-body"),
    path("of-body/<int:pk>/draft/", planning.draft_session, name="draft-session"),
    path("of-body/<int:pk>/year/", light.plan_year, name="plan-year"),
    path(
        "of-organisation/<int:pk>/duties/", cards.show_duties_of_organisation,
        name="show-duties-of-organisation",
    ),
    path("<int:pk>/", cards.show_session, name="show-session"),
    path("<int:pk>/calendar.ics", cards.download_calendar, name="download-calendar"),
    path("<int:pk>/change/", planning.change_session, name="change-session"),
    path("<int:pk>/convene/", planning.convene_session, name="convene-session"),
    path("<int:pk>/postpone/", planning.postpone_session, name="postpone-session"),
    path("<int:pk>/cancel/", planning.cancel_session, name="cancel-session"),
    path("<int:pk>/no-quorum/", planning.declare_no_quorum, name="declare-no-quorum"),
    path("<int:pk>/guests/add/", planning.invite_guest, name="invite-guest"),
    path("guests/<int:pk>/strike/", planning.strike_guest, name="strike-guest"),
    path("<int:pk>/agenda/", agenda.edit_agenda, name="edit-agenda"),
    path("<int:pk>/agenda/fill/", agenda.fill_agenda, name="fill-agenda"),
    path("<int:pk>/agenda/add/", agenda.add_item, name="add-item"),
    path("items/<int:pk>/change/", agenda.change_item, name="change-item"),
    path("items/<int:pk>/remove/", agenda.remove_item, name="remove-item"),
    path("items/<int:pk>/move/<str:way>/", agenda.move_item, name="move-item"),
    path("items/<int:pk>/take/<int:session_pk>/", agenda.take_item, name="take-item"),
    path("items/<int:pk>/materials/add/", agenda.add_material, name="add-material"),
    path("items/<int:pk>/send-on/", agenda.send_item_on, name="send-item-on"),
    path("items/<int:pk>/extract/", agenda.print_extract, name="print-extract"),
    path("materials/<int:pk>/", cards.download_material, name="download-material"),
    path("materials/<int:pk>/remove/", agenda.remove_material, name="remove-material"),
    path("<int:pk>/light/", light.write_light, name="write-light"),
    path("<int:pk>/print/<slug:paper>/", minutes.print_paper, name="print-paper"),
    path("<int:pk>/dispute/", minutes.dispute_minutes, name="dispute-minutes"),
    path("<int:pk>/send-for-approval/", decisions.send_for_approval, name="send-for-approval"),
    path("<int:pk>/approve/", decisions.approve_decisions, name="approve-decisions"),
    path("<int:pk>/publish/", decisions.publish_decisions, name="publish-decisions"),
    path("<int:pk>/tell/", decisions.tell_decisions, name="tell-decisions"),
    path("decisions/<int:pk>/", decisions.show_decision, name="show-decision"),
    path("decisions/<int:pk>/return/", decisions.return_decision, name="return-decision"),
]  # fmt: skip
