"""Files that come from people: what they may be, how they are read, where they are kept.

Terms: stored file, kind (told by content), limit, refusal, protected download.
"""
