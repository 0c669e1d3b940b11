from metodika.directory.records.api.cases import area as cases
from metodika.directory.records.api.dispatches import area as dispatches
from metodika.directory.records.api.records import area as records
from metodika.directory.records.api.signatures import area as signatures
from metodika.directory.records.api.templates import area as templates

AREAS = (records, signatures, dispatches, cases, templates)
