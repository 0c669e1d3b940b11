"""The API: who calls it, and the operations of every area."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, AuthorizationError, Throttled
from ninja.security.apikey import APIKeyBase
from ninja.security.http import HttpAuthBase
from ninja.utils import check_csrf

from metodika.core.facts.api import area as facts
from metodika.core.imports.api import area as imports
from metodika.core.jobs.api import area as jobs
from metodika.core.language.api import area as language
from metodika.core.notices.api import area as notices
from metodika.core.search.api import area as search
from metodika.core.web.endpoints import build_api
from metodika.directory.accounts.api import AREAS as ACCOUNTS
from metodika.directory.accounts.queries import limited_user_by_token
from metodika.directory.accounts.services import note_use_of_token
from metodika.directory.mandates.api import area as mandates
from metodika.directory.organisations.api import area as organisations
from metodika.directory.profiles.api import area as profiles
from metodika.directory.records.api import AREAS as RECORDS
from metodika.directory.regulations.api import area as regulations
from metodika.directory.staff.api import AREAS as STAFF
from metodika.governance.assignments.api import area as assignments
from metodika.governance.bodies.api import area as bodies
from metodika.governance.meetings.api import AREAS as MEETINGS
from metodika.planning.activities.api import area as activities
from metodika.planning.goals.api import area as goals
from metodika.planning.plans.api import area as plans
from metodika.steering.analysis.api import area as analysis
from metodika.steering.collection.api import area as collection
from metodika.steering.compliance.api import area as compliance
from metodika.steering.decisions.api import area as decisions
from metodika.steering.dossiers.api import area as dossiers
from metodika.steering.indicators.api import area as indicators
from metodika.steering.recommendations.api import area as recommendations
from metodika.steering.turnover.api import area as turnover
from metodika.web.office.api import area as office

MINUTE = 60
SAFE = frozenset({"GET", "HEAD"})


class AccessKey(HttpAuthBase):
    """A personal access key: it acts as its owner, within its scopes, until its last day."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        tries = f"api-wrong-keys:{request.META.get('REMOTE_ADDR', '')}"
        if cache.get(tries, 0) >= settings.API_WRONG_KEYS:
            raise Throttled(wait=MINUTE)
        holder = limited_user_by_token(secret.strip()) if scheme.lower() == "bearer" else None
        if holder is None:
            cache.add(tries, 0, MINUTE)
            cache.incr(tries)
            # A wrong key beside a good session is a mistake to be told, not to be overlooked.
            raise AuthenticationError
        note_use_of_token(holder.number)
        request.user = holder.user
        request.key_may_change = holder.may_change  # type: ignore[attr-defined]  # read by the guard of operations
        request.key_may_do_all = holder.may_do_all  # type: ignore[attr-defined]  # read where keys are made
        return holder


class Session(APIKeyBase):
    """The session of somebody who is signed in, from a page of this very service."""

    openapi_in = "cookie"
    param_name = "sessionid"

    def _get_key(self, request: HttpRequest) -> str | None:
        return request.COOKIES.get(self.param_name)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        if not request.user.is_authenticated:
            return None
        if request.method not in SAFE and check_csrf(request):
            raise AuthorizationError(
                message=_("The request does not come from a page of this service. Open the page anew.")
            )
        return request.user


api, urlpatterns = build_api(
    [
        organisations,
        *STAFF,
        regulations,
        mandates,
        *RECORDS,
        *ACCOUNTS,
        bodies,
        assignments,
        *MEETINGS,
        goals,
        plans,
        activities,
        compliance,
        turnover,
        dossiers,
        collection,
        analysis,
        recommendations,
        indicators,
        decisions,
        facts,
        imports,
        notices,
        search,
        profiles,
        jobs,
        language,
        office,
    ],  # fmt: skip
    auth=[AccessKey(), Session()],
    title="Metodika",
    version="1",
    description=(
        "Everything that the pages do, with the same rights. 422 means that a request does not fit this "
        "description; 409 that it fits and is refused: `detail` says why in words, in the language of "
        "Accept-Language (ru or en)."
    ),
)
