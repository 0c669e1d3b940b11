import sys

from django.http import HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from metodika.core.web.deferred import deferred

CORNER = """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("there/", lambda request: HttpResponse(), name="there")]
"""


def test_module_of_deferred_addresses_is_loaded_by_the_first_request_below_them_alone(tmp_path):
    (tmp_path / "corner_of_the_house.py").write_text(CORNER)
    sys.path.append(str(tmp_path))
    try:
        own = path("own/", lambda request: HttpResponse(), name="own")
        house = URLResolver(
            RegexPattern(r"^/"), [own, deferred("corner/", "corner_of_the_house", namespace="corner")]
        )

        assert house.reverse("own") == "own/"
        assert house.resolve("/own/").view_name == "own"
        assert "corner_of_the_house" not in sys.modules

        assert house.resolve("/corner/there/").view_name == "corner:there"
        assert "corner_of_the_house" in sys.modules
    finally:
        sys.path.remove(str(tmp_path))
