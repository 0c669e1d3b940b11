from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from metodika.core.database.states import QUICK, quick_states


def shape_of(model):
    meta = model._meta
    return (
        {field.column for field in meta.concrete_fields},
        {one.name for one in meta.constraints},
        {one.name for one in meta.indexes},
    )


def test_models_rendered_quickly_are_those_of_the_code():
    loader = MigrationLoader(None)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    state.apps  # noqa: B018 - from here on, each step renders what it changes
    with quick_states():
        for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
            state = loader.graph.nodes[key].mutate_state(state, preserve=False)

    ours = [model for model in apps.get_models() if model.__module__.startswith("metodika.")]
    assert len(ours) > 60
    assert {model._meta.label: shape_of(state.apps.get_model(model._meta.label)) for model in ours} == {
        model._meta.label: shape_of(model) for model in ours
    }
    ways_back = {relation.name for relation in apps.get_model("staff.Person")._meta.related_objects}
    rendered = state.apps.get_model("staff.Person")
    assert {relation.name for relation in rendered._meta.related_objects} == ways_back


def test_django_s_own_ways_come_back_after_the_block():
    before = [getattr(owner, name) for owner, name, _quick in QUICK]
    with quick_states():
        assert [getattr(owner, name) for owner, name, _quick in QUICK] != before

    assert [getattr(owner, name) for owner, name, _quick in QUICK] == before
