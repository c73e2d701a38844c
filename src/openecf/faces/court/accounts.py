"""The clerk's view of filing accounts: disable, restore, and correct a link."""

app_name = "accounts"
urlpatterns = []
