import re
from typing import Any

import pytest
from django.test import Client

ERRORS = ["error/404/", "error/409/", "error/500/"]
PAGES = ["", "list/", "card/", "form/", "confirm/", "sheet/", "charts/", *ERRORS]


@pytest.fixture
def gallery(client: Client, settings: Any) -> Client:
    settings.DEMO = True
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page_is_whole_and_runs_nothing_inline(gallery: Client, page: str) -> None:
    answer = gallery.get(f"/gallery/{page}")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"\{\{|\{%|<c-|<script>|\son\w+=|\sstyle=", text) == []
    assert len(re.findall(r"<h1>", text)) == 1
    identities = re.findall(r'\sid="([^"]+)"', text)
    assert sorted(identities) == sorted(set(identities))


def test_gallery_is_closed_outside_the_demo(client: Client, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False

    assert client.get("/gallery/").status_code == 404


def test_list_gives_htmx_only_its_rows_and_a_clean_address(gallery: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "list"}

    answer = gallery.get("/gallery/list/?q=Ёлкина&school=&page=", headers=headers)

    text = answer.content.decode()
    assert "<html" not in text
    assert "Найдено 17 строк" in text
    assert answer["HX-Push-Url"] == "/gallery/list/?q=%D0%81%D0%BB%D0%BA%D0%B8%D0%BD%D0%B0"


def test_list_comes_whole_when_the_browser_goes_back(gallery: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "list", "HX-History-Restore-Request": "true"}

    assert "<html" in gallery.get("/gallery/list/", headers=headers).content.decode()


def test_empty_list_says_what_it_is_for(gallery: Client) -> None:
    assert "Здесь будут педагоги" in gallery.get("/gallery/list/?none").content.decode()


def test_list_without_matches_offers_to_clear_the_filters(gallery: Client) -> None:
    text = gallery.get("/gallery/list/?q=нет-такого").content.decode()

    assert "Ничего не нашлось" in text
    assert text.count("Сбросить отбор") == 2


def test_form_with_mistakes_names_each_of_them(gallery: Client) -> None:
    answer = gallery.post("/gallery/form/", {"last_name": "Ёлкина"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_first_name">Имя: Заполните это поле.</a>' in text
    assert 'aria-describedby="id_born_on_helptext id_born_on_error"' in text
    assert 'value="Ёлкина"' in text


FILLED = {
    "last_name": "Ёлкина",
    "first_name": "Мария",
    "born_on": "1985-03-27",
    "school": "3",
    "position": "учитель",
    "load": "22",
    "subjects": "math",
    "kind": "main",
}


def test_second_editor_sees_what_differs_and_may_save_then(gallery: Client) -> None:
    answer = gallery.post("/gallery/form/", {**FILLED, "version": "1"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"Нагрузка, ч</th>\s*<td>22</td>\s*<td>18</td>", text)
    assert 'name="version" value="2"' in text


def test_refused_form_keeps_its_input(gallery: Client) -> None:
    answer = gallery.post("/gallery/form/", {**FILLED, "last_name": "Никто", "version": "2"})

    assert "Такого человека нет в списке. Проверьте фамилию." in answer.content.decode()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_theme_is_there_before_any_script(gallery: Client, theme: str) -> None:
    gallery.cookies["theme"] = theme

    assert f'data-theme="{theme}"' in gallery.get("/gallery/").content.decode()
