"""Quick migrations: an index or a trigger changes no column, and a new model none of those that are there.

Django renders the classes of all models that are related to a changed one anew; here each is related
to each other, so several hundred such steps would take minutes.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]  # no public name
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        # Rendered alone, it still gives its neighbours their way back, as any class of a model does.
        state.apps.render_multiple([model_state])


def _append_option(state: ProjectState, app_label: str, model_name: str, option: str, added: Any) -> None:
    options = state.models[app_label, model_name].options
    options[option] = [*options[option], added]
    if "apps" in state.__dict__:
        # A later step asks the class which constraints are its own.
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option, [*getattr(meta, option), added])


def _add_trigger(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, operation.model_name].options
    options["triggers"] = [*options.get("triggers", []), operation.trigger]


QUICK = (
    (ProjectState, "add_model", _add_model),
    (ProjectState, "_append_option", _append_option),
    (AddTrigger, "state_forwards", _add_trigger),
)


@contextmanager
def quick_states() -> Iterator[None]:
    """Render no model anew that a step of a migration leaves as it was, while the block runs."""
    with ExitStack() as stack:
        for owner, name, quick in QUICK:
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, quick)
        yield
