"""Where the data live: the embedded PostgreSQL or a server, safe edits, backup and restore.

Terms: data folder, embedded server, application role, version of a row, backup.
"""

from metodika.core.database.edits import Difference, EditedMeanwhile

__all__ = ["Difference", "EditedMeanwhile"]
