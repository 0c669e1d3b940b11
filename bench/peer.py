"""Two resources of django-import-export, as its manual shows for two models."""

from import_export import fields, resources, widgets

from metodika.core.language import sort_key
from metodika.directory.organisations.models import Organisation
from metodika.directory.staff.models import Employment, Person, Position

DAY = widgets.DateWidget(format="%d.%m.%Y")


class PersonWidget(widgets.ForeignKeyWidget):
    def get_queryset(self, value, row, *args, **kwargs):
        # Only with this condition the index on SNILS is of use to it.
        return Person.objects.present()


class PersonResource(resources.ModelResource):
    last_name = fields.Field("last_name", "Фамилия")
    first_name = fields.Field("first_name", "Имя")
    patronymic = fields.Field("patronymic", "Отчество")
    born_on = fields.Field("born_on", "Дата рождения", widget=DAY)
    snils = fields.Field("snils", "СНИЛС")
    email = fields.Field("email", "Электронная почта")

    class Meta:
        model = Person
        import_id_fields = ("snils",)
        fields = ("last_name", "first_name", "patronymic", "born_on", "snils", "email")
        use_bulk = True

    def get_queryset(self):
        return Person.objects.present()

    def before_save_instance(self, instance, row, **kwargs):
        instance.sort_key = sort_key(f"{instance.last_name} {instance.first_name} {instance.patronymic}")


class EmploymentResource(resources.ModelResource):
    person = fields.Field("person", "СНИЛС", widget=PersonWidget(Person, "snils"))
    organisation = fields.Field(
        "organisation", "Организация", widget=widgets.ForeignKeyWidget(Organisation, "short_name")
    )
    position = fields.Field("position", "Должность", widget=widgets.ForeignKeyWidget(Position, "title"))
    load = fields.Field("load", "Ставка", widget=widgets.DecimalWidget())
    started_on = fields.Field("started_on", "Дата приёма", widget=DAY)

    class Meta:
        model = Employment
        import_id_fields = ("person", "organisation", "position")
        fields = ("person", "organisation", "position", "load", "started_on")
        use_bulk = True
