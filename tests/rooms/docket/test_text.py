"""Docket text, word for word."""

from datetime import date

from openecf.courthouse.docket import events, text
from openecf.courthouse.docket.text import Related, Wording

DAY = date(2026, 11, 24)


def test_a_motion_reads_as_dockets_do():
    wording = Wording(
        event=events.event("relief_from_stay"),
        answers={"relief": "Real Property", "about": "123 Elm Street"},
        filer="Ann Ray of Ray Law",
        parties=["Acme Bank"],
        attachments=["Exhibit A", "Declaration"],
        fee_cents=19900,
        signature="Ray, Ann",
    )

    assert text.compose(wording, entered_date=DAY) == (
        "Motion for Relief from Stay (Real Property) re: 123 Elm Street. Fee Amount $199. Filed by Ann "
        "Ray of Ray Law on behalf of Acme Bank (Attachments: # 1 Exhibit A # 2 Declaration) (Ray, Ann) "
        "(Entered: 11/24/2026)"
    )


def test_an_answer_left_open_leaves_no_gap():
    wording = Wording(event=events.event("dismiss_case"), answers={}, signature="Ray, Ann")

    assert text.compose(wording, entered_date=DAY) == (
        "Motion to Dismiss Case. (Ray, Ann) (Entered: 11/24/2026)"
    )


def test_a_response_names_what_it_refers_to():
    wording = Wording(
        event=events.event("opposition"),
        answers={},
        related=[Related(8, "Motion for Relief from Stay")],
        filer="Dan Debtorlaw",
        parties=["Jane Doe", "John Doe"],
        prefix="Amended",
        signature="Debtorlaw, Dan",
    )

    assert text.compose(wording, entered_date=DAY) == (
        "Amended Opposition (related documents 8 Motion for Relief from Stay). Filed by Dan Debtorlaw on "
        "behalf of Jane Doe and John Doe (Debtorlaw, Dan) (Entered: 11/24/2026)"
    )


def test_an_order_is_by_the_court():
    wording = Wording(
        event=events.event("order_granting"),
        answers={},
        related=[Related(8, "Motion for Relief from Stay")],
        filer="Jo Judge",
        signature="jj",
    )

    assert text.compose(wording, entered_date=DAY) == (
        "Order Granting Motion for Relief from Stay (Related Doc # 8), signed on 11/24/2026. (jj) "
        "(Entered: 11/24/2026)"
    )


def test_braces_in_an_answer_are_only_braces():
    wording = Wording(event=events.event("dismiss_case"), answers={"grounds": "{0} {refs} %s"}, signature="x")

    assert "Motion to Dismiss Case {0} {refs} %s." in text.compose(wording, entered_date=DAY)


def test_notices_show_the_text_without_the_day_of_entry():
    assert text.without_entered("Order. (jj) (Entered: 11/24/2026)") == "Order. (jj)"
