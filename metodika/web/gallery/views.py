from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from metodika.core.access import RuleBroken
from metodika.core.database import Difference, EditedMeanwhile
from metodika.core.web import (
    Menu,
    MenuGroup,
    MenuItem,
    ReasonForm,
    Shell,
    confirm,
    done,
    page,
    show_form,
    show_list,
    show_panel,
)
from metodika.web.gallery import samples
from metodika.web.gallery.charts import charts
from metodika.web.gallery.forms import SampleForm
from metodika.web.gallery.tables import SampleTable


def sample_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or settings.DEMO):
            raise Http404
        return view(request, **kwargs)

    return page.public(opened)


def sample_shell(here: str) -> Shell:
    def item(title: str, name: str) -> MenuItem:
        return MenuItem(title, reverse(f"gallery:{name}"), active=name == here)

    kinds = [
        item("Все части", "show-gallery"),
        item("Список", "list-samples"),
        item("Карточка", "show-card"),
        item("Форма", "change-sample"),
        item("Подтверждение", "confirm-sample"),
        item("Лист для печати", "show-sheet"),
        item("Диаграммы", "show-charts"),
    ]
    return Shell(
        service="Методика",
        place="Яснополянский округ",
        home_url=reverse("gallery:show-gallery"),
        menu=Menu(
            [
                MenuGroup("Виды страниц", "columns", kinds),
                MenuGroup(
                    "Люди и учреждения",
                    "users",
                    [MenuItem("Педагоги", "#people"), MenuItem("Школы", "#schools")],
                ),
            ]
        ),
        search_url=reverse("gallery:list-samples"),
        notices_url="#notices",
        unread=3,
        person="Трофимова О. Н.",
        person_role="Методист, Яснополянский округ",
        person_menu=[
            MenuItem("Мои данные", "#me", icon="user"),
            MenuItem("Настройки", "#settings", icon="settings"),
        ],
        sign_out_url="#out",
    )


def tabs() -> list[MenuItem]:
    return [
        MenuItem("Работа", "#work", active=True),
        MenuItem("Роли", "#roles"),
        MenuItem("История", "#history"),
    ]


@sample_page
def show_gallery(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"last_name": "Ёлкина", "load": "80", "version": "1"})
    form.is_valid()
    context = {
        "title": "Части страниц",
        "shell": sample_shell("show-gallery"),
        "facts": samples.facts(),
        "tabs": [
            MenuItem("Работа", "#work", active=True),
            MenuItem("Повышение квалификации", "#training"),
            MenuItem("История", "#history"),
        ],
        "steps": ["Файл", "Столбцы", "Проверка", "Готово"],
        "chain": [
            (1, "Цели", "#part-steps", samples.STATUSES[0]),
            (2, "Показатели", "#part-steps", samples.STATUSES[1]),
            (3, "Анализ", "#part-steps", samples.STATUSES[2]),
        ],
        "clauses": samples.clauses(),
        "changes": samples.changes(),
        "crumbs": [("Учреждения", "#all"), ("МБОУ «Средняя школа № 3»", "#one"), ("Педагоги", "")],
        "differences": [("Нагрузка, ч", 18, 22), ("Категория", "первая", "высшая")],
        "timeline": [(date(2026, 9, 1), "Начался школьный год"), (date(2026, 8, 25), samples.STATUSES[0])],
        "statuses": samples.STATUSES,
        "wrong_form": form,
        "table": SampleTable(request, cast("QuerySet[Any]", samples.Rows(samples.people()[:5]))),
        "samples": samples.people()[:3],
    }
    return render(request, "gallery/gallery_show.html", context)


@sample_page
def list_samples(request: HttpRequest) -> HttpResponseBase:
    rows = samples.Rows([] if "none" in request.GET else samples.people())
    return show_list(
        request,
        SampleTable,
        cast("QuerySet[Any]", rows),
        title="Педагоги",
        intro="Все, кто работает в учреждениях округа сегодня.",
        actions=[
            {"title": "Добавить человека", "url": reverse("gallery:change-sample"), "icon": "user-plus"},
            {"title": "Загрузить список", "url": "#load", "icon": "upload", "look": "plain"},
        ],
        shell=sample_shell("list-samples"),
    )


@sample_page
def change_sample(request: HttpRequest) -> HttpResponse:
    form = SampleForm.of(request, initial={"version": 1})
    if form.is_valid():
        with form.refusals():
            if form.seen == 1:
                stored = [Difference("load", "Нагрузка, ч", 18, form.cleaned_data["load"])]
                raise EditedMeanwhile(stored, current=2)
            if form.cleaned_data["last_name"] == "Никто":
                raise RuleBroken(samples.NOT_LISTED)
            return done(request, "Карточка сохранена.", "gallery:change-sample")
    return show_form(
        request,
        form,
        title="Карточка педагога",
        intro="Заполните то, что знаете: остальное можно добавить позже.",
        back=reverse("gallery:list-samples"),
        draft="sample",
        breadcrumbs=[("Педагоги", reverse("gallery:list-samples")), ("Карточка педагога", "")],
        shell=sample_shell("change-sample"),
    )


@sample_page
def confirm_sample(request: HttpRequest) -> HttpResponseBase:
    form = ReasonForm.of(request)
    if "ids" not in request.POST and form.is_valid():
        return done(request, "Работа закончена 22 ноября 2026 г.", "gallery:list-samples")
    return confirm(
        request,
        form,
        title="Закончить работу Ёлкиной М. В. в школе № 3?",
        consequences=[
            "Со следующего дня она не войдёт в списки школы.",
            "Её роль руководителя объединения прекратится.",
            "История останется; решение можно отменить в течение 30 дней.",
        ],
        submit="Закончить работу",
        back=reverse("gallery:list-samples"),
        shell=sample_shell("confirm-sample"),
    )


@sample_page
def show_card(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Карточка сохранена.")
    context = {
        "title": "Ёлкина Мария Викторовна",
        "shell": sample_shell("show-card"),
        "crumbs": [("Педагоги", reverse("gallery:list-samples")), ("Ёлкина Мария Викторовна", "")],
        "facts": samples.facts(),
        "changes": samples.changes(),
        "status": samples.STATUSES[0],
        "tabs": [
            MenuItem("Работа", "#work", active=True),
            MenuItem("Роли", "#roles"),
            MenuItem("История", "#history"),
        ],
    }
    return render(request, "gallery/gallery_card.html", context)


@sample_page
def show_sample_panel(request: HttpRequest) -> HttpResponse:
    return show_panel(
        request,
        "gallery/gallery_panel.html",
        title="Раздел другой области",
        facts=samples.facts()[:3],
        shell=sample_shell("show-gallery"),
    )


@sample_page
def show_sheet(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Список педагогов",
        "shell": sample_shell("show-sheet"),
        "samples": samples.people()[:12],
    }
    return render(request, "gallery/gallery_sheet.html", context)


@sample_page
def show_charts(request: HttpRequest) -> HttpResponse:
    context = {"title": "Диаграммы", "shell": sample_shell("show-charts"), "charts": charts()}
    return render(request, "gallery/gallery_charts.html", context)


@sample_page
def show_error(request: HttpRequest, code: int) -> HttpResponse:
    names = {400: "400", 403: "403", 404: "404", 409: "409", 419: "403_csrf", 500: "500"}
    if code not in names:
        raise Http404
    sentence = "Заседание уже закрыто 20.11.2026. Чтобы изменить протокол, внесите поправку."
    return render(
        request, f"{names[code]}.html", {"sentence": sentence, "back": reverse("gallery:show-gallery")}
    )
