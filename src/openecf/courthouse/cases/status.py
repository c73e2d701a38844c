"""What becomes of a case: its judge, its flags, its end."""

from datetime import date, datetime

from .models import Case, Flag


def assign_judge(case: Case, judge: str, initials: str) -> None:
    """Give the case to a judge; its number shows the initials from now on."""
    Case.objects.filter(pk=case.pk).update(judge=judge, judge_initials=initials)
    case.judge, case.judge_initials = judge, initials


def close(case: Case, disposition: str, *, closed_date: date) -> None:
    """Close the case, with what came of it."""
    Case.objects.filter(pk=case.pk).update(closed_date=closed_date, disposition=disposition)
    case.closed_date, case.disposition = closed_date, disposition


def flag(case: Case, code: str, *, at: datetime) -> Flag:
    """Set a flag of the court's own list."""
    return Flag.objects.create(case=case, code=code, set_at=at)


def clear_flag(case: Case, code: str, *, at: datetime) -> None:
    """Clear a flag."""
    Flag.objects.filter(case=case, code=code, cleared_at=None).update(cleared_at=at)
