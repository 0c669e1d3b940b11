"""An indicator and a set of indicators as .docx and PDF."""

from metodika.steering.indicators.documents.charts import bars_of, line_of, multiples_of
from metodika.steering.indicators.documents.papers import KINDS_OF_FILE, indicator_file, set_file

__all__ = ["KINDS_OF_FILE", "bars_of", "indicator_file", "line_of", "multiples_of", "set_file"]
