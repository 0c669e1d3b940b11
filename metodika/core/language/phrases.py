"""Cases of positions, organisations and terms.

A phrase is one or more noun groups in the nominative. In each the adjectives before the head and the head
itself change; what depends on the head (a genitive, a preposition with its noun, a quoted name) does not.
A new group begins after a comma, a dash or «и», where a word can only be a nominative.
"""

from collections.abc import Callable, Sequence
from typing import Any

from metodika.core.language.cases import Case, Declined
from metodika.core.language.morphology import analyser
from metodika.core.language.tokens import QUOTES, Sort, is_russian, tokens_of

StoredWord = Callable[[str, Case], str | None]
Parse = Any  # of pymorphy3, which carries no types

TAG_OF_CASE = {
    Case.GENITIVE: "gent",
    Case.DATIVE: "datv",
    Case.ACCUSATIVE: "accs",
    Case.INSTRUMENTAL: "ablt",
    Case.PREPOSITIONAL: "loct",
}
OBLIQUE = frozenset({"gent", "datv", "ablt", "loct"})
ADJECTIVES = frozenset({"ADJF", "PRTF"})
# They stand for «исполняющий обязанности», before a genitive.
ACTING = frozenset({"врио", "врид", "ио"})
CONJUNCTIONS = frozenset({"и", "или"})
PARTICLES = frozenset({"PREP", "CONJ", "PRCL"})
# Words of schools that the dictionary of 2013 does not have yet; they decline without surprises.
NEW_WORDS = frozenset({"тьютор", "кванториум", "технопарк", "модератор", "коворкинг"})
# First halves that stay as they are: «бизнес-тренера», «медиа-центра».
STIFF_HALVES = frozenset(
    {"арт", "бизнес", "веб", "вице", "интернет", "медиа", "онлайн", "пиар", "пресс", "экс"}
)
RARE = 0.05


def decline_phrase_by_rule(phrase: str, case: Case, stored: StoredWord) -> Declined:
    """Return the phrase in the case; unchanged and unsure when no head is found in it.

    `stored` may give the form of a single word, which then needs no dictionary.
    """
    if case == Case.NOMINATIVE or not phrase.strip():
        return Declined(phrase, sure=True)
    return _Declension(phrase, case, stored).result()


