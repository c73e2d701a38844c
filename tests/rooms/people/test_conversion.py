"""Old accounts come over with their own hashes."""

import pytest

from openecf.courthouse.people import conversion
from openecf.courthouse.people.models import CourtUser, NoticeAddress
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


def test_an_old_account_waits_with_its_login_and_address(casb, at):
    account = cast.old_account(casb, at=at, role="trustee")

    assert (account.state, account.login, account.role) == ("legacy", "bcasb", "trustee")
    address = NoticeAddress.objects.get(court_user=account)
    assert (address.email, address.primary, address.format) == ("barbara@casblaw.example.org", True, "html")


def test_who_chose_plain_text_notices_keeps_them(casb, at):
    account = cast.old_account(casb, at=at, notice_format="text")

    assert NoticeAddress.objects.get(court_user=account).format == "text"


def test_a_login_comes_over_once_in_each_court(casb, exab, at):
    cast.old_account(casb, at=at)
    cast.old_account(exab, at=at)

    with pytest.raises(conversion.LoginTaken):
        cast.old_account(casb, at=at)

    assert CourtUser.objects.count() == 2


@pytest.mark.parametrize("encoded", ["plain text", "md4$x$y", "!unusable"])
def test_a_password_nobody_can_check_is_refused(casb, at, encoded):
    filer = conversion.NewFiler(login="x", encoded_password=encoded, last_name="X")

    with pytest.raises(conversion.NotAHash):
        conversion.import_filer(casb, filer, at=at)


def test_staff_do_not_come_over_with_a_login(casb, at):
    with pytest.raises(conversion.NotAFiler):
        cast.old_account(casb, at=at, role="clerk")
