"""my_account pages of the center."""

from django.urls import path

app_name = "my_account"
urlpatterns = []
