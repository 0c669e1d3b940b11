from metodika.directory.staff.api.duplicates import area as duplicates
from metodika.directory.staff.api.employments import area as employments
from metodika.directory.staff.api.people import area as people
from metodika.directory.staff.api.records import area as records

AREAS = (people, employments, records, duplicates)
