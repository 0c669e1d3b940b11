"""What we intend and do: goals, plans, road maps and what proves their execution."""
