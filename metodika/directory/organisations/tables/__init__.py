from metodika.directory.organisations.tables.lists import OrganisationTable, status_of
from metodika.directory.organisations.tables.register import INSTITUTIONS, exported_rows

REGISTERS = (INSTITUTIONS,)

__all__ = ["INSTITUTIONS", "REGISTERS", "OrganisationTable", "exported_rows", "status_of"]
