import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder

from metodika.core.web.workbooks import Sheet, workbook
from metodika.directory.accounts.queries.own_data import OwnSection


def own_data_archive(sections: list[OwnSection]) -> bytes:
    """Return what a person takes away: a zip with the same records for a program and for a spreadsheet."""
    plain = {
        section.code: {
            "title": str(section.title),
            "rows": [
                dict(zip([str(heading) for heading in section.headings], row, strict=True))
                for row in section.rows
            ],
        }
        for section in sections
    }
    sheets = [Sheet(str(one.title), [str(heading) for heading in one.headings], one.rows) for one in sections]
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        text = json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("my-data.json", text)
        archive.writestr("my-data.xlsx", workbook(sheets))
    return output.getvalue()
