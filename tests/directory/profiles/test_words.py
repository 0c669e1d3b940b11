import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import RequestContext, Template

from config.middleware import viewer_profile
from metodika.directory.profiles.models import Profile
from metodika.directory.profiles.queries import abbreviation, loaded_profile, profile_of_viewer, word
from metodika.directory.profiles.services import load_profile

pytestmark = pytest.mark.django_db
TEMPLATE = (
    "{% load words %}{% word 'association' short=True %}: "
    "{% word 'association' case='genitive' number='plural' %}; "
    "3 {% word 'association' count=3 %}; {% word 'council' capital=True %}"
)


def said(rf, user=None):
    request = rf.get("/")
    request.user = user or AnonymousUser()

    def page(request):
        return HttpResponse(Template(TEMPLATE).render(RequestContext(request)))

    return viewer_profile(page)(request).content.decode()


def test_only_profile_speaks_to_everybody(rf):
    load_profile("yakovlevsky", by=None)

    assert said(rf) == (
        "РМО: районных методических объединений; 3 районных методических объединения; "
        "Районный информационно-методический совет"
    )


def test_base_speaks_where_there_is_no_profile(rf):
    assert said(rf) == (
        "ММО: муниципальных методических объединений; 3 муниципальных методических объединения; "
        "Методический совет"
    )


def test_base_speaks_to_a_guest_of_several_municipalities(rf):
    load_profile("yakovlevsky", by=None)
    load_profile("pervouralsk", by=None)

    assert said(rf).startswith("ММО")


def second_profile(user):
    return loaded_profile("pervouralsk").pk


def test_provider_of_an_area_above_chooses_the_profile(rf, settings, django_user_model):
    load_profile("yakovlevsky", by=None)
    load_profile("pervouralsk", by=None)
    settings.PROFILE_PROVIDER = f"{__name__}.second_profile"

    assert said(rf, django_user_model(login="anna")).startswith("ГМО")


def test_page_without_words_asks_nothing(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = AnonymousUser()

    with django_assert_num_queries(0):
        viewer_profile(lambda request: HttpResponse())(request)


def test_words_of_a_page_cost_one_query(rf, django_assert_num_queries):
    load_profile("yakovlevsky", by=None)

    with django_assert_num_queries(1):
        said(rf)


def test_word_that_the_loaded_profile_does_not_know_yet_comes_from_the_base():
    load_profile("yakovlevsky", by=None)
    profile = Profile.objects.get()
    del profile.data["words"]["session"]

    assert word(profile, "session", case="prepositional") == "заседании"


def test_unknown_word_is_an_error_of_the_programmer():
    with pytest.raises(KeyError):
        word(None, "asociation")


def test_word_without_an_abbreviation_is_said_in_full():
    assert abbreviation(None, "council") == "методический совет"


def test_viewer_profile_leaves_long_sections_unread(django_assert_num_queries):
    load_profile("yakovlevsky", by=None)

    profile = profile_of_viewer(AnonymousUser())

    assert profile.get_deferred_fields() == {"data"}
