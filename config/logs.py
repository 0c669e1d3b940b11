"""What goes into the log."""

import logging

SERVER_ERROR = 500


class RefusalsInOneLine(logging.Filter):
    """Keep the traceback of an error, not that of a page refused: it is no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, a refusal without its traceback."""
        if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
            record.exc_info = None
        return True
