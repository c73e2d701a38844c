from datetime import UTC, datetime

import pytest

from openecf.courthouse.cases import parties
from openecf.courthouse.notices import recipients
from openecf.courthouse.notices.recipients import Recipient
from openecf.courthouse.people.models import Grant, NoticeAddress
from tests import agents, noticeboard

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


def served(case, **by):
    return recipients.who_is_served(case, at=AT, **by)


def emails(service):
    return [one.email for one in service.electronic]


def by_email(service, email):
    return next(one for one in service.electronic if one.email == email)


def test_everybody_of_the_case_is_served_once_by_address(scene):
    service = served(scene.case)

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
    service = served(scene.case)

    assert service.paper == (Recipient("Acme Bank", postal="9 Bank Plaza\nSan Diego, CA 92101"),)


def test_a_debtor_without_an_attorney_is_served_himself(scene):
    new = parties.NewParty("Debtor", "Poe", "Joe", address="3 Ash St", pro_se=True)
    parties.add_party(scene.case, new)
    parties.add_party(scene.case, parties.NewParty("Joint Debtor", "Poe", "Zoe", email="zoe@poe.example.org"))

    service = served(scene.case)

    assert Recipient("Joe Poe", postal="3 Ash St") in service.paper
    assert by_email(service, "zoe@poe.example.org").name == "Zoe Poe"


def test_formats_are_the_addresss_own(scene):
    NoticeAddress.objects.filter(email="docket@ray.example.org").update(format="text")

    service = served(scene.case)

    assert [one.format for one in service.electronic[:2]] == ["html", "text"]


def test_the_primary_address_comes_first(scene):
    NoticeAddress.objects.filter(email="ann@ray.example.org").update(primary=False)

    assert emails(served(scene.case))[:2] == [
        "docket@ray.example.org",
        "ann@ray.example.org",
    ]


def test_one_who_acts_for_two_is_mailed_once_for_both(scene):
    joint = parties.add_party(scene.case, parties.NewParty("Joint Debtor", "Doe", "John"))
    parties.appear(joint, scene.attorney)

    service = served(scene.case)

    assert len(emails(service)) == 4
    assert service.electronic[0].on_behalf_of == "Debtor Jane Doe, Joint Debtor John Doe"


def test_two_who_share_an_address_get_one_mail_that_names_both(scene, court, at):
    other = noticeboard.court_user(court, "Bob", "Roe", emails=["DOCKET@ray.example.org"], at=at)
    parties.appear(scene.debtor, other)

    service = served(scene.case)

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

    service = served(scene.case)

    assert "ann@ray.example.org" not in emails(service)
    on_paper = [one.name for one in service.paper]
    assert ("Jane Doe" in on_paper) == (ended == "appearance")


def test_a_filer_from_outside_the_case_is_served_too(scene, court, at):
    filer = noticeboard.court_user(court, "Cy", "Cole", emails=["cy@cole.example.org"], at=at)

    assert emails(served(scene.case, filer=filer))[-1] == "cy@cole.example.org"
    assert emails(served(scene.case, filer=scene.attorney)) == emails(served(scene.case))


def test_a_filer_without_an_address_is_not_served_on_paper(scene, court, at):
    filer = noticeboard.court_user(court, "Cy", "Cole", at=at)

    assert served(scene.case, filer=filer) == served(scene.case)


def test_the_courts_own_staff_get_no_notice_of_what_they_enter(scene, court, at):
    clerk = noticeboard.court_user(
        court, "Clark", "Clerk", role="clerk", email="clark@court.example.org", at=at
    )

    assert served(scene.case, filer=clerk) == served(scene.case)


def test_an_account_without_notice_addresses_is_served_at_its_own(scene, court, at):
    other = noticeboard.court_user(court, "Bob", "Roe", email="bob@roe.example.org", at=at)
    parties.appear(scene.debtor, other)

    assert by_email(served(scene.case), "bob@roe.example.org").court_user_id == other.pk


def test_an_account_the_court_closed_is_served_on_paper(scene):
    type(scene.attorney).objects.filter(pk=scene.attorney.pk).update(state="closed")

    service = served(scene.case)

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
        service = served(scene.case, filer=scene.attorney)

    assert len(service.electronic) == 24


def test_the_list_of_creditors_is_for_labels(scene, at):
    parties.add_creditor(scene.case, "Zeta Credit", "1 Z St", at=at)
    parties.add_creditor(scene.case, "Alpha Credit", "2 A St", at=at)

    assert [one.name for one in recipients.listed_creditors(scene.case)] == ["Alpha Credit", "Zeta Credit"]
    assert "Zeta Credit" not in [one.name for one in served(scene.case).paper]


def test_an_agent_gets_the_notices_only_while_the_principal_says_so(scene, court, at):
    pia = noticeboard.court_user(court, "Pia", "Legal", role="agent", email="pia@legal.example.org", at=at)
    before = served(scene.case)
    public_id = agents.granted(scene.attorney, pia, at, gets_notices=True)

    assert sorted(emails(served(scene.case))) == sorted([*emails(before), "pia@legal.example.org"])
    assert by_email(served(scene.case), "pia@legal.example.org").label == before.electronic[0].label

    NoticeAddress.objects.create(court_user=pia, email="desk@legal.example.org", format="text")
    assert by_email(served(scene.case), "desk@legal.example.org").format == "text"
    assert "pia@legal.example.org" not in emails(served(scene.case))

    Grant.objects.filter(public_id=public_id).update(ends_at=at)
    assert served(scene.case) == before


def test_an_agent_of_a_filer_from_outside_gets_it_too_by_one_query(
    scene, court, at, django_assert_num_queries
):
    filer = noticeboard.court_user(court, "Cy", "Cole", emails=["cy@cole.example.org"], at=at)
    pia = noticeboard.court_user(court, "Pia", "Legal", role="agent", emails=["pia@legal.example.org"], at=at)
    agents.granted(filer, pia, at, gets_notices=True)

    with django_assert_num_queries(2):
        found = emails(served(scene.case, filer=filer))

    assert found[-2:] == ["cy@cole.example.org", "pia@legal.example.org"]
    assert "pia@legal.example.org" not in emails(served(scene.case))
