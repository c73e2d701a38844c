"""A stand-in for the payment provider: a process of its own, with a page for card numbers and a till.

It takes no money. A real provider's hosted page takes its place by the same four calls
(openecf.center.payments.provider). Card numbers are typed on its page only and kept here as their last four.
"""
