"""The desk: everything that the secretary does while the session goes on, on one page."""
