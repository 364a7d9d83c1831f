"""What a clerk decides: who may, what follows, and what the ledger says."""

import pytest

from domain.dossier import ChangedMeanwhile, DossierState, HeldByAnother, NoSuchDossier, NotAllowedNow
from domain.events import Kind


def test_two_clerks_cannot_take_the_same_dossier(office):
    seen_by_both = office.citizen.hands_in()

    office.binh.takes(seen_by_both)

    with pytest.raises(HeldByAnother, match="binh"):
        office.chi.takes(seen_by_both)
