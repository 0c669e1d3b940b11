from django.urls import path

from metodika.steering.compliance.views import acts, clauses, pages

app_name = "compliance"
urlpatterns = [
    path("", pages.list_places, name="list-places"),
    path("<int:pk>/", pages.show_text, name="show-text"),
    path("<int:pk>/clauses/", pages.list_clauses, name="list-clauses"),
    path("<int:pk>/months/", pages.show_months, name="show-months"),
    path("<int:pk>/institutions/", pages.show_places, name="show-places"),
    path("<int:pk>/papers/<slug:paper>.<str:kind>", pages.print_paper, name="print-paper"),
    path("<int:pk>/assess/", acts.assess, name="assess"),
    path("clauses/<int:pk>/", clauses.show_clause, name="show-clause"),
    path("clauses/<int:pk>/prove/", acts.add_proof, name="add-proof"),
    path("clauses/<int:pk>/waive/", acts.waive_clause, name="waive-clause"),
    path("clauses/<int:pk>/owner/", acts.name_owner, name="name-owner"),
    path("proofs/<int:pk>/file/", clauses.download_proof, name="download-proof"),
    path("proofs/<int:pk>/withdraw/", acts.withdraw_proof, name="withdraw-proof"),
    path("waivers/<int:pk>/end/", acts.end_waiver, name="end-waiver"),
    path("editions/<int:pk>/", clauses.show_touched, name="show-touched"),
]
