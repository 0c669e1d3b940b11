"""The product as people meet it, in a real browser. A package, so that its demo and browser end with it."""
