"""The arithmetic of analysis: chance, findings, similar institutions, phrases, footnotes."""
