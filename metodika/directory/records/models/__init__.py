"""Rows of the area, by noun."""

from metodika.directory.records.models.cases import CaseFile, NumberSeries
from metodika.directory.records.models.dispatches import Acknowledgement, Dispatch
from metodika.directory.records.models.records import Record, RecordQuerySet, Rendition
from metodika.directory.records.models.signatures import SignatureRequest
from metodika.directory.records.models.templates import Template

__all__ = [
    "Acknowledgement",
    "CaseFile",
    "Dispatch",
    "NumberSeries",
    "Record",
    "RecordQuerySet",
    "Rendition",
    "SignatureRequest",
    "Template",
]
