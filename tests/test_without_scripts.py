import pytest

from tests.without_scripts import dead_controls

DEAD = {
    "<a>куда</a>": "leads nowhere",
    '<a href="#">куда</a>': "leads nowhere",
    '<a href="javascript:open()">куда</a>': "leads nowhere",
    "<button>Сохранить</button>": "does nothing",
    '<form><button type="button">Ещё</button><button>Сохранить</button></form>': "does nothing",
    '<form><input name="a"></form>': "cannot be sent",
    '<form><input name="a"><button hidden>Сохранить</button></form>': "cannot be sent",
    '<select name="kind"></select>': "nobody sends",
    '<div hx-get="/part/"></div>': "script alone",
    '<div hx-get="/part/"><a href="/other/">Часть</a></div>': "script alone",
}
LIVING = (
    '<a href="/people/">Люди</a>',
    '<a href="#main" hx-get="/people/">К содержанию</a>',
    '<form id="one"><input name="a"></form><button form="one">Сохранить</button>',
    '<form method="dialog"></form>',
    '<p hidden><button type="button">Закрыть</button></p>',
    '<p class="btn m-needs-js"><input><button type="button">Закрыть</button></p>',
    '<button type="button" popovertarget="menu">Меню</button>',
    '<section hx-get="/part/"><a href="/part/">Часть</a></section>',
    '<div hx-get="/run/" hx-trigger="every 2s"></div>',
)


@pytest.mark.parametrize(("control", "why"), DEAD.items())
def test_what_needs_scripts_is_named(control, why):
    assert [line for line in dead_controls(f"<main>{control}</main>".encode()) if why in line]


@pytest.mark.parametrize("control", LIVING)
def test_what_works_without_scripts_is_let_be(control):
    assert dead_controls(f"<main>{control}</main>".encode()) == []
