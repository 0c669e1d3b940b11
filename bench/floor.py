"""The floor: a plain Django page with one query of its own, in the same shell, with as many rows and cells.

Mounted beside the addresses of the product, so that both go through the same middleware.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as own
from metodika.directory.regulations.models import Clause
from metodika.directory.staff.models import Person

PAGE = """
{% extends "web/base.html" %}
{% block content %}
<h1>Floor</h1>
<table class="table">
  <tbody>
    {% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
  </tbody>
</table>
{% endblock content %}
"""
PEOPLE = (
    "last_name", "first_name", "patronymic", "born_on", "email", "teaching_experience_since", "gender",
)  # fmt: skip
CLAUSES = ("label", "text", "gist")
SOURCES = {"people": (Person, PEOPLE, "sort_key"), "clauses": (Clause, CLAUSES, "pk")}
_template = {}


def show_rows(request: HttpRequest, source: str, rows: int, cells: int) -> HttpResponse:
    model, fields, order = SOURCES[source]
    found = list(model.objects.order_by(order).values_list(*fields[:cells])[:rows])
    if "page" not in _template:
        _template["page"] = engines["django"].from_string(PAGE)
    return HttpResponse(_template["page"].render({"rows": found, "title": "Floor"}, request))


@login_not_required
def show_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    *own,
    path("floor/<str:source>/<int:rows>/<int:cells>/", show_rows),
    path("floor/nothing/", show_nothing),
]
