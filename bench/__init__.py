"""Speed and size, measured on the machine that runs it: `make bench`, or one script as `python -m bench.pages`.

Every figure that depends on the machine stands beside a floor measured in the same run.
"""
