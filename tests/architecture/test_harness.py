"""What the tests stand on: a real PostgreSQL, no network, no repeated queries."""

import socket

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_socket import SocketConnectBlockedError
from zeal import NPlusOneError
from zeal.middleware import zeal_middleware


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_network_is_closed():
    with pytest.raises(SocketConnectBlockedError), socket.socket() as stranger:
        stranger.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_role_of_the_application_may_make_databases_and_nothing_else():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )

        assert cursor.fetchone() == (False, False, True)


@pytest.mark.django_db
def test_needed_extensions_are_there():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname")

        assert [name for (name,) in cursor.fetchall()] == ["btree_gist", "pg_trgm", "unaccent"]


@pytest.mark.django_db
def test_page_that_asks_for_each_row_fails():
    def page(request):
        for kind in ContentType.objects.all():
            list(kind.permission_set.all())
        return HttpResponse()

    with pytest.raises(NPlusOneError):
        zeal_middleware(page)(RequestFactory().get("/"))
