"""What happened to a row, and who did it: history by database triggers, journal by announcements.

Terms: history, version row, journal, entry, context (user and address).
"""
