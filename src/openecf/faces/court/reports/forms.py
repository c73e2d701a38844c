"""What can be chosen of each report. What is not chosen has its usual value, so a short address is enough."""

from django import forms

from openecf.courthouse.access.reports.claims import ClaimsRegister
from openecf.courthouse.access.reports.creditors import ListOfCreditors
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.access.reports.history import HistoryDocuments
from openecf.courthouse.cases import numbers

from ...forms import HouseForm, refusals_on
from ..days import day_field


def number_field(label: str) -> forms.IntegerField:
    """Return a field for an entry's or a claim's number."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=99_999_999, widget=widget)


class CaseField(forms.CharField):
    """A case number as people type it."""

    def __init__(self):
        """Set label and hint."""
        super().__init__(
            label="Case number",
            max_length=40,
            help_text="26-01234, 26-1234 and 3:26-bk-01234 all work.",
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )


class ReportForm(HouseForm):
    """Options of a report on one case, sent as a GET; each kind says by `wanted` what is asked for."""

    title = ""
    help_page = ""
    case = CaseField()

    def __init__(self, asked):
        """Take the address's own options over the usual ones; unbound until a case is named."""
        usual = {name: field.initial for name, field in self.base_fields.items() if field.initial is not None}
        super().__init__(usual | asked.dict() if "case" in asked else None)

    def clean_case(self):
        """Write the number as addresses do. The report says whether there is such a case."""
        typed = self.cleaned_data["case"]
        with refusals_on(self):
            return numbers.parse(typed).short
        return typed


class DocketForm(ReportForm):
    """Options of the docket report."""

    title, help_page = "Docket Report", "docket-report"
    date_type = forms.ChoiceField(
        label="Dates mean", choices=[("filed", "Day filed"), ("entered", "Day entered")], initial="filed"
    )
    date_from = day_field("From")
    date_to = day_field("To")
    number_from = number_field("Document number from")
    number_to = number_field("Document number to")
    parties = forms.ChoiceField(
        label="Parties and counsel",
        choices=[
            ("all", "All, also terminated"),
            ("current", "Without terminated parties"),
            ("none", "Leave out"),
        ],
        initial="all",
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[
            ("newest", "Most recent date first"),
            ("oldest", "Oldest date first"),
            ("number", "Document number ascending"),
            ("number_down", "Document number descending"),
        ],
        initial="newest",
    )

    def wanted(self) -> DocketReport:
        """Return the docket, or the part of it, that is asked for."""
        chosen = self.cleaned_data
        return DocketReport(
            case=chosen["case"],
            by_day_entered=chosen["date_type"] == "entered",
            from_date=chosen["date_from"],
            to_date=chosen["date_to"],
            first_number=chosen["number_from"],
            last_number=chosen["number_to"],
            parties=chosen["parties"] != "none",
            ended_parties=chosen["parties"] == "all",
            sort=chosen["sort"],
        )


class ClaimsForm(ReportForm):
    """Options of the claims register."""

    title, help_page = "Claims Register", "claims-register"
    number_from = number_field("Claim number from")
    number_to = number_field("Claim number to")
    creditor = forms.CharField(label="Creditor name", required=False, max_length=120)

    def wanted(self) -> ClaimsRegister:
        """Return the register, or the part of it, that is asked for."""
        chosen = self.cleaned_data
        return ClaimsRegister(chosen["case"], chosen["number_from"], chosen["number_to"], chosen["creditor"])


class CreditorsForm(ReportForm):
    """The list of creditors has no options."""

    title, help_page = "List of Creditors", "list-of-creditors"

    def wanted(self) -> ListOfCreditors:
        """Return the list that is asked for."""
        return ListOfCreditors(self.cleaned_data["case"])


class HistoryForm(ReportForm):
    """Options of History/Documents."""

    title, help_page = "History/Documents", "history-documents"
    show = forms.ChoiceField(
        label="Show",
        choices=[("history", "All events"), ("documents", "Only events with documents")],
        initial="history",
    )
    sort = forms.ChoiceField(
        label="Sort by",
        choices=[("newest", "Most recent date first"), ("oldest", "Oldest date first")],
        initial="newest",
    )
    docket_text = forms.ChoiceField(
        label="Docket text", choices=[("no", "Leave out"), ("yes", "Show")], initial="no"
    )

    def wanted(self) -> HistoryDocuments:
        """Return the history that is asked for."""
        chosen = self.cleaned_data
        return HistoryDocuments(
            chosen["case"],
            documents_only=chosen["show"] == "documents",
            newest_first=chosen["sort"] == "newest",
            docket_text=chosen["docket_text"] == "yes",
        )
