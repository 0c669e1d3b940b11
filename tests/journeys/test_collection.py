"""A school answers on a telephone what the methodist asks; one answer comes back and is mended."""

from tests.journeys.conftest import NewWalker

PHONE = {"width": 360, "height": 740}


def test_school_answers_a_campaign_and_mends_one_field(somebody: NewWalker) -> None:
    methodist = somebody("Муниципальный методист")
    methodist.go("/collection/forms/make/")
    methodist.main.get_by_label("С чего начать").select_option("monitoring_year")
    methodist.press("Составить форму").sees("Вакантные педагогические ставки").follow("Начать сбор")
    methodist.fill(title="Мониторинг года", due_on="2099-11-30").press("Подготовить сбор")
    board = methodist.path
    methodist.follow("Открыть сбор").press("Открыть сбор").sees("Не начато", "Ждём")

    deputy = somebody("Заместитель руководителя по методической работе")
    deputy.page.set_viewport_size(PHONE)
    own = deputy.go("/collection/own/").main.locator("tbody tr", has_not_text="Филиал")
    deputy.follow("Мониторинг года", within=own).sees("Это уже есть в программе")
    width = deputy.page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    deputy.fill(
        i_64__part="1", i_64__of="20", posts_without_profile="0", i_29__part="1", i_29__of="2",
        i_43__part="0", i_43__of="1", mentoring_pairs="1",
    )  # fmt: skip
    deputy.main.get_by_label("Насколько методическая работа").select_option(index=2)
    deputy.main.get_by_label("Да", exact=True).check()
    deputy.press("Отправить").sees("Отправлено", "В срок")
    answers = deputy.path

    methodist.go(answers).follow("Вернуть с замечаниями")
    methodist.fill(on_i_64="Почему одна?").press("Вернуть").sees("Возвращено с замечаниями")
    deputy.go(f"{answers}fill/").sees("Почему одна?")
    deputy.fill(i_64__part="2").press("Отправить").sees("Отправлено")
    methodist.go(answers).press("Принять").sees("Принято", "2 из 20")
    methodist.go(board).sees("Принято", "Молчат")
    methodist.go("/collection/burden/").sees("Уже было в программе")
