"""How one web process serves: known without Django, so that a script may start the same server."""

# A page holds a database connection for its time, so the threads are few; measured with bench/load.py.
THREADS = 4
