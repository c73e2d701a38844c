"""The tab Usage: statements of account, detailed transactions, and files of both."""

from django.urls import path

from . import statements, this_quarter, transactions

app_name = "usage"
urlpatterns = [
    path("", this_quarter.usage, name="usage"),
    path("quarter.csv", this_quarter.quarter_csv, name="quarter_csv"),
    path("statements/", statements.statement, name="statement"),
    path("statements/<str:quarter>/", statements.invoice, name="invoice"),
    path("statements/<str:quarter>.<str:kind>", statements.invoice_file, name="invoice_file"),
    path("transactions/", transactions.transactions_page, name="transactions"),
    path("transactions.<str:kind>", transactions.transactions_file, name="transactions_file"),
]
