"""Who does what by when, who controls it, and what came of it.

Terms: assignment, executor, controller, extension, removal from control.
Governing clauses: PERV-9.2.4b, YAK-4.11c, VP-5.7, MAG-10.4b (decisions and control of their execution).
"""
