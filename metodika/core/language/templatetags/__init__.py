"""Russian spelling in templates."""
