"""What we measure and correct: indicators, collection of data, compliance with the regulation."""
