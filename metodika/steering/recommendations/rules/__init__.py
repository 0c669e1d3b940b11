"""The arithmetic of recommendations: terms, individual texts, what a check by the indicator says."""
