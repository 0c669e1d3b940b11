"""Who is told what: the bell, letters through an outbox that can be seen, a daily digest.

Terms: notice, letter, outbox, batch, digest, preference.

An area declares in notices.py which of its events is told to whom; here people are resolved, their
preferences respected and letters delivered by jobs. Nothing is sent inside a request.
"""
