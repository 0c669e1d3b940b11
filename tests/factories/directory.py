"""Organisations, people and jobs for tests, made by the same services as in the product."""

from datetime import date
from itertools import count
from typing import Any

import factory

from metodika.core.imports.snils import control_number
from metodika.core.language import sort_key
from metodika.directory.organisations.lifecycle import Level
from metodika.directory.organisations.models import Organisation
from metodika.directory.organisations.services import create_organisation
from metodika.directory.profiles.models import Profile
from metodika.directory.staff.lifecycle import PositionCategory
from metodika.directory.staff.models import Employment, Person, Position, Subject
from metodika.directory.staff.services import create_person, hire_person

_ACCOUNTS = count(112_233_445)


def next_snils() -> str:
    """Return a right SNILS that no other call has returned."""
    account = f"{next(_ACCOUNTS):09}"
    return f"{account}{control_number(account):02}"


class _ServiceFactory(factory.Factory):
    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("by", None)
        return cls.service(**kwargs)

    @staticmethod
    def service(**kwargs: Any) -> Any:
        raise NotImplementedError


class RegionFactory(_ServiceFactory):
    class Meta:
        model = Organisation

    level = Level.REGION
    kind = "oblast"
    name = factory.Sequence(lambda n: f"Область {n}")
    parent = None
    service = staticmethod(create_organisation)


class MunicipalityFactory(RegionFactory):
    level = Level.MUNICIPALITY
    kind = "municipal_district"
    name = factory.Sequence(lambda n: f"Район {n}")
    parent = factory.SubFactory(RegionFactory)
    timezone = "Europe/Moscow"


class SchoolFactory(RegionFactory):
    level = Level.INSTITUTION
    kind = "secondary_school"
    name = factory.Sequence(lambda n: f"Муниципальное бюджетное общеобразовательное учреждение «Школа № {n}»")
    short_name = factory.Sequence(lambda n: f"МБОУ «Школа № {n}»")
    parent = factory.SubFactory(MunicipalityFactory)


class UnitFactory(RegionFactory):
    level = Level.UNIT
    kind = "structural_unit"
    name = factory.Sequence(lambda n: f"Отделение {n}")
    parent = factory.SubFactory(SchoolFactory)


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Position
        django_get_or_create = ("title",)

    title = "Учитель"
    category = PositionCategory.TEACHING


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("title",)

    title = "Математика"


class PersonFactory(_ServiceFactory):
    class Meta:
        model = Person

    last_name = factory.Sequence(lambda n: f"Фамильная{'абвгдежзик'[n % 10]}{'лмнопрстуф'[n // 10 % 10]}")
    first_name = "Анна"
    patronymic = "Ивановна"
    born_on = date(1985, 5, 15)
    service = staticmethod(create_person)


def new_people(many: int) -> list[Person]:
    """Return so many people as the factory makes them, added at once and told to nobody."""
    people = PersonFactory.build_batch(many)
    for person in people:
        person.sort_key = sort_key(person.full_name)
    return Person.objects.bulk_create(people)


class EmploymentFactory(_ServiceFactory):
    class Meta:
        model = Employment

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(SchoolFactory)
    position = factory.SubFactory(PositionFactory)
    started_on = date(2020, 9, 1)

    @staticmethod
    def service(*, person: Person, **terms: Any) -> Employment:
        return hire_person(person, **terms)


class ProfileFactory(factory.django.DjangoModelFactory):
    """A loaded profile with the bounds of young teachers and a few kinds and positions."""

    class Meta:
        model = Profile
        django_get_or_create = ("code",)

    code = "testovy"
    title = "Тестовый район"
    data = factory.LazyFunction(
        lambda: {
            "young_teacher": {
                "max_age": 35, "age_inclusive": True, "max_years": 3, "years_inclusive": False,
                "pausing_leaves": ["maternity", "parental", "military"], "as_of": None, "clause": "",
            },
            "kinds": {
                "secondary_school": {"title": "Средняя школа", "titles": "Средние школы", "short": "СОШ",
                                     "category": "general", "level": "institution"},
                "kindergarten": {"title": "Детский сад", "titles": "Детские сады", "short": "ДОУ",
                                 "category": "preschool", "level": "institution"},
            },
            "positions": {
                "teacher": {"title": "Учитель", "category": "teaching", "also": ["учитель-предметник"]},
                "director": {"title": "Директор", "category": "leading", "also": ["директор школы"]},
            },
            "words": {},
        }
    )  # fmt: skip
