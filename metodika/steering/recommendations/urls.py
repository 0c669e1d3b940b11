from django.urls import path

from metodika.steering.recommendations.views import acts, lists, receipts

app_name = "recommendations"
urlpatterns = [
    path("", lists.list_recommendations, name="list-recommendations"),
    path("unanswered/", lists.list_unanswered, name="list-unanswered"),
    path("own/", lists.list_own, name="list-own"),
    path("make/", acts.make_recommendation, name="make-recommendation"),
    path("<int:pk>/", lists.show_recommendation, name="show-recommendation"),
    path("<int:pk>/change/", acts.change_recommendation, name="change-recommendation"),
    path("<int:pk>/approve/", acts.approve_recommendation, name="approve-recommendation"),
    path("<int:pk>/return/", acts.return_recommendation, name="return-recommendation"),
    path("<int:pk>/withdraw/", acts.withdraw_recommendation, name="withdraw-recommendation"),
    path("<int:pk>/register/", acts.register_recommendation, name="register-recommendation"),
    path("<int:pk>/send/", acts.send_recommendation, name="send-recommendation"),
    path("receipts/<int:pk>/", receipts.show_receipt, name="show-receipt"),
    path("receipts/<int:pk>/acknowledge/", receipts.acknowledge, name="acknowledge"),
    path("receipts/<int:pk>/answer/", receipts.answer_receipt, name="answer-receipt"),
    path("receipts/<int:pk>/report/", receipts.report_fulfilled, name="report-fulfilled"),
    path("receipts/<int:pk>/check/", receipts.check_receipt, name="check-receipt"),
]
