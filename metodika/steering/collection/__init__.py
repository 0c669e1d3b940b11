"""Collection of data: what is asked of institutions, what sites and documents show, who is silent.

Terms: campaign, form, submission, site check, document study, burden.
Governing clauses: VP-3.1, VP-M.1, PERV-10, YAK-2.2.7, YAK-1.6.1.4c, PEST-7.4.1, PEST-7.4.2, MAG-9.2.
"""
