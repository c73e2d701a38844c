"""What every page's frame needs: court, viewer, menu, court time, whether this is a demonstration."""

from django.conf import settings

from openecf.foundation import clock
from openecf.foundation.addresses import center_base

from . import staying
from .street import CENTER


def frame(request) -> dict[str, object]:
    """Return the frame's values for one request."""
    values = {
        "demo": settings.DEMO,
        "clock_moved": not clock.is_today(),
        "now": getattr(request, "at", None),
        "center_base": center_base(),
        "site": getattr(request, "site", None),
        "zone": "America/Chicago",  # of the PACER Service Center; a court has its own
    }
    if hasattr(request, "viewer"):
        from .court import menus

        values |= {"court": request.court, "viewer": request.viewer, "menu": menus.menu_for(request.viewer)}
        values["zone"] = request.court.timezone
    values["staying"] = staying.of(request)
    values["in_center"] = values["site"] is not None and values["site"].key == CENTER
    if values["in_center"]:
        from .center import help_parts
        from .center.my_account import tabs

        values["help_part"] = help_parts.part_of(request)
        values["account_tabs"] = tabs.shown(request)
    return values
