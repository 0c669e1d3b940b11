"""Two resources of django-import-export, as its manual advises for long files.

Rows are written in bulk, what is there already is loaded once and not row by row, rows that change nothing
are left alone, and nothing is reported that nobody reads.
"""

from import_export import fields, instance_loaders, resources, widgets

from metodika.core.language import sort_key
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person, Position

DAY = widgets.DateWidget(format="%d.%m.%Y")


class CachedWidget(widgets.ForeignKeyWidget):
    """Answers from one query for the whole file instead of one a row."""

    def rows(self):
        return self.model.objects.all()

    def clean(self, value, row=None, **kwargs):
        if not hasattr(self, "known"):
            self.known = {getattr(one, self.field): one for one in self.rows()}
        return self.known[value] if value else None


class PersonWidget(CachedWidget):
    def rows(self):
        return Person.objects.present()


class KnownJobs(instance_loaders.BaseInstanceLoader):
    """CachedInstanceLoader knows rows by one column only; jobs are told apart by three."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        jobs = self.get_queryset()
        self.known = {(one.person_id, one.organisation_id, one.position_id): one for one in jobs}

    def get_queryset(self):
        return self.resource.get_queryset()

    def get_instance(self, row):
        named = ("person", "organisation", "position")
        return self.known.get(tuple(self.resource.fields[name].clean(row).pk for name in named))


class Bulk:
    use_bulk = True
    batch_size = 1000
    skip_unchanged = True
    report_skipped = False
    skip_diff = True
    skip_html_diff = True


class PersonResource(resources.ModelResource):
    last_name = fields.Field("last_name", "Фамилия")
    first_name = fields.Field("first_name", "Имя")
    patronymic = fields.Field("patronymic", "Отчество")
    born_on = fields.Field("born_on", "Дата рождения", widget=DAY)
    snils = fields.Field("snils", "СНИЛС")
    email = fields.Field("email", "Электронная почта")

    class Meta(Bulk):
        model = Person
        instance_loader_class = instance_loaders.CachedInstanceLoader
        import_id_fields = ("snils",)
        fields = ("last_name", "first_name", "patronymic", "born_on", "snils", "email")

    def get_queryset(self):
        return Person.objects.present()

    def before_save_instance(self, instance, row, **kwargs):
        instance.sort_key = sort_key(f"{instance.last_name} {instance.first_name} {instance.patronymic}")


class EmploymentResource(resources.ModelResource):
    person = fields.Field("person", "СНИЛС", widget=PersonWidget(Person, "snils"))
    organisation = fields.Field(
        "organisation", "Организация", widget=CachedWidget(Organisation, "short_name")
    )
    position = fields.Field("position", "Должность", widget=CachedWidget(Position, "title"))
    load = fields.Field("load", "Ставка", widget=widgets.DecimalWidget())
    started_on = fields.Field("started_on", "Дата приёма", widget=DAY)

    class Meta(Bulk):
        model = Employment
        instance_loader_class = KnownJobs
        import_id_fields = ("person", "organisation", "position")
        fields = ("person", "organisation", "position", "load", "started_on")
