"""Every component in every state, for those who build pages.

Terms: component, state, sample.
"""
