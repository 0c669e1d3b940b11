"""Background work on the same database: a job is stored with the change that asks for it.

Terms: job, queue, worker, cron, failed job.
"""

from metodika.core.jobs.wiring import cron, job

__all__ = ["cron", "job"]
