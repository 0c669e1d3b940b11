"""The arithmetic of effects: who is comparable, how sure a change is, what may be said of it."""
