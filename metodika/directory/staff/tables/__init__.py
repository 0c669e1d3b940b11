from metodika.directory.staff.tables.people import PeopleTable, StaffTable
from metodika.directory.staff.tables.register import STAFF_LIST
from metodika.directory.staff.tables.roster import exported_rows

REGISTERS = (STAFF_LIST,)

__all__ = ["REGISTERS", "STAFF_LIST", "PeopleTable", "StaffTable", "exported_rows"]
