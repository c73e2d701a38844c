"""Conversion day: the filing accounts of the old CM/ECF come over, each with its own login."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from .models import CourtUser, NoticeAddress
from .viewer import AGENT, FILERS


class NotAHash(Refusal):
    """This password is not in a hash this court can check. Bring the account over without one."""


class NotAFiler(Refusal):
    """Only filers are brought over with a login. Invite the court's staff instead."""


class LoginTaken(Refusal):
    """An account with this CM/ECF login is in this court already."""


@dataclass(frozen=True)
class NewFiler:
    """A filing account as the old system kept it."""

    login: str
    encoded_password: str  # in any hash Django can check; empty: nobody knows it
    last_name: str
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""
    role: str = "attorney"
    firm_name: str = ""
    bar_number: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    closed: bool = False  # the old court had closed it
    notice_format: str = "html"  # html, text: as its holder chose to get notices


def import_filer(court: Court, filer: NewFiler, *, at: datetime) -> CourtUser:
    """Bring one old account over, waiting to be linked. Raises NotAFiler, NotAHash, LoginTaken."""
    _check(filer)
    account = CourtUser(
        court=court,
        login=filer.login,
        password=filer.encoded_password,
        state=CourtUser.State.CLOSED if filer.closed else CourtUser.State.LEGACY,
        made_at=at,
        **{name: getattr(filer, name) for name in _COPIED},
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            if filer.email:
                NoticeAddress.objects.create(
                    court_user=account, email=filer.email, format=filer.notice_format
                )
            trail.record(court.pk, "system", "people.imported", f"court user {account.pk}", at=at)
    except IntegrityError as error:
        raise LoginTaken from error
    return account


_COPIED = (
    "role",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "firm_name",
    "bar_number",
    "email",
    "phone",
    "address",
)


def _check(filer: NewFiler) -> None:
    if filer.role not in (*FILERS, AGENT):
        raise NotAFiler
    if filer.encoded_password:
        try:
            identify_hasher(filer.encoded_password)
        except ValueError as error:
            raise NotAHash from error
