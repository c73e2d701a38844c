"""The faces as a Django app: templates, static files, commands; hands the wiring to the foundation."""

from django.apps import AppConfig
from django.conf import settings

from openecf.foundation import addresses, clock


class FacesConfig(AppConfig):
    """Doors of both houses."""

    name = "openecf.faces"

    def ready(self):
        """Tell the foundation where this installation's sites are and what its clock shows."""
        clock.adopt()
        addresses.wire(settings.WIRING)
