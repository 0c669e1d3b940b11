"""The staff list as people keep it in spreadsheets."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metodika.core.imports.columns import CellRefused, Choices, Column, Kind, Register
from metodika.directory.staff.lifecycle import EducationLevel, EmploymentKind, Gender, QualificationCategory
from metodika.directory.staff.rules.lists import months_of
from metodika.directory.staff.tables.roster import RosterImporter

NO_CATEGORY = "none"
CATEGORIES: Choices = {
    QualificationCategory.HIGHEST: ("высшая", "высшая категория", "высшая кв. категория", "вкк", "в",
        "highest"),
    QualificationCategory.FIRST: (
        "первая", "первая категория", "первая кв. категория", "1", "i", "1 категория", "i категория",
        "1кк", "пкк",
        "first",
    ),
    QualificationCategory.COMPLIANCE: (
        "соответствие занимаемой должности", "соответствие", "сзд", "соответствует занимаемой должности",
        "соответствует",
    ),
    QualificationCategory.TEACHER_METHODIST: ("педагог-методист", "методист"),
    QualificationCategory.TEACHER_MENTOR: ("педагог-наставник", "наставник"),
    NO_CATEGORY: ("без категории", "нет", "не имеет", "б/к", "бк", "нет категории", "не аттестован", "none"),
}  # fmt: skip
KINDS: Choices = {
    EmploymentKind.MAIN: ("основное место работы", "основной", "основная", "основное", "осн", "нет",
        "штатный", "main"),
    EmploymentKind.EXTERNAL: (
        "внешний совместитель", "совместитель", "внешнее совместительство", "внешний", "да", "совм",
        "external",
    ),
    EmploymentKind.INTERNAL: (
        "внутренний совместитель", "внутреннее совместительство", "внутренний", "совмещение", "internal",
    ),
    EmploymentKind.CONTRACT: ("по договору", "договор", "гпх", "договор гпх", "contract"),
}  # fmt: skip
EDUCATION: Choices = {
    EducationLevel.SPECIALIST: (
        "высшее", "высшее профессиональное", "высшее педагогическое", "высшее (специалитет)", "специалитет",
        "высшее образование",
    ),
    EducationLevel.BACHELOR: ("высшее (бакалавриат)", "бакалавр", "бакалавриат", "высшее бакалавриат"),
    EducationLevel.MASTER: ("высшее (магистратура)", "магистр", "магистратура", "высшее магистратура"),
    EducationLevel.POSTGRADUATE: ("аспирантура", "высшее (кадры высшей квалификации)", "кандидат наук"),
    EducationLevel.VOCATIONAL: (
        "среднее профессиональное", "спо", "среднее специальное", "среднее профессиональное педагогическое",
        "ср. спец.", "среднее спец", "среднее специальное педагогическое",
    ),
    EducationLevel.SECONDARY: ("среднее общее", "среднее", "среднее (полное) общее"),
}  # fmt: skip
GENDERS: Choices = {
    Gender.FEMALE: ("женский", "ж", "жен", "female"),
    Gender.MALE: ("мужской", "м", "муж", "male"),
}


def experience(text: str) -> int:
    months = months_of(text)
    if months is None:
        raise CellRefused(
            _("“%(value)s” is not a length of experience; write it as 12 or as 12 years 3 months")
            % {"value": text[:60]}
        )
    return months


STAFF_LIST = Register(
    code="staff-people",
    title=gettext_lazy("Staff list"),
    permission="staff.import_people",
    importer=RosterImporter,
    help=gettext_lazy(
        "One line is one job. A person is recognised by SNILS, else by name and date of birth, else by name "
        "within the organisation."
    ),
    columns=(
        Column(
            key="full_name", title=gettext_lazy("Surname, first name, patronymic"), max_length=360,
            sample="Иванова Мария Петровна",
            headings=("ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "Фамилия Имя Отчество", "Фамилия И.О.",
                      "ФИО работника", "ФИО педагога", "ФИО сотрудника", "Сотрудник", "Работник", "Педагог"),
        ),
        Column(key="last_name", title=gettext_lazy("Surname"), headings=("Фамилия",), max_length=120),
        Column(key="first_name", title=gettext_lazy("First name"), headings=("Имя",), max_length=120),
        Column(key="patronymic", title=gettext_lazy("Patronymic"), headings=("Отчество",), max_length=120),
        Column(key="gender", title=gettext_lazy("Gender"), kind=Kind.CHOICE, choices=GENDERS,
               headings=("Пол",)),
        Column(
            key="born_on", title=gettext_lazy("Date of birth"), kind=Kind.DATE, sample="15.05.1985",
            headings=("Дата рождения", "Д.р.", "Родился", "Рождение", "День рождения"),
        ),
        Column(
            key="snils", title=gettext_lazy("SNILS"), kind=Kind.SNILS, sample="112-233-445 95",
            headings=("СНИЛС", "Страховой номер", "№ СНИЛС", "Номер СНИЛС"),
            identifies=("full_name", "last_name", "born_on"),
        ),
        Column(
            key="organisation", title=gettext_lazy("Organisation"), kind=Kind.REFERENCE,
            sample="МБОУ СОШ № 1",
            headings=("Организация", "Место работы", "ОУ", "ОО", "Образовательная организация", "Учреждение",
                      "Школа", "Наименование ОО", "Наименование организации", "Образовательное учреждение",
                      "Наименование образовательной организации", "Краткое наименование ОО"),
        ),
        Column(
            key="position", title=gettext_lazy("Position"), required=True, max_length=300, sample="Учитель",
            headings=("Должность", "Занимаемая должность", "Должность по штатному расписанию"),
        ),
        Column(
            key="subjects", title=gettext_lazy("Subjects"), many=True, max_length=200, sample="Математика",
            headings=("Предмет", "Предметы", "Преподаваемый предмет", "Преподаваемые предметы", "Предмет(ы)",
                      "Дисциплина", "Учебный предмет"),
        ),
        Column(
            key="kind", title=gettext_lazy("Kind of job"), kind=Kind.CHOICE, choices=KINDS,
            headings=("Вид занятости", "Совместитель", "Совместительство", "Основной/совместитель",
                      "Занятость",
                      "Условия работы"),
        ),
        Column(
            key="load", title=gettext_lazy("Load, posts"), kind=Kind.DECIMAL, sample="1",
            headings=("Ставка", "Количество ставок", "Ставки", "Размер ставки", "Доля ставки"),
        ),
        Column(
            key="hours", title=gettext_lazy("Load, hours"), kind=Kind.DECIMAL, sample="18",
            headings=("Нагрузка", "Часы", "Учебная нагрузка", "Количество часов", "Часов в неделю",
                      "Нагрузка, часов"),
        ),
        Column(
            key="started_on", title=gettext_lazy("Hired on"), kind=Kind.DATE, sample="01.09.2015",
            headings=("Дата приёма", "Дата приема на работу", "Принят", "Работает с", "Дата начала работы"),
        ),
        Column(
            key="ended_on", title=gettext_lazy("Dismissed on"), kind=Kind.DATE,
            headings=("Дата увольнения", "Уволен", "Работал до", "Дата окончания работы"),
        ),
        Column(
            key="category", title=gettext_lazy("Qualification category"), kind=Kind.CHOICE,
            choices=CATEGORIES,
            headings=("Категория", "Квалификационная категория", "КК", "Квалификация", "Аттестация"),
            sample="первая",
        ),
        Column(
            key="assigned_on", title=gettext_lazy("Category assigned on"), kind=Kind.DATE,
            sample="25.03.2024",
            headings=("Дата присвоения", "Дата присвоения категории", "Дата аттестации", "Дата категории",
                      "Дата присвоения квалификационной категории", "Дата последней аттестации"),
        ),
        Column(
            key="category_act", title=gettext_lazy("Act of the category"), max_length=300,
            headings=("Приказ о присвоении категории", "Приказ о присвоении", "Реквизиты приказа"),
        ),
        Column(
            key="education", title=gettext_lazy("Education"), kind=Kind.CHOICE, choices=EDUCATION,
            headings=("Образование", "Уровень образования"), sample="высшее",
        ),
        Column(
            key="school", title=gettext_lazy("What was finished"), max_length=300,
            headings=("Что окончил", "Учебное заведение", "Какое учебное заведение окончил", "Окончил",
                      "Вуз"),
        ),
        Column(
            key="speciality", title=gettext_lazy("Speciality"), max_length=300,
            headings=("Специальность", "Специальность по диплому", "Направление подготовки"),
        ),
        Column(
            key="finished_in", title=gettext_lazy("Year of graduation"), kind=Kind.INTEGER,
            headings=("Год окончания", "Год выпуска"),
        ),
        Column(
            key="total_experience", title=gettext_lazy("Total experience"), parse=experience, sample="12",
            headings=("Общий стаж", "Стаж общий", "Стаж", "Общий стаж работы", "Общий трудовой стаж"),
        ),
        Column(
            key="teaching_experience", title=gettext_lazy("Teaching experience"),
            parse=experience, sample="10",
            headings=("Педагогический стаж", "Стаж педагогический", "Пед. стаж", "Педстаж",
                      "Стаж педагогической работы", "Стаж по специальности"),
        ),
        Column(
            key="phone", title=gettext_lazy("Telephone"), kind=Kind.PHONE, max_length=60,
            headings=("Телефон", "Номер телефона", "Контактный телефон", "Мобильный телефон", "Сотовый"),
        ),
        Column(
            key="email", title=gettext_lazy("E-mail"), kind=Kind.EMAIL, max_length=254,
            headings=("Электронная почта", "E-mail", "Почта", "Адрес электронной почты", "Эл. почта"),
        ),
    ),
)  # fmt: skip
