"""The process that ticks: APScheduler in memory, one lease in the database for the whole system."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot.ground import Ground
from bot.handlers.health import CLOCK_LEASE
from bot.logs import log
from scheduler.jobs import JOBS, Job
from storage.store import DatabaseAway

LEASE_FOR = timedelta(seconds=15)
RENEWED_EVERY = timedelta(seconds=5)


class Clock:
    """Ticks the jobs; those that must run alone only while this holder has the lease."""

    def __init__(self, ground: Ground, holder: str) -> None:
        self._ground = ground
        self._holder = holder
        self._leads = False
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(timezone=UTC)

    def start(self) -> None:
        """Begin to tick; the first tick of each job is at once."""
        self._renew()
        self._add(Job("renew_lease", RENEWED_EVERY, lambda _ground: self._renew(), alone=False))
        for job in JOBS:
            self._add(job)
        self._scheduler.start()

    def stop(self) -> None:
        """Let the running jobs end, and the lease go."""
        self._scheduler.shutdown(wait=True)
        try:
            with self._ground.database.transaction() as store:
                store.leases.give_back(CLOCK_LEASE, self._holder)
        except DatabaseAway:
            log.warning("lease_kept", holder=self._holder)

    def _add(self, job: Job) -> None:
        self._scheduler.add_job(
            self._tick,
            "interval",
            args=[job],
            seconds=job.every.total_seconds(),
            next_run_time=datetime.now(UTC),
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def _tick(self, job: Job) -> None:
        if job.alone and not self._leads:
            return
        try:
            job.run(self._ground)
        except DatabaseAway:
            log.warning("job_waits_for_database", job=job.name)
        except Exception:  # noqa: BLE001 - the door of the clock: one job's bug stops no other
            log.exception("job_failed", job=job.name)

    def _renew(self) -> None:
        now = self._ground.clock()
        try:
            with self._ground.database.transaction() as store:
                self._leads = store.leases.take(
                    CLOCK_LEASE, self._holder, now=now, until=now + LEASE_FOR
                )
        except DatabaseAway:
            self._leads = False
