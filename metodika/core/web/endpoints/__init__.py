"""How the API is built: one guarded function an operation, with the forms, tables and services of the pages.

Terms: area, operation, body, listing, refusal.
"""

from metodika.core.web.endpoints.answers import FormRefused, checked
from metodika.core.web.endpoints.area import Area
from metodika.core.web.endpoints.mount import build_api, nothing_here
from metodika.core.web.endpoints.shapes import Body, Day, Id, Ref, Schema, With, as_text

__all__ = [
    "Area",
    "Body",
    "Day",
    "FormRefused",
    "Id",
    "Ref",
    "Schema",
    "With",
    "as_text",
    "build_api",
    "checked",
    "nothing_here",
]
