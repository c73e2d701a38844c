"""Taking what courts tell of accounts: each bulletin once, and never an older state over a newer one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation.messages import Bulletin

from . import errands
from .models import CourtNews, CourtStanding

STATES = ("requested", "active", "refused", "disabled", "unlinked")
_ENDED = ("disabled", "unlinked")


def take(bulletins: Sequence[Bulletin], *, at: datetime) -> int:
    """Keep what courts tell, once a bulletin; return how many were new.

    A bulletin about nobody known here gets a line in the trail, and the rest is taken all the same.
    """
    return sum(_take(bulletin, at=at) for bulletin in bulletins)


def _take(bulletin: Bulletin, *, at: datetime) -> bool:
    account = Account.objects.filter(subject=bulletin.sub).first()
    with transaction.atomic():
        if account is None:
            detail = {"kind": bulletin.kind, "sub": bulletin.sub}
            trail.record("center", bulletin.court_id, "standing.holder_unknown", detail=detail, at=at)
            return False
        if not _keep(account, bulletin):
            return False
        if bulletin.state:
            _stand(account, bulletin)
        if bulletin.errand:
            errands.answered(account, bulletin, at=at)
        detail = {"court": bulletin.court_id, "kind": bulletin.kind, "state": bulletin.state}
        trail.record("center", bulletin.court_id, "standing.court_told", account.number, detail=detail, at=at)
    return True


def _keep(account: Account, bulletin: Bulletin) -> bool:
    """Keep the news; False when it came before."""
    same = {"court_id": bulletin.court_id, "public_id": bulletin.public_id}
    told = {name: getattr(bulletin, name) for name in ("kind", "sentence", "reference", "at")}
    return CourtNews.objects.get_or_create(**same, defaults={"account": account, **told})[1]


def _stand(account: Account, bulletin: Bulletin) -> None:
    """Change what the account is in that court, unless something later was told before."""
    told = {name: getattr(bulletin, name) for name in ("state", "role", "name")} | {"since": bulletin.at}
    row, made = CourtStanding.objects.get_or_create(
        account=account, court_id=bulletin.court_id, defaults=told
    )
    if not made:
        CourtStanding.objects.filter(pk=row.pk, since__lte=bulletin.at).update(**told)
    _settle(account)


def _settle(account: Account) -> None:
    """Set the account's own flags by all its courts together."""
    Account.objects.filter(pk=account.pk).update(
        court_staff=F("court_staff")
    )  # two courts at once: one waits
    standings = list(CourtStanding.objects.filter(account=account).values_list("state", "role"))
    active = [role for state, role in standings if state == "active"]
    filing = any(role not in errands.STAFF for role in active)
    ended = any(state in _ENDED and role not in errands.STAFF for state, role in standings)
    status = "active" if filing else "inactive" if ended else "none"
    staff = any(role in errands.STAFF for role in active)
    Account.objects.filter(pk=account.pk).update(filing_status=status, court_staff=staff)
