"""What a court decided, at one instant."""

from datetime import UTC, date, datetime

from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court

CASB = Court(id="casb", timezone="America/Los_Angeles", nextgen_date=date(2026, 11, 24))


def test_linking_opens_at_midnight_in_the_court():
    assert not policies.is_nextgen(CASB, at=datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    assert policies.is_nextgen(CASB, at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


def test_the_filing_day_ends_at_midnight_in_the_court(at):
    assert policies.filing_day_ends_at(CASB, at=at) == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def test_the_night_the_clocks_change_is_an_hour_longer():
    before = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # 12:30 AM on the day summer time ends

    assert policies.filing_day_ends_at(CASB, at=before) == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def test_the_limit_is_told_in_megabytes():
    assert policies.pdf_limit_mb(Court(pdf_limit_bytes=35 * 1024 * 1024)) == 35
