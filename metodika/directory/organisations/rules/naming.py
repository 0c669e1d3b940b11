"""How the same organisation is recognised in differing spellings."""

import re

# A list names a school with its legal form, without it, or with the form in full.
LEGAL_FORMS = re.compile(
    r"\b(?:м[бка]?[оду]{1,3}у?|мбу\s*до|мау\s*до|мку|мбу|мау|г[бка]?[оп]у|г[бка]у|ано|чоу|нчоу|фг[бка]оу|"
    r"муниципальн\w+|государственн\w+|краев\w+|областн\w+|бюджетн\w+|казенн\w+|автономн\w+|"
    r"образовательн\w+|общеобразовательн\w+|дошкольн\w+|учреждени\w+|организаци\w+)\b"
)
SHORT_FORMS = (
    (re.compile(r"\bсредн\w+\s+школ\w+|\bсредняя\b"), "сош"),
    (re.compile(r"\bосновн\w+\s+школ\w+|\bосновная\b"), "оош"),
    (re.compile(r"\bначальн\w+\s+школ\w+"), "нош"),
    (re.compile(r"\bдетск\w+\s+сад\w*|\bд\s+с\b|\bдоу\b|\bдс\b"), "сад"),
)
NUMBER = re.compile(r"(?:№|\bn\b|\bno\b)\s*(?=\d)")
SIGNS = re.compile(r"[^\w№]+")


def spelling(text: str) -> str:
    """Return a name as it is compared: small letters, е for ё, no signs, «№ 3» as «3».

    Source: quirks D12 (one institute under two spellings).
    """
    folded = SIGNS.sub(" ", text.casefold().replace("ё", "е"))
    return " ".join(NUMBER.sub("", folded).split())


def core_of(text: str) -> str:
    """Return what is left of a name without its legal form: «МБОУ СОШ № 3» and «СОШ №3» give «сош 3».

    Empty when the name is nothing but a legal form. Source: quirks D12.
    """
    bare = LEGAL_FORMS.sub(" ", spelling(text))
    for pattern, short in SHORT_FORMS:
        bare = pattern.sub(short, bare)
    return " ".join(bare.split())
