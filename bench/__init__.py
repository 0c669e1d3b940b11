"""Speed and size, measured on the machine that runs it: `make bench`, or one as `python -m bench.pages`.

Every figure that depends on the machine stands beside a floor measured in the same run.
"""
