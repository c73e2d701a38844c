"""Stored payment methods and payments. Card numbers never come here: the provider keeps them."""

from django.db import models

from openecf.center.accounts.models import Account


class PaymentMethod(models.Model):
    """A card or bank account the provider keeps; here is its token, sealed, and what may be shown."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    public_id = models.CharField(max_length=32, unique=True)
    sealed_token = models.CharField(max_length=300)
    kind = models.CharField(max_length=5)  # card, bank
    brand = models.CharField(max_length=20)
    last_four = models.CharField(max_length=4)
    expires = models.CharField(max_length=7, blank=True)  # 2029-04
    holder_name = models.CharField(max_length=120, blank=True)
    for_search_fees = models.BooleanField(default=False)  # charged for the quarter's bill
    for_filing_fees = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class PaymentVisit(models.Model):
    """One trip to the provider's page and back."""

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    purpose = models.CharField(max_length=10)  # store, pay
    cents = models.PositiveIntegerField(default=0)
    onward = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Payment(models.Model):
    """Money paid on an account's balance; the provider's number makes it once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    reference = models.CharField(max_length=20, unique=True)
    provider_number = models.CharField(max_length=60, unique=True)
    cents = models.PositiveIntegerField()
    method_text = models.CharField(max_length=60)  # Visa ending in 1111
    at = models.DateTimeField()
