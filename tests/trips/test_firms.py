"""A firm pays for its people: PAA Maintenance, the member's answer, the invoice; and what a firm can't do."""

import csv
import io
import re

import pytest

from openecf.center.accounts.models import Account
from openecf.center.firms.models import FirmPolicy, Membership
from openecf.center.usage import ledger
from openecf.courthouse.access import counter
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NotYours
from openecf.letters.models import Letter
from tests import walking
from tests.rooms.usage.test_statements import used
from tests.trips.test_payments import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(at):
    return walking.open_account(
        "larkinfirm", at=at, first_name="", last_name="Larkin Law Group", holder="firm"
    )


@pytest.fixture
def pat(at):
    return walking.open_account("patpublic1", at=at, first_name="Pat", last_name="Public")


@pytest.fixture
def at_firm(firm):
    return signed_in("larkinfirm")


@pytest.fixture
def member(at_firm, pat):
    walking.send(
        at_firm,
        "/cso/account/firm/invite/",
        {"number": pat.number, "last_name": "public", "cost_center": "West"},
    )
    client = signed_in("patpublic1")
    asked = Membership.objects.get()
    walking.send(client, f"/cso/account/firm/invitations/{asked.public_id}/", {"accept": ""})
    return client


def test_a_firm_asks_and_the_holder_accepts(member, at_firm, pat):
    page = walking.told(walking.go(at_firm, "/cso/account/firm/"))
    theirs = walking.told(walking.go(member, "/cso/account/payments/"))

    assert "Pat Public Paid for since" in page and "West" in page
    assert "Who pays Larkin Law Group" in theirs


def test_the_mail_leads_to_where_one_answers(at_firm, pat):
    walking.send(at_firm, "/cso/account/firm/invite/", {"number": pat.number, "last_name": "Public"})

    (letter,) = Letter.objects.filter(recipient=pat.email)
    (link,) = re.findall(r"http://\S+/account/firm/", letter.body)
    page = walking.told(walking.go(signed_in("patpublic1"), link))
    assert "Answer Larkin Law Group" in page


def test_the_holder_may_say_no(at_firm, pat):
    walking.send(at_firm, "/cso/account/firm/invite/", {"number": pat.number, "last_name": "Public"})
    asked = Membership.objects.get()

    walking.send(
        signed_in("patpublic1"), f"/cso/account/firm/invitations/{asked.public_id}/", {"decline": ""}
    )

    assert Membership.objects.get().state == "declined"
    assert Account.objects.get(pk=pat.pk).payer is None


def test_a_wrong_number_keeps_what_was_typed_and_tells_nothing(at_firm, pat):
    texts = []
    for number in (pat.number, "7654321"):
        answer = at_firm.post("/cso/account/firm/invite/", {"number": number, "last_name": "Somebody"})
        assert 'value="Somebody"' in answer.content.decode()
        texts.append(walking.told(answer).replace(number, ""))

    assert texts[0].split("Account number")[0] == texts[1].split("Account number")[0]


def test_usage_of_members_stands_on_the_firms_invoice(member, at_firm, pat, at):
    now = Membership.objects.get().answered_at
    ledger.take([used(pat, 3010, now, code="LARKIN-1")], at=now)
    quarter = f"{now.year}Q{(now.month + 2) // 3}"

    page = walking.told(walking.go(at_firm, f"/cso/account/usage/statements/{quarter}/"))
    theirs = walking.told(walking.go(member, "/cso/account/usage/"))

    assert "Pat Public West LARKIN-1 301 $30.10" in page and "Due $30.10" in page
    assert "$0.00 of $30.00" in theirs and "$30.10 stands on the bill of the firm" in theirs
    table = at_firm.get(f"/cso/account/usage/statements/{quarter}.csv").getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["User"], row["Cost center"], row["Cost"]) == ("Pat Public", "West", "30.10")
    assert at_firm.get(f"/cso/account/usage/statements/{quarter}.pdf").getvalue().startswith(b"%PDF")
    for kind in ("csv", "json", "pdf"):
        answer = at_firm.get(f"/cso/account/usage/transactions.{kind}?user={pat.number}")
        assert answer.status_code == 200 and answer.getvalue()
    assert member.get("/cso/account/usage/statements/1999Q1/").status_code == 404


def test_either_side_ends_it_by_its_pages(member, at_firm, pat):
    walking.send(member, "/cso/account/firm/leave/", {"x": ""})
    assert Account.objects.get(pk=pat.pk).payer is None

    walking.send(at_firm, "/cso/account/firm/invite/", {"number": pat.number, "last_name": "Public"})
    asked = Membership.objects.get(state="invited")
    page = walking.send(at_firm, "/cso/account/firm/remove/", {"members": [asked.public_id], "remark": "No"})

    assert "Nobody yet." in walking.told(page)


def test_nobody_chosen_is_said(member, at_firm):
    answer = at_firm.post("/cso/account/firm/remove/", {"remark": "Kept words"})

    assert "Choose at least one account" in walking.told(answer)
    assert "Kept words" in answer.content.decode()


def test_a_budget_is_set_and_taken_away(at_firm, firm):
    walking.send(at_firm, "/cso/account/firm/budget/", {"amount": "$1,200"})
    assert FirmPolicy.objects.get().budget_cents == 120_000

    walking.send(at_firm, "/cso/account/firm/budget/", {"amount": ""})
    assert FirmPolicy.objects.get().budget_cents is None


@pytest.mark.parametrize("page", ["invite", "remove", "budget"])
def test_a_person_has_no_maintenance_of_a_firm(pat, page):
    assert signed_in("patpublic1").get(f"/cso/account/firm/{page}/").status_code == 403


def test_the_members_of_another_firm_are_no_such_record(member, at):
    walking.open_account("otherfirm", at=at, first_name="", last_name="Other", holder="firm")
    client, asked = signed_in("otherfirm"), Membership.objects.get()

    assert client.get(f"/cso/account/firm/members/{asked.public_id}/").status_code == 404
    assert client.get(f"/cso/account/firm/invitations/{asked.public_id}/").status_code == 404


def test_a_court_sells_a_firm_nothing_and_lets_it_file_nothing(at):
    firm = Viewer(
        "casb", role="attorney", person_id=1, court_user_id=1, holder="firm", search_status="active"
    )

    with pytest.raises(counter.FirmsOnlyPay):
        counter.quote(firm, DocketReport("26-00001"), at=at)
    with pytest.raises(counter.FirmsOnlyPay):
        counter.serve(firm, "quote", client_code="", at=at)
    assert not firm.may_file
    with pytest.raises(NotYours):
        roles.require_filer(firm)


def test_a_firm_that_signs_on_at_a_court_is_told_why_it_can_not_search(firm, at):
    walking.open_court("casb", at=at)
    client = walking.browser()
    walking.sign_in(client, username="larkinfirm")

    answer = walking.go(client, "/casb/query/?last=doe")

    assert "A firm's account pays for its people; it can't search." in walking.told(answer)


def test_a_firm_is_not_shown_registration_to_file(at_firm):
    page = walking.told(walking.go(at_firm, "/cso/account/maintenance/"))

    assert "E-File Registration" not in page


def test_an_amount_that_is_no_budget_is_told_in_the_form_and_kept(at_firm, firm):
    page = walking.send(at_firm, "/cso/account/firm/budget/", {"amount": "0"})

    assert "Enter an amount above zero" in walking.told(page)
    assert 'value="0"' in page.content.decode()
