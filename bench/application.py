"""The product with the floor page beside it and a hundred people on a page, for a web server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "bench.floor"
application = get_wsgi_application()

from metodika.directory.staff.tables import PeopleTable  # noqa: E402 - needs the applications

PeopleTable.page_size = 100
