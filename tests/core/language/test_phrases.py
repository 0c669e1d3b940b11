import pytest
from hypothesis import given
from hypothesis import strategies as st

from metodika.core.language import Case
from metodika.core.language.phrases import decline_phrase_by_rule
from metodika.core.language.tokens import tokens_of

G, D, A, I, P = Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL  # noqa: E741 - the initial of the instrumental case


def decline(text, case):
    return decline_phrase_by_rule(text, case, lambda word, case: None)


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("заместитель директора по УВР", G, "заместителя директора по УВР"),
        ("Заместитель директора по УВР", D, "Заместителю директора по УВР"),
        ("учитель-логопед", I, "учителем-логопедом"),
        ("начальник отдела общего и дополнительного образования", A,
         "начальника отдела общего и дополнительного образования"),
        ("главный специалист-эксперт", A, "главного специалиста-эксперта"),
        ("первый заместитель главы администрации", D, "первому заместителю главы администрации"),
        ("старший воспитатель", G, "старшего воспитателя"),
        ("заведующий", D, "заведующему"),
        ("заведующая отделением", A, "заведующую отделением"),
        ("исполняющий обязанности директора", G, "исполняющего обязанности директора"),
        ("и. о. директора", D, "и. о. директора"),
        ("врио главы администрации", D, "врио главы администрации"),
        ("зам. директора", D, "зам. директора"),
        ("управляющий делами", I, "управляющим делами"),
        ("тьютор", A, "тьютора"),
        ("учитель русского языка и литературы", P, "учителе русского языка и литературы"),
        ("учитель физики и классный руководитель", D, "учителю физики и классному руководителю"),
        ("директор, учитель истории и обществознания", G, "директора, учителя истории и обществознания"),
        ("учитель логопед", G, "учителя логопеда"),
        ("председатель и секретарь", I, "председателем и секретарём"),
        ("старший и младший воспитатель", G, "старшего и младшего воспитателя"),
        ("ученый секретарь", G, "ученого секретаря"),
        ("учёный секретарь", G, "учёного секретаря"),
        ("классные руководители", A, "классных руководителей"),
        ("IT-специалист", G, "IT-специалиста"),
        ("ДИРЕКТОР ШКОЛЫ", D, "ДИРЕКТОРУ ШКОЛЫ"),
        ("советник директора по воспитанию и взаимодействию с детскими объединениями", G,
         "советника директора по воспитанию и взаимодействию с детскими объединениями"),
        ("педагог-психолог (0,5 ставки)", D, "педагогу-психологу (0,5 ставки)"),
    ],
)  # fmt: skip
def test_position_declines_by_its_head(text, case, expected):
    declined = decline(text, case)

    assert (declined.text, declined.sure) == (expected, True)


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ('МБОУ "СОШ № 3"', G, 'МБОУ "СОШ № 3"'),
        ("МБОУ «СОШ № 3» г. Приморска", D, "МБОУ «СОШ № 3» г. Приморска"),
        ("Отдел образования администрации Заречного муниципального округа", D,
         "Отделу образования администрации Заречного муниципального округа"),
        ("Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 3» города Заречного", G,
         "Муниципального бюджетного общеобразовательного учреждения «Средняя школа № 3» города Заречного"),
        ("муниципальное автономное ДОУ № 4", I, "муниципальным автономным ДОУ № 4"),
        ("Центр развития ребёнка — детский сад № 5", G, "Центра развития ребёнка — детского сада № 5"),
        ("детский сад «Солнышко»", P, "детском саде «Солнышко»"),
        ("Средняя общеобразовательная школа № 3", A, "Среднюю общеобразовательную школу № 3"),
        ("Гимназия имени А. С. Пушкина", D, "Гимназии имени А. С. Пушкина"),
        ("школа-интернат", I, "школой-интернатом"),
        ("Управление образования, культуры и спорта", D, "Управлению образования, культуры и спорта"),
        ("комиссия по делам несовершеннолетних", A, "комиссию по делам несовершеннолетних"),
        ("районный информационно-методический совет", G, "районного информационно-методического совета"),
        ("районный информационно-методический совет", A, "районный информационно-методический совет"),
        ("Курсы повышения квалификации", I, "Курсами повышения квалификации"),
        ("Центр «Радуга", G, "Центра «Радуга"),
        ("Школа «Центр «Радуга»", G, "Школы «Центр «Радуга»"),
    ],
)  # fmt: skip
def test_organisation_keeps_names_and_abbreviations(text, case, expected):
    declined = decline(text, case)

    assert (declined.text, declined.sure) == (expected, True)


@pytest.mark.parametrize(
    "text", ["по вопросам", "12", "№ 3", "Ltd", "—", "бегать", "глокая куздра..", "x y z"]
)
def test_phrase_without_a_certain_head_says_so(text):
    assert not decline(text, G).sure


def test_phrase_without_a_head_comes_back_unchanged():
    assert decline("по вопросам", G).text == "по вопросам"


@pytest.mark.parametrize("text", ["", "  ", "директор"])
def test_nominative_and_nothing_come_back_as_they_are(text):
    assert (decline(text, Case.NOMINATIVE).text, decline(text, Case.NOMINATIVE).sure) == (text, True)


letters = st.text('абвеёийклнорстуыья АБЭ-–—«»"(),./№3 и. LTDx\u00ad\u00a0', max_size=40)
words = st.lists(
    st.sampled_from("и директор школы старший МБОУ «Луч» , — учитель № 3 по и. IT-отдел".split()),
    max_size=7,
).map(" ".join)


@given(st.one_of(letters, words, st.text(max_size=30)), st.sampled_from(Case))
def test_any_text_declines_without_an_error(text, case):
    declined = decline(text, case)

    assert bool(declined.text) == bool(text)
    assert "".join(token.text for token in tokens_of(text, lambda word: True)) == text


@given(words, st.text(max_size=20).filter(lambda text: "»" not in text and "«" not in text))
def test_quoted_part_never_changes(text, name):
    assert f"«{name}»" in decline(f"{text} «{name}»", D).text
