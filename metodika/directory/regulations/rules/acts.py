"""How acts are named: kinds, issuers, dates and numbers, and what makes two names one act."""

import re
from dataclasses import dataclass
from datetime import date

KINDS = (
    ("федеральный закон", r"федеральн\w+\s+(?:конституционн\w+\s+)?закон(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("закон", r"закон(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("указ", r"указ(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("постановление", r"постановлени(?:е|я|ю|ем|и|й|ями|ях)"),
    ("распоряжение", r"распоряжени(?:е|я|ю|ем|и|й|ями|ях)"),
    ("приказ", r"приказ(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("решение", r"решени(?:е|я|ю|ем|и|й|ями|ях)"),
    ("протокол", r"протокол(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("письмо", r"пис(?:ьмо|ьма|ьму|ьмом|ьме|ем|ьмами|ьмах)"),
    ("положение", r"положени(?:е|я|ю|ем|и|й|ями|ях)"),
    ("паспорт", r"паспорт(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("программа", r"программ(?:а|ы|у|е|ой|ам|ами|ах)?"),
    ("устав", r"устав(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("порядок", r"поряд(?:ок|ка|ку|ком|ке)"),
    ("план", r"план(?:а|у|ом|е|ы|ов|ами|ах)?"),
    ("соглашение", r"соглашени(?:е|я|ю|ем|и|й|ями|ях)"),
)
ISSUING = frozenset(
    {"федеральный закон", "закон", "указ", "постановление", "распоряжение", "приказ", "решение"}
)
MONTHS = dict(
    zip(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
        range(1, 13),
        strict=True,
    )
)
DATE = re.compile(
    r"_*(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"
    r"|[«\"]?_*(?P<wday>\d{1,2})_*[»\"]?\s+(?P<word>" + "|".join(MONTHS) + r")\s+(?P<wyear>\d{4})(?!\d)",
    re.I,
)
LATIN_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
LETTERS_FIRST = re.compile(r"([А-ЯA-Z]{1,4})-?(\d+)$")

# The head word of an issuer: genitive, dative or instrumental beginning -> nominative.
ISSUERS = (
    (r"министерств(?:а|у|ом)", "Министерство"),
    (r"правительств(?:а|у|ом)", "Правительство"),
    (r"президент(?:а|у|ом)", "Президент"),
    (r"президиум(?:а|у|ом)", "Президиум"),
    (r"администраци(?:и|ей)", "Администрация"),
    (r"управлени(?:я|ю|ем)", "Управление"),
    (r"отдел(?:а|у|ом)", "Отдел"),
    (r"департамент(?:а|у|ом)", "Департамент"),
    (r"комитет(?:а|у|ом)", "Комитет"),
    (r"совет(?:а|у|ом)", "Совет"),
    (r"дум(?:ы|е|ой)", "Дума"),
    (r"глав(?:ы|е|ой)", "Глава"),
    (r"губернатор(?:а|у|ом)", "Губернатор"),
    (r"собрани(?:я|ю|ем)", "Собрание"),
    (r"федеральн(?:ой)\s+служб(?:ы|е|ой)", "Федеральная служба"),
    (r"служб(?:ы|е|ой)", "Служба"),
    (r"агентств(?:а|у|ом)", "Агентство"),
    (
        r"муниципальн(?:ого|ому|ым)\s+общеобразовательн(?:ого|ому|ым)\s+учреждени(?:я|ю|ем)",
        "Муниципальное общеобразовательное учреждение",
    ),
    (r"учреждени(?:я|ю|ем)", "Учреждение"),
    (r"российской\s+федерации", "Российская Федерация"),
)
LEVELS = (
    (
        "institution",
        r"гимнази|лице[йяю]|школ[аыеой]+\s|\bм[абк]?оу\b|\bмбдоу\b|\bмку\b|\bгб[опу]+\b|учреждени|институт",
    ),
    ("federal", r"российской федерации|\bрф\b|росси[ия]\b|минпросвещени|рособрнадзор"),
    (
        "municipal",
        r"район|городск\w+ округ|муниципальн|поселени|(отдел|управлени)\w* образования|город[аеу]?\b",
    ),
    ("regional", r"област|кра[йяюе]+\b|республик|автономн\w+ округ|москв[ыеа]|санкт-петербург|севастопол"),
)
STEM = 6
Level = str


@dataclass(frozen=True)
class ActRef:
    """An act as another text names it.

    cited keeps the wording, approves names what it brought into force; number may be empty,
    issued_on may be None.
    """

    kind: str
    issuer: str = ""
    cited: str = ""
    level: Level = ""
    issued_on: date | None = None
    number: str = ""
    title: str = ""
    approves: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Say what makes it one act under any title: kind, issuer, date and number.

        Source: ГОСТ Р 7.0.97-2016, 5.10 to 5.12 (a document is referred to by its date and number).
        """
        issuer = "" if self.kind == "федеральный закон" else issuer_stem(self.issuer)
        return (
            self.kind,
            issuer,
            self.issued_on.isoformat() if self.issued_on else "",
            number_identity(self.number),
        )


def read_date(found: re.Match[str]) -> date | None:
    """Read a matched date; None for a day that no calendar has.

    Source: ГОСТ Р 7.0.97-2016, 5.10 (dates in figures and in words).
    """
    day = int(found["day"] or found["wday"])
    month = int(found["month"]) if found["month"] else MONTHS[found["word"].lower()]
    try:
        return date(int(found["year"] or found["wyear"]), month, day)
    except ValueError:
        return None


def number_identity(number: str) -> str:
    """Write a number one way: "р-33", "33-Р" and "33 – р" are the same.

    Source: ГОСТ Р 7.0.97-2016, 5.11 (registration number: figures and letters of an index).
    """
    plain = re.sub(r"\s+", "", number).replace("–", "-").replace("—", "-").upper().translate(LATIN_TWINS)
    turned = LETTERS_FIRST.fullmatch(plain)
    return f"{turned[2]}-{turned[1]}" if turned else plain


def nominative(issuer: str) -> str:
    """Put the head word of an issuer into the nominative; what is unknown stays as it was cited.

    Source: ГОСТ Р 7.0.97-2016, 5.5 (name of the organisation that is the author).
    """
    text = " ".join(issuer.replace("_", " ").split()).strip(" ,")
    for pattern, name in ISSUERS:
        found = re.match(rf"{pattern}(?!\w)", text, re.I)
        if found is not None:
            return name + text[found.end() :]
    return text[:1].upper() + text[1:]


def issuer_stem(issuer: str) -> str:
    """Reduce an issuer to what does not change by case, by a short form or by a slip of the pen.

    Source: municipal practice: Yakovlevsky 2021 No 292-па, 1.3, writes the ministry with a wrong ending.
    """
    text = issuer.lower().replace("ё", "е").replace("'", "")
    text = re.sub(r"\bрф\b|\bросси[ия]\b", "российской федерации", text)
    return " ".join(word[:STEM] for word in re.findall(r"\w+", text))


def guess_level(kind: str, issuer: str) -> Level:
    """Guess at whose level an act was issued: federal, regional, municipal or institution; "" if unknown.

    Source: Федеральный закон 273-ФЗ, art. 6 to 9 and 28 (powers of the levels and of an institution).
    """
    if kind == "федеральный закон":
        return "federal"
    text = issuer.lower()
    return next((level for level, pattern in LEVELS if re.search(pattern, text)), "")
