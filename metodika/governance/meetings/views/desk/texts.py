from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from metodika.core.access import RuleBroken
from metodika.core.database.edits import EditedMeanwhile
from metodika.core.web import page, show_form
from metodika.governance.meetings import services
from metodika.governance.meetings.forms.desk import DeskForm, PassageForm
from metodika.governance.meetings.models import Session
from metodika.governance.meetings.views.desk.ground import answered, by_script, desk_address, unfit

CONFLICT = 409


@page("meetings.run_session", Session)
def write_text(request: HttpRequest, session: Session) -> HttpResponseBase:
    form = PassageForm.of(request, session=session, user=request.user)

    def write() -> int:
        entered = form.values("field", "item", "text")
        return services.write_passage(session, **entered, seen=form.seen or 0, by=request.user).revision

    return text_answer(request, session, form, write)


def text_answer(
    asking: HttpRequest, session: Session, form: DeskForm, write: Callable[[], int]
) -> HttpResponseBase:
    """Save a text: the script is told the new number of edits, or both texts where somebody was faster."""
    if asking.method == "POST" and form.is_valid():
        if by_script(asking):
            return _told(form, write)
        with form.refusals():
            write()
            return answered(asking, session, _("The text is saved."))
    if by_script(asking):
        return unfit(form)
    return show_form(asking, form, title=_("Text of the minutes"), back=desk_address(session))


def _told(form: DeskForm, write: Callable[[], int]) -> HttpResponseBase:
    try:
        return JsonResponse({"seen": write()})
    except EditedMeanwhile as conflict:
        stored = conflict.differences[0].stored if conflict.differences else ""
        return JsonResponse({"stored": stored, "seen": conflict.current}, status=CONFLICT)
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return unfit(form)
