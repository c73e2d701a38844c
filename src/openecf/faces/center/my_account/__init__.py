"""Manage My Account: the landing page and its tabs Settings and Maintenance."""

from django.urls import path

from . import (
    address,
    billing,
    emails,
    noticing,
    overview,
    passwords,
    personal,
    security_information,
    username,
)

app_name = "my_account"
urlpatterns = [
    path("", overview.account, name="account"),
    path("settings/", overview.settings, name="settings"),
    path("maintenance/", overview.maintenance, name="maintenance"),
    path("search/open/", overview.reopen, name="reopen"),
    path("username/", username.username, name="username"),
    path("password/", passwords.password, name="password"),
    path("password/changed/", passwords.password_changed, name="password_changed"),
    path("security-information/", security_information.security_information, name="security_information"),
    path("email/", emails.email, name="email"),
    path("email/sent/", emails.email_sent, name="email_sent"),
    path("email/<str:token>/", emails.confirm_email, name="confirm_email"),
    path("billing-email/", billing.billing_email, name="billing_email"),
    path("billing-preferences/", billing.billing_preferences, name="billing_preferences"),
    path("personal/", personal.personal, name="personal"),
    path("address/", address.address, name="address"),
    path("noticing/", noticing.noticing, name="noticing"),
]
