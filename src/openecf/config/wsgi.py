"""The WSGI application of one worker process; with OPENECF_WORK=1 it also runs the work loop."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

if os.environ.get("OPENECF_WORK") == "1":
    from openecf.faces.console import work_loop

    work_loop.start_in_background()
