"""The tab Payments: the balance, stored methods, and the way to the provider's page and back."""

from django.urls import path

from . import balance, stored, visits

app_name = "payments"
urlpatterns = [
    path("", balance.payments, name="payments"),
    path("pay/", balance.pay, name="pay"),
    path("receipts/<str:reference>/", balance.receipt, name="receipt"),
    path("methods/", stored.methods_page, name="methods"),
    path("methods/store/", stored.store, name="store"),
    path("methods/<str:public_id>/remove/", stored.remove, name="remove"),
    path("return/<str:token>/", visits.returned, name="returned"),
]
