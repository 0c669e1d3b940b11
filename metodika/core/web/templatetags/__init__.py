"""Tags of the kit, known to every template."""
