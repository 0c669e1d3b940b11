from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from metodika.core.documents.leaves import Award, render_award, render_awards
from metodika.core.documents.parting import TITLE, part
from tests.core.documents.test_pdf import faults

ADDRESS = "https://metodika.example.org/check/certificates/{}/"
AWARD = Award(
    kind="СЕРТИФИКАТ", name="Ивановой Анне Петровне", words="за участие в семинаре «Чтение»", before="вручён",
    organisation="Центр", note="Школа № 1", details="4 часа", date="22 ноября 2026 г.", position="Директор",
    signer="И. И. Петров",
)  # fmt: skip
NAMES = ("Ивановой Анне Петровне", "Щукиной Ёлке Юрьевне", "Ольховскому Льву Саввичу")
AWARDS = [
    replace(AWARD, name=name, number=f"№ {place}", code=ADDRESS.format(place))
    for place, name in enumerate(NAMES, 1)
]
FAR_TOO_LONG = replace(AWARD, words="за участие " * 900)


def opened(content):
    return PdfReader(BytesIO(content))


def words_of(content):
    return " ".join(" ".join(page.extract_text() for page in opened(content).pages).split())


def picture_of(content):
    return pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()


def address_on(content):
    return zxingcpp.read_barcodes(picture_of(content))[0].text


def tags_of(branch):
    """Return the kinds of the tags below a branch, from top to bottom."""
    found = [str(branch["/S"])] if "/S" in branch else []
    below = branch.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        one = one.get_object() if hasattr(one, "get_object") else one
        found += tags_of(one) if hasattr(one, "keys") else []
    return found


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_each_certificate_of_many_is_a_faultless_file(profile):
    assert [faults(one, profile) for one in render_awards(AWARDS)] == [{}, {}, {}]


def test_certificates_typeset_together_say_and_look_what_each_says_alone():
    for award, together in zip(AWARDS, render_awards(AWARDS), strict=True):
        alone = render_award(award)

        assert words_of(together) == words_of(alone)
        assert picture_of(together).tobytes() == picture_of(alone).tobytes()
        assert tags_of(opened(together).trailer["/Root"]["/StructTreeRoot"]) == tags_of(
            opened(alone).trailer["/Root"]["/StructTreeRoot"]
        )


def test_nothing_of_those_beside_it_is_in_a_certificate():
    for place, content in enumerate(render_awards(AWARDS)):
        said = words_of(content)
        others = [name for name in NAMES if name != NAMES[place]]

        assert len(opened(content).pages) == 1
        assert NAMES[place] in said
        assert not [name for name in others if name in said]
        assert address_on(content) == AWARDS[place].code


def test_each_certificate_has_a_description_of_its_own():
    files = render_awards([*AWARDS, replace(AWARD, kind="<СЕРТИФИКАТ & ДИПЛОМ>", number="№ 4")])
    told = [opened(one) for one in files]
    described = [one.xmp_metadata for one in told]

    assert [one.metadata.title for one in told] == [
        "СЕРТИФИКАТ № 1", "СЕРТИФИКАТ № 2", "СЕРТИФИКАТ № 3", "<СЕРТИФИКАТ & ДИПЛОМ> № 4",
    ]  # fmt: skip
    assert [one.dc_title["x-default"] for one in described] == [one.metadata.title for one in told]
    assert len({one.xmpmm_document_id for one in described}) == len(files)
    assert all(b"<xmpTPg:NPages>1<" in one.trailer["/Root"]["/Metadata"].get_data() for one in told)
    assert not [one for one in files if TITLE.encode() in one]


def test_certificate_that_needs_two_leaves_is_whole_and_holds_nobody_up():
    first, long, last = render_awards([AWARDS[0], FAR_TOO_LONG, AWARDS[2]])

    assert [len(opened(one).pages) for one in (first, last)] == [1, 1]
    assert words_of(long).count("участие") == FAR_TOO_LONG.words.count("участие")


def test_file_with_other_than_one_page_for_each_title_is_not_parted():
    with pytest.raises(ValueError, match="as many leaves"):
        list(part(render_award(AWARD), ["один", "два"]))


def test_one_certificate_has_the_same_bytes_each_time():
    assert render_awards(AWARDS[:1]) == [render_award(AWARDS[0])] == [render_award(AWARDS[0])]
    assert render_awards([]) == []


@given(st.lists(st.text(max_size=40), min_size=2, max_size=4))
def test_any_names_are_printed(names):
    awards = [replace(AWARD, name=name, number=f"№ {place}") for place, name in enumerate(names)]

    titles = [opened(one).metadata.title for one in render_awards(awards)]

    assert titles == [f"СЕРТИФИКАТ {award.number}" for award in awards]
