from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from metodika.core.web import Form, Group, PickField
from metodika.web.gallery.samples import Rows, people

WORK = ["school", "position", "load", "subjects", "kind", "mentor", "head"]
PLACES = [("", "Выберите"), ("3", "МБОУ «Средняя школа № 3»")]
SUBJECTS = [("math", "математика"), ("phys", "физика")]
KINDS = [("main", "основная работа"), ("part", "совместительство")]


class SampleForm(Form):
    versioned = True
    groups = (
        Group("Человек", ["last_name", "first_name", "born_on", "snils"]),
        Group(
            "Работа",
            ["school", "position", "load", "subjects", "kind", "mentor"],
            hint="Если мест работы несколько, добавьте остальные потом.",
        ),
        Group("Файл", ["file", "note"]),
    )

    last_name = forms.CharField(label="Фамилия", max_length=100)
    first_name = forms.CharField(label="Имя", max_length=100)
    born_on = forms.DateField(label="Дата рождения", help_text="Например, 27.03.1985")
    snils = forms.CharField(label="СНИЛС", required=False, help_text="11 цифр, как на карточке")
    school = forms.ChoiceField(label="Место работы", choices=PLACES)
    position = forms.CharField(label="Должность")
    load = forms.DecimalField(label="Нагрузка, ч", required=False, min_value=0, max_value=54)
    subjects = forms.MultipleChoiceField(
        label="Предметы",
        choices=SUBJECTS,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="Вид занятости",
        choices=KINDS,
        widget=forms.RadioSelect,
    )
    mentor = forms.BooleanField(label="Наставник", required=False, help_text="Может вести молодого педагога")
    file = forms.FileField(label="Приказ", required=False)
    head = PickField(
        label="Руководитель",
        required=False,
        help_text="Начните вводить фамилию и выберите из подсказок",
        rows=lambda: cast("QuerySet[Any]", Rows(people())),
        found=lambda rows, words: rows.filter(name__icontains=words),
    )
    note = forms.CharField(label="Примечание", required=False, widget=forms.Textarea)
