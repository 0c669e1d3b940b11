"""Arithmetic of staff: lengths of experience, young teachers, categories, days of jobs, likeness of people."""
