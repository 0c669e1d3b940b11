"""What of a page would be dead in a browser that runs no scripts."""

from typing import Any

from lxml import html

# The browser itself opens what these name.
NATIVE = ("popovertarget", "commandfor")
ASKING = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
SENDING = ("submit", "image")


def dead_controls(page: bytes) -> list[str]:
    """Return a line for each link that leads nowhere, button that does nothing and form that cannot be sent.

    What is hidden until scripts run is no control. What scripts fetch by themselves must be a link away,
    unless it is the page itself, which tells how its work goes on.
    """
    tree = html.fromstring(page.decode())
    return [
        f"{why}: {_shown(one)}"
        for path, is_dead, why in CHECKS
        for one in tree.xpath(path)
        if is_dead(one) and not _hidden(one)
    ]


def _leads_nowhere(link: Any) -> bool:
    address = link.get("href", "#")
    return address == "#" or address.startswith("javascript:")


def _does_nothing(button: Any) -> bool:
    idle = button.get("type") == "button" or _form_of(button) is None
    return idle and not any(map(button.get, NATIVE))


def _cannot_be_sent(form: Any) -> bool:
    known = form.xpath(".//button | .//input[@type='submit' or @type='image']")
    if form.get("id"):
        known += form.xpath("//button[@form=$name]", name=form.get("id"))
    return not [one for one in known if one.get("type", "submit") in SENDING and not _hidden(one)]


def _is_sent_by_nobody(field: Any) -> bool:
    return _form_of(field) is None


def _asks_by_script_alone(part: Any) -> bool:
    if part.tag in {"a", "form"} or _form_of(part) is not None:
        return False
    near = part.get("hx-trigger", "").startswith("every ") or part.get("hx-get") in part.xpath(".//a/@href")
    return not near


def _form_of(one: Any) -> Any:
    return one.get("form") or next(one.iterancestors("form"), None)


def _hidden(one: Any) -> bool:
    return any(
        step.tag == "template" or step.get("hidden") is not None or "m-needs-js" in step.get("class", "")
        for step in (one, *one.iterancestors())
    )


def _shown(one: Any) -> str:
    text = html.tostring(one, encoding="unicode")
    return " ".join(text.split())[:160]


CHECKS = (
    ("//a", _leads_nowhere, "a link that leads nowhere"),
    ("//button", _does_nothing, "a button that does nothing"),
    ("//form[not(@method='dialog')]", _cannot_be_sent, "a form that cannot be sent"),
    ("//input | //select | //textarea", _is_sent_by_nobody, "a field that nobody sends"),
    ("|".join(f"//*[@{name}]" for name in ASKING), _asks_by_script_alone, "asks by script alone"),
)
