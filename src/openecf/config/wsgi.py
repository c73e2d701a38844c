"""The WSGI application of one worker process."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402

from openecf.foundation import clock  # noqa: E402

clock.adopt()
application = get_wsgi_application()
