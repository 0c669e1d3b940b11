from metodika.core.access import granted

PERMISSIONS = {"jobs.view_failed": granted, "jobs.retry_failed": granted}