class _Declension:
    """One walk over a phrase: `_group` changes one noun group and returns the place after it."""

    def __init__(self, phrase: str, case: Case, stored: StoredWord) -> None:
        self.phrase = phrase
        self.case = case
        self.stored = stored
        self.tokens = tokens_of(phrase, _is_known)
        self.out = [token.text for token in self.tokens]
        self.sure = True

    def result(self) -> Declined:
        words = [
            place
            for place, token in enumerate(self.tokens)
            if token.sort == Sort.WORD or (token.sort == Sort.FIXED and not token.text.endswith("-"))
        ]
        if not words:
            return Declined(self.phrase, sure=False)
        first = self.tokens[words[0]]
        if first.sort == Sort.FIXED or first.text.lower() in ACTING:
            # «МБОУ «СОШ № 3»», «и. о. директора»: the head is an abbreviation. Latin needs a look.
            return Declined(self.phrase, sure=not _is_foreign(first.text))
        place = self._group(words[0])
        if place is None:
            return Declined(self.phrase, sure=False)
        self._further_groups(place)
        return Declined("".join(self.out), sure=self.sure)

    def _further_groups(self, place: int) -> None:
        while place < len(self.tokens):
            token = self.tokens[place]
            opens = token.sort in {Sort.COMMA, Sort.DASH} or token.text.lower() in CONJUNCTIONS
            start = self._next_word(place + 1)
            if opens and start is not None and _only_nominative(self.tokens[start].text):
                place = self._group(start) or place + 1
            else:
                place += 1

    def _next_word(self, place: int) -> int | None:
        while place < len(self.tokens) and self.tokens[place].sort == Sort.SPACE:
            place += 1
        found = place < len(self.tokens) and self.tokens[place].sort == Sort.WORD
        return place if found else None

    def _group(self, start: int) -> int | None:
        """Change the noun group that begins at the word; None when it has no head."""
        places = self._words_in_a_row(start)
        found = _head(places, [self.tokens[place].text for place in places])
        if found is None:
            return None
        adjectives, head_place, head = found
        for place, parse in adjectives:
            self._change(place, parse, head)
        if head_place is None:
            return adjectives[-1][0] + 1
        self._change(head_place, head, head)
        return self._apposition(head_place, head)

    def _words_in_a_row(self, start: int) -> list[int]:
        places = []
        for place in range(start, len(self.tokens)):
            token = self.tokens[place]
            if token.sort == Sort.WORD:
                places.append(place)
            elif token.sort != Sort.SPACE:
                break
        return places

    def _apposition(self, head_place: int, head: Parse) -> int:
        """Change a second head written without a hyphen, «учитель логопед», and return the place after."""
        following = self._next_word(head_place + 1)
        if following is None or "anim" not in head.tag:
            return head_place + 1
        text = self.tokens[following].text
        noun = _noun(text)
        if (
            noun is None
            or not _only_nominative(text)
            or "anim" not in noun.tag
            or noun.tag.number != head.tag.number
        ):
            return head_place + 1
        self._change(following, noun, noun)
        return following + 1

    def _change(self, place: int, parse: Parse, head: Parse) -> None:
        word = self.tokens[place].text
        stored = self.stored(word, self.case)
        if stored is not None:
            self.out[place] = like(word, stored)
            return
        made = _inflected(parse, self.case, head)
        if made is None:
            self.sure = False
            return
        self.sure = self.sure and _is_known(word)
        self.out[place] = like(word, made)


def _is_foreign(text: str) -> bool:
    return text[0] not in QUOTES and not any(is_russian(letter) for letter in text)


def like(word: str, made: str) -> str:
    """Give the made form the capitals of the word, and its «е» where the word avoids «ё»."""
    plain = word.lower()
    made = "".join(
        "е" if letter == "ё" and plain[place : place + 1] == "е" else letter
        for place, letter in enumerate(made)
    )
    if word.isupper():
        return made.upper()
    halves, made_halves = word.split("-"), made.split("-")
    if len(halves) == len(made_halves):
        pairs = zip(halves, made_halves, strict=True)
        return "-".join(part[:1].upper() + part[1:] if half[:1].isupper() else part for half, part in pairs)
    return made[:1].upper() + made[1:] if word[:1].isupper() else made


def _head(
    places: Sequence[int], words: Sequence[str]
) -> tuple[list[tuple[int, Parse]], int | None, Parse] | None:
    """Find the adjectives and the head of a group; the head's place is None when it is an abbreviation."""
    adjectives: list[tuple[int, Parse]] = []
    for number, (place, word) in enumerate(zip(places, words, strict=True)):
        if adjectives and word.lower() in CONJUNCTIONS:
            continue
        adjective = _adjective(word)
        following = words[number + 1] if number + 1 < len(words) else None
        if adjective is not None and _goes_on(adjective, word, following):
            adjectives.append((place, adjective))
            continue
        head = _agreeing_noun(word, adjectives) or (adjective if _may_stand_alone(adjective) else None)
        if head is None:
            break
        return adjectives, place, head
    # «муниципальное бюджетное ДОУ»: what follows is not a word that changes.
    return (adjectives, None, adjectives[-1][1]) if adjectives else None


def _goes_on(adjective: Parse, word: str, following: str | None) -> bool:
    """Whether the adjective belongs to a word after it: an agreeing adjective or noun, or an abbreviation."""
    if following is None:
        return _noun(word) is None
    candidates = [parse for parse in _parses(following) if _is_nominative(parse)]
    return any(_agree(adjective, parse) for parse in candidates) or following.lower() in CONJUNCTIONS


