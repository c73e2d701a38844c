"""What becomes of a case: its judge, its flags, its end."""

from collections.abc import Iterable
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


def flag_rows(case: Case, codes: Iterable[str], *, at: datetime) -> list[Flag]:
    """Make the rows of flags an entry sets; they are written together with it."""
    return [Flag(case=case, code=code, set_at=at) for code in codes]


def clear_flags(case: Case, codes: Iterable[str], *, at: datetime) -> None:
    """Clear flags."""
    Flag.objects.filter(case=case, code__in=list(codes), cleared_at=None).update(cleared_at=at)
