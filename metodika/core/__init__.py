"""What every area is built with, each concern once; no word of the domain."""
