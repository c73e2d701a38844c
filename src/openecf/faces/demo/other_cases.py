"""The other cases of the demo: a chapter 13 case without an attorney, and one in the second court."""

from datetime import timedelta

from openecf.courthouse.filing import opening, payments
from openecf.courthouse.filing.opening import Joining, Listed, Meeting, NewCase, NewParty

from . import texts
from .desk import JUDGE, MEETING_PLACE, Desk, debtor, us_trustee, working_day


def chapter_13(desk: Desk):
    """Open a case of two debtors who are served on paper."""
    opened = opening.open_case(
        desk.court,
        NewCase("John Sample and Mary Sample", chapter="13", office="3"),
        [desk.paper("Voluntary Petition 13", texts.PETITION, pages=10)],
        joining=[
            Joining(debtor("John", "Sample", "77 Mesa Road, El Cajon, CA 92020", "1122", pro_se=True)),
            Joining(
                NewParty(
                    "Joint Debtor", "Sample", "Mary", address="77 Mesa Road, El Cajon, CA 92020", pro_se=True
                )
            ),
            Joining(us_trustee()),
            Joining(
                NewParty("Creditor", "Casa Lending", address="3 Example Court, San Diego, CA 92103"),
                [desk.user("bcasb")],
            ),
        ],
        listed=[Listed("Casa Lending", "3 Example Court\nSan Diego, CA 92103")],
        assignment=JUDGE,
        meeting=Meeting(working_day(desk.at + timedelta(days=35)), MEETING_PLACE),
        by=desk.user("clarkclerk"),
        at=desk.at,
    )
    payments.receive(opened.filed.entry, "A5550102", at=desk.at)
    return opened.case


def of_the_second_court(desk: Desk) -> None:
    """Open a case of a company."""
    marco = desk.user("mmoreno")
    opening.open_case(
        desk.court,
        NewCase("Example Bakery LLC", chapter="7", assets="yes", judge="Robin Reed", judge_initials="RR"),
        [desk.paper("Voluntary Petition of a Company", texts.PETITION, pages=11)],
        joining=[
            Joining(
                NewParty(
                    "Debtor", "Example Bakery LLC", address="5 Mill Road, Exampleton", tax_id="12-3456789"
                ),
                [marco],
            ),
            Joining(us_trustee()),
        ],
        listed=[Listed("Flour Supply Co.", "8 Grain Street\nExampleton")],
        by=marco,
        at=desk.at,
    )
