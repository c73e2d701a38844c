import pytest

from openecf.courthouse.cases import parties
from openecf.courthouse.notices import recipients
from openecf.courthouse.notices.recipients import Recipient
from openecf.courthouse.people.models import NoticeAddress
from tests import noticeboard


def emails(service):
    return [one.email for one in service.electronic]


def by_email(service, email):
    return next(one for one in service.electronic if one.email == email)


def test_everybody_of_the_case_is_served_once_by_address(scene):
    service = recipients.who_is_served(scene.case)

    assert emails(service) == [
        "ann@ray.example.org",
        "docket@ray.example.org",
        "tess@trust.example.org",
        "ustp@ust.example.org",
    ]
    assert service.electronic[0].label == "Ann Ray on behalf of Debtor Jane Doe"
    assert by_email(service, "tess@trust.example.org").label == "Tess Trust"
    assert by_email(service, "ustp@ust.example.org").label == "United States Trustee"


def test_who_has_no_address_is_served_on_paper(scene):
    service = recipients.who_is_served(scene.case)

    assert service.paper == (Recipient("Acme Bank", postal="9 Bank Plaza\nSan Diego, CA 92101"),)


def test_a_debtor_without_an_attorney_is_served_himself(scene):
    new = parties.NewParty("Debtor", "Poe", "Joe", address="3 Ash St", pro_se=True)
    parties.add_party(scene.case, new)
    parties.add_party(scene.case, parties.NewParty("Joint Debtor", "Poe", "Zoe", email="zoe@poe.example.org"))

    service = recipients.who_is_served(scene.case)

    assert Recipient("Joe Poe", postal="3 Ash St") in service.paper
    assert by_email(service, "zoe@poe.example.org").name == "Zoe Poe"


def test_formats_are_the_addresss_own(scene):
    NoticeAddress.objects.filter(email="docket@ray.example.org").update(format="text")

    service = recipients.who_is_served(scene.case)

    assert [one.format for one in service.electronic[:2]] == ["html", "text"]


def test_the_primary_address_comes_first(scene):
    NoticeAddress.objects.filter(email="ann@ray.example.org").update(primary=False)

    assert emails(recipients.who_is_served(scene.case))[:2] == [
        "docket@ray.example.org",
        "ann@ray.example.org",
    ]


def test_one_who_acts_for_two_is_mailed_once_for_both(scene):
    joint = parties.add_party(scene.case, parties.NewParty("Joint Debtor", "Doe", "John"))
    parties.appear(joint, scene.attorney)

    service = recipients.who_is_served(scene.case)

    assert len(emails(service)) == 4
    assert service.electronic[0].on_behalf_of == "Debtor Jane Doe, Joint Debtor John Doe"


def test_two_who_share_an_address_get_one_mail_that_names_both(scene, court, at):
    other = noticeboard.court_user(court, "Bob", "Roe", emails=["DOCKET@ray.example.org"], at=at)
    parties.appear(scene.debtor, other)

    service = recipients.who_is_served(scene.case)

    assert len(emails(service)) == 4
    assert (
        by_email(service, "docket@ray.example.org").label == "Ann Ray; Bob Roe on behalf of Debtor Jane Doe"
    )
    assert not any(one.name == "Bob Roe" for one in service.paper)


@pytest.mark.parametrize("ended", ["appearance", "party"])
def test_whoever_left_the_case_is_served_no_more(scene, at, ended):
    if ended == "appearance":
        parties.end_appearance(scene.debtor, scene.attorney, ended_date=at.date())
    else:
        type(scene.debtor).objects.filter(pk=scene.debtor.pk).update(ended_date=at.date())

    service = recipients.who_is_served(scene.case)

    assert "ann@ray.example.org" not in emails(service)
    on_paper = [one.name for one in service.paper]
    assert ("Jane Doe" in on_paper) == (ended == "appearance")


def test_a_filer_from_outside_the_case_is_served_too(scene, court, at):
    filer = noticeboard.court_user(court, "Cy", "Cole", emails=["cy@cole.example.org"], at=at)

    assert emails(recipients.who_is_served(scene.case, filer=filer))[-1] == "cy@cole.example.org"
    assert emails(recipients.who_is_served(scene.case, filer=scene.attorney)) == emails(
        recipients.who_is_served(scene.case)
    )


def test_a_filer_without_an_address_is_not_served_on_paper(scene, court, at):
    filer = noticeboard.court_user(court, "Cy", "Cole", at=at)

    assert recipients.who_is_served(scene.case, filer=filer) == recipients.who_is_served(scene.case)


def test_the_courts_own_staff_get_no_notice_of_what_they_enter(scene, court, at):
    clerk = noticeboard.court_user(
        court, "Clark", "Clerk", role="clerk", email="clark@court.example.org", at=at
    )

    assert recipients.who_is_served(scene.case, filer=clerk) == recipients.who_is_served(scene.case)


def test_an_account_without_notice_addresses_is_served_at_its_own(scene, court, at):
    other = noticeboard.court_user(court, "Bob", "Roe", email="bob@roe.example.org", at=at)
    parties.appear(scene.debtor, other)

    assert by_email(recipients.who_is_served(scene.case), "bob@roe.example.org").court_user_id == other.pk


def test_an_account_the_court_closed_is_served_on_paper(scene):
    type(scene.attorney).objects.filter(pk=scene.attorney.pk).update(state="closed")

    service = recipients.who_is_served(scene.case)

    assert "ann@ray.example.org" not in emails(service)
    assert [one.label for one in service.paper] == ["Ann Ray on behalf of Debtor Jane Doe", "Acme Bank"]


def test_one_query_whatever_the_size(scene, court, at, django_assert_num_queries):
    for number in range(20):
        user = noticeboard.court_user(
            court, "Attorney", f"No{number}", emails=[f"a{number}@example.org"], at=at
        )
        party = parties.add_party(scene.case, parties.NewParty("Creditor", f"Creditor {number}"))
        parties.appear(party, user)

    with django_assert_num_queries(1):
        service = recipients.who_is_served(scene.case, filer=scene.attorney)

    assert len(service.electronic) == 24


def test_the_list_of_creditors_is_for_labels(scene, at):
    parties.add_creditor(scene.case, "Zeta Credit", "1 Z St", at=at)
    parties.add_creditor(scene.case, "Alpha Credit", "2 A St", at=at)

    assert [one.name for one in recipients.listed_creditors(scene.case)] == ["Alpha Credit", "Zeta Credit"]
    assert "Zeta Credit" not in [one.name for one in recipients.who_is_served(scene.case).paper]
