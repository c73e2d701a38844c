"""Why can't I ...?, as far as an account tells."""

from datetime import timedelta

import pytest

from openecf.courthouse.courts import creation
from openecf.courthouse.people import attempts, failing, troubleshooting
from openecf.courthouse.people.models import CourtUser, Person, SignOn
from openecf.courthouse.people.viewer import Viewer, viewer_for
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def court(at):
    return creation.create_court("casb", at=at - timedelta(days=365))


@pytest.fixture
def barbara(court, at):
    return Person.objects.create(
        court=court, iss="center", sub="b", username="barbaratest", first_name="BarbaraTest", first_seen_at=at
    )


@pytest.fixture
def account(court, at):
    return CourtUser.objects.create(
        court=court, role="attorney", state="active", first_name="Barbara", last_name="CASB", made_at=at
    )


def sign_on(person, at, ago=timedelta()):
    SignOn.objects.create(
        key_hash=digest("key"), person=person, sid="s", acr="1", auth_time=at - ago, made_at=at, seen_at=at
    )
    return viewer_for("key", person.court, at=at)


def link(person, account, at):
    person.court_user, person.linked_at = account, at
    person.save()


def failed(court, viewer, question, at):
    found = troubleshooting.findings(viewer, court, question, at=at)
    return {finding.check: finding for finding in found if not finding.passed}


def test_somebody_who_is_not_signed_in_gets_that_one_answer(court, at):
    found = troubleshooting.findings(Viewer(court_id="casb"), court, "link", at=at)

    assert [(finding.check, finding.remedy) for finding in found] == [("Signed in", "sign_in")]


@pytest.mark.parametrize("question", troubleshooting.CHECKS)
def test_every_question_has_an_answer(court, barbara, at, question):
    found = troubleshooting.findings(sign_on(barbara, at), court, question, at=at)

    assert found and all(finding.sentence.endswith((".", ").")) for finding in found)


def test_nothing_stands_in_the_way_of_a_fresh_upgraded_account(court, barbara, at):
    assert failed(court, sign_on(barbara, at), "link", at) == {}


def test_a_legacy_account_is_told_to_upgrade(court, barbara, at):
    barbara.kind = "legacy"
    barbara.save()

    assert failed(court, sign_on(barbara, at), "link", at)["Upgraded PACER account"].remedy == "upgrade"


def test_a_firm_account_is_told_to_use_ones_own(court, barbara, at):
    barbara.holder = "firm"
    barbara.save()

    assert failed(court, sign_on(barbara, at), "link", at)["A person's own account"].remedy == "other_account"


def test_somebody_linked_is_told_to_whom_and_since_when(court, barbara, account, at):
    link(barbara, account, at)

    finding = failed(court, sign_on(barbara, at), "link", at)["Not linked yet"]

    assert "You are linked to Barbara CASB since Nov 24, 2026." in finding.sentence


def test_a_court_before_its_day_is_told_with_that_day(court, barbara, at):
    court.nextgen_date = (at + timedelta(days=7)).date()
    court.save()

    assert "Dec 1, 2026" in failed(court, sign_on(barbara, at), "link", at)["The court uses NextGen"].sentence


def test_a_wait_is_told_with_its_end(court, barbara, at):
    viewer = sign_on(barbara, at)
    for _ in range(12):
        counter = attempts.of_person(court, barbara.pk)
        at = attempts.standing(counter, at=at).wait_until or at
        attempts.begin(court, [counter], at=at)

    finding = failed(court, viewer, "link", at)["No wait after wrong tries"]

    assert "12 wrong tries" in finding.sentence and "Pacific" in finding.sentence
    assert finding.remedy == "forgot_login"


def test_an_old_sign_on_is_told_to_sign_in_once_more(court, barbara, at):
    viewer = sign_on(barbara, at, ago=timedelta(minutes=11))

    assert failed(court, viewer, "link", at)["Signed in lately"].remedy == "sign_in_again"


def test_missing_menus_lead_to_the_link(court, barbara, at):
    found = failed(court, sign_on(barbara, at), "menus", at)

    assert found["Linked in this court"].remedy == "link"


def test_a_closed_account_leads_to_the_telephone(court, barbara, account, at):
    account.state = "closed"
    account.save()
    link(barbara, account, at)

    found = failed(court, sign_on(barbara, at), "file", at)

    assert court.phone in found["Account open"].sentence
    assert found["Right to file"].remedy == "call"


def test_somebody_whose_last_try_met_a_closed_account_is_told_to_call(court, barbara, account, at):
    viewer = sign_on(barbara, at)
    account.state = "closed"
    account.save()
    with pytest.raises(Refusal):
        failing.require_waiting(viewer, account, at=at)

    finding = failed(court, viewer, "link", at)["Account open"]

    assert finding.sentence.startswith("No.") and court.phone in finding.sentence
    assert finding.remedy == "call"


def test_an_account_opened_again_or_a_wrong_password_tells_nothing_of_it(court, barbara, account, at):
    viewer = sign_on(barbara, at)
    account.state, account.login = "closed", "bcasb"
    account.save()
    failing.record_failure(viewer, court, "bcasb", address="", at=at)
    assert failed(court, viewer, "link", at) == {}

    with pytest.raises(Refusal):
        failing.require_waiting(viewer, account, at=at)
    account.state = "legacy"
    account.save()
    assert failed(court, viewer, "link", at) == {}


def test_an_inactive_search_status_is_not_mistaken_for_a_locked_account(court, barbara, at):
    barbara.search_status = "inactive"
    barbara.save()

    finding = failed(court, sign_on(barbara, at), "open", at)["Search privileges"]

    assert "You can still file." in finding.sentence


def test_a_filer_without_an_address_gets_no_notices(court, barbara, account, at):
    link(barbara, account, at)

    assert failed(court, sign_on(barbara, at), "notice", at)["Address for notices"].remedy == "call"

    account.email = "barbara@example.org"
    account.save()
    assert failed(court, viewer_for("key", court, at=at), "notice", at) == {}