def _agree(adjective: Parse, other: Parse) -> bool:
    if adjective.tag.number != other.tag.number:
        return False
    if adjective.tag.number == "plur" or "ms-f" in other.tag or "ms-f" in adjective.tag:
        return True
    return bool(adjective.tag.gender == other.tag.gender)


def _agreeing_noun(word: str, adjectives: Sequence[tuple[int, Parse]]) -> Parse | None:
    nouns = _nouns(word)
    if not adjectives:
        return nouns[0] if nouns else None
    return next((noun for noun in nouns if _agree(adjectives[-1][1], noun)), None)


def _may_stand_alone(adjective: Parse | None) -> bool:
    return adjective is not None and adjective.tag.number == "sing" and adjective.tag.gender != "neut"


def _parses(word: str) -> list[Parse]:
    return list(analyser().parse(word.lower().replace("‐", "-").replace("‑", "-")))


def _is_nominative(parse: Parse) -> bool:
    return parse.tag.case == "nomn" and (parse.tag.POS == "NOUN" or parse.tag.POS in ADJECTIVES)


def _nouns(word: str) -> list[Parse]:
    parses = _parses(word)
    if parses[0].tag.POS in PARTICLES:
        # The dictionary also knows «по» as an abbreviation and «и» as the name of a letter.
        return []
    nouns = [parse for parse in parses if parse.tag.POS == "NOUN" and parse.tag.case == "nomn"]
    if not analyser().word_is_known(word.lower()):
        # Of an unknown word a person is meant more often than a thing: «тьютор», «модератор».
        nouns.sort(
            key=lambda parse: ("anim" not in parse.tag, "Surn" in parse.tag, parse.tag.number != "sing")
        )
    return nouns


def _noun(word: str) -> Parse | None:
    nouns = _nouns(word)
    return nouns[0] if nouns else None


def _adjective(word: str) -> Parse | None:
    parses = _parses(word)
    return next((parse for parse in parses if parse.tag.POS in ADJECTIVES and parse.tag.case == "nomn"), None)


def _only_nominative(word: str) -> bool:
    parses = [parse for parse in _parses(word) if parse.score >= RARE]
    return any(map(_is_nominative, parses)) and not any(parse.tag.case in OBLIQUE for parse in parses)


def _is_known(word: str) -> bool:
    known = analyser().word_is_known
    halves = word.lower().split("-")
    return known(word.lower()) or all(known(half) or half in NEW_WORDS | STIFF_HALVES for half in halves)


def _inflected(parse: Parse, case: Case, head: Parse) -> str | None:
    wanted = {TAG_OF_CASE[case]}
    if parse.tag.number:
        wanted.add(parse.tag.number)
    masculine = parse.tag.gender == "masc" or parse.tag.number == "plur"
    if case == Case.ACCUSATIVE and parse.tag.POS in ADJECTIVES and masculine:
        inanimate = parse is not head and "inan" in head.tag
        wanted.add("inan" if inanimate else "anim")
    both = _both_halves(parse, wanted)
    if both is not None:
        return both
    made = parse.inflect(wanted)
    return None if made is None else str(made.word)


def _both_halves(parse: Parse, wanted: set[str]) -> str | None:
    """Return «специалиста-эксперта»; None unless both halves are nouns of one kind that the dictionary has.

    Left alone, the analyser sometimes takes the first half for a prefix that stays.
    """
    first, _, second = parse.word.partition("-")
    if parse.tag.POS != "NOUN" or not second or first in STIFF_HALVES or analyser().word_is_known(parse.word):
        return None
    made = []
    for half in (first, second):
        noun = _noun(half)
        form = noun.inflect(wanted) if noun is not None and noun.tag.animacy == parse.tag.animacy else None
        if form is None:
            return None
        made.append(str(form.word))
    return "-".join(made)
