"""What waited on the disk comes in faster than the next can come, until nothing waits."""

from dataclasses import replace

import pytest
from sqlalchemy import event as listening

from scheduler.draining import AT_ONCE, drain_spool
from storage.spool import Spool
from tests.office import event, new_message_id


def said(office, citizen, text="xin chào"):
    message = {"msg_id": new_message_id(), "text": text}
    return event("user_send_text", citizen, office.now, message=message)


class Door(Spool):
    """A spool into which the door puts what comes while it is drained: all that waits joins it."""

    coming: tuple[bytes, ...] = ()

    def in_batches(self, size):
        for batch in super().in_batches(size):
            yield batch
            for raw in self.coming[:1]:
                self.put(raw, self.at)
            self.coming = self.coming[1:]


@pytest.fixture
def office(sqlite_office):
    """Open an office in which two messages wait on the disk, and four more are about to come."""
    ground = sqlite_office.ground
    door = Door(ground.settings.data_dir / "spool", ground.database.vault)
    door.at = sqlite_office.now
    door.coming = tuple(said(sqlite_office, str(number)) for number in range(4))
    for text in ("đổi bằng", "gặp nhân viên"):
        door.put(said(sqlite_office, "9", text), sqlite_office.now)
    sqlite_office.ground = replace(ground, spool=door)
    return sqlite_office


def test_what_comes_while_the_disk_is_drained_is_taken_in_by_the_same_tick(office):
    assert drain_spool(office.ground) == 6

    assert office.ground.spool.is_empty()
    assert all(office.another_citizen(str(number)).hears("Em chào anh/chị") for number in range(4))


def test_many_that_wait_share_a_transaction(office):
    office.ground.spool.coming = ()
    for number in range(AT_ONCE):
        office.ground.spool.put(said(office, f"1{number}"), office.now)
    commits = []
    listening.listen(office.database.engine, "commit", commits.append)

    assert drain_spool(office.ground) == AT_ONCE + 2
    assert len(commits) == 2
