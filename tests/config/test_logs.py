import logging

import pytest

from config.logs import RefusalsInOneLine


@pytest.mark.parametrize(("status", "told_whole"), [(403, False), (404, False), (500, True), (None, True)])
def test_only_errors_keep_their_traceback(status, told_whole):
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "", (), exc_info=(None, None, None))
    if status:
        record.status_code = status

    assert RefusalsInOneLine().filter(record)
    assert (record.exc_info is not None) is told_whole
