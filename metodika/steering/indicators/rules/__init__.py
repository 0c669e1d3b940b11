"""The arithmetic of indicators: formulas as data, values, intervals, ranks."""
