"""Manage My Account: the landing page and its tabs Settings and Maintenance."""

from django.urls import path

from . import billing, emails, passwords, tabs, usage

app_name = "my_account"
urlpatterns = [
    path("", tabs.account, name="account"),
    path("settings/", tabs.settings, name="settings"),
    path("maintenance/", tabs.maintenance, name="maintenance"),
    path("password/", passwords.password, name="password"),
    path("password/changed/", passwords.password_changed, name="password_changed"),
    path("email/", emails.email, name="email"),
    path("email/sent/", emails.email_sent, name="email_sent"),
    path("email/<str:token>/", emails.confirm_email, name="confirm_email"),
    path("preferences/", billing.preferences, name="preferences"),
    path("usage/", usage.usage, name="usage"),
    path("usage.csv", usage.usage_csv, name="usage_csv"),
]
