"""Reports of a court: what each is for, its price, and what was bought."""

from django.urls import path

from . import forms, free, menu, priced, receipts

app_name = "reports"
urlpatterns = [
    path("", menu.reports, name="reports"),
    path("docket/", priced.report, {"form_class": forms.DocketForm}, name="docket"),
    path("claims/", priced.report, {"form_class": forms.ClaimsForm}, name="claims"),
    path("creditors/", priced.report, {"form_class": forms.CreditorsForm}, name="creditors"),
    path("history/", priced.report, {"form_class": forms.HistoryForm}, name="history"),
    path("opinions/", free.opinions, name="opinions"),
    path("calendar/", free.calendar, name="calendar"),
    path("quotes/<slug:quote_id>/", priced.accept, name="accept"),
    path("receipts/<slug:number>/", receipts.receipt, name="receipt"),
]
