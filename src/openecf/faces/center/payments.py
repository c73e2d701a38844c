"""Payments: stored methods, and paying a balance."""

app_name = "payments"
urlpatterns = []
