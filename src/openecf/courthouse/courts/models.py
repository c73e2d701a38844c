"""The courts of this installation and their policies."""

from django.db import models


class Court(models.Model):
    """One court. Policies are its own settings; facts come from catalog.toml or the court itself."""

    id = models.CharField(max_length=20, primary_key=True)  # "casb"
    name = models.CharField(max_length=120)  # "U.S. Bankruptcy Court"
    district = models.CharField(max_length=120)  # "Southern District of California"
    title = models.CharField(max_length=120)  # "California Southern Bankruptcy Court"
    timezone = models.CharField(max_length=60, default="America/Los_Angeles")
    hosts = models.JSONField(default=list)  # host names that answer as this court, the first is canonical
    email = models.EmailField()
    phone = models.CharField(max_length=30)
    help_desk_phone = models.CharField(max_length=30)
    address = models.CharField(max_length=250)
    hours = models.CharField(max_length=120)
    counties = models.JSONField(default=list)
    nextgen_date = models.DateField()  # linking is refused before this day
    pdf_limit_bytes = models.PositiveIntegerField(default=35 * 1024 * 1024)
    free_look_days = models.PositiveIntegerField(default=15)
    free_look_once = models.BooleanField(default=False)  # the court's choice: once, then dead
    fee_grace_days = models.PositiveIntegerField(default=2)
    agents_may_see_sealed = models.BooleanField(default=False)
    addresses_need_approval = models.BooleanField(default=True)  # names and addresses sent by the center
    document_prefix = models.CharField(max_length=3, default="999")  # first digits of document ids
    stamp_id = models.CharField(max_length=12)  # the installation's number on the electronic stamp
    client_secret = models.CharField(max_length=300, blank=True)  # OpenID Connect, sealed

    @property
    def stamp_prefix(self) -> str:
        """The word before `Stamp_ID` on electronic stamps: `CASB`."""
        return self.id.upper()


class Office(models.Model):
    """A divisional office; its code stands before the colon of a long case number."""

    court = models.ForeignKey(Court, on_delete=models.CASCADE)
    code = models.CharField(max_length=2)
    city = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "code"], name="one_office_a_code")]
