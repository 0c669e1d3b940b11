"""The order of events as arithmetic: seats, states, presence, codes."""
