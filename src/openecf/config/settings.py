"""How one installation is wired. All of it comes from variables; the defaults are a court in a box."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from openecf.foundation import addresses, keys

DEMO = os.environ.get("OPENECF_DEMO") == "1"
DEBUG = False
TESTING = os.environ.get("OPENECF_TESTING") == "1"
ROLES = set(os.environ.get("OPENECF_ROLES", "center,court").split(","))
DATA_DIR = Path(os.environ.get("OPENECF_DATA", "var/openecf")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # accounts and papers are in it

# Addresses: one origin with a path a site (demo), or a host name a site.
ORIGIN = os.environ.get("OPENECF_ORIGIN", "http://localhost:8000")
ADDRESSES = os.environ.get("OPENECF_ADDRESSES", "path")  # path, host
CENTER_HOSTS = os.environ.get(
    "OPENECF_CENTER_HOSTS", "pacer.login.uscourts.gov,pacer.psc.uscourts.gov"
).split(",")
CENTER_URL = os.environ.get("OPENECF_CENTER_URL", "")  # where the center is, when it is not in this process
CENTER_TRANSPORT = os.environ.get("OPENECF_CENTER_TRANSPORT", "process")  # process, https
HTTPS = urlsplit(ORIGIN).scheme == "https"
WIRING = addresses.Wiring(ORIGIN, ADDRESSES, tuple(CENTER_HOSTS), CENTER_URL)
addresses.wire(WIRING)
_OWN_HOST = "*" if DEMO or TESTING else urlsplit(ORIGIN).hostname or ""
ALLOWED_HOSTS = os.environ.get("OPENECF_ALLOWED_HOSTS", _OWN_HOST).split(",")
TRUSTED_PROXY = os.environ.get("OPENECF_TRUSTED_PROXY", "")  # the balancer whose X-Forwarded-For counts

SECRETS = keys.load(DATA_DIR / "keys")
SECRET_KEY = SECRETS.secret_key
FACTOR_KEY = SECRETS.factor_key  # seals second factors and client secrets
STAMP_KEY = SECRETS.stamp_key  # Ed25519, signs electronic document stamps (PEM)

GROUND = ["openecf.audit", "openecf.letters"]
CENTER_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "oauth2_provider",
    "openecf.center.accounts",
    "openecf.center.signon",
    "openecf.center.firms",
    "openecf.center.standing",
    "openecf.center.payments",
    "openecf.center.usage",
]
COURT_APPS = [
    f"openecf.courthouse.{room}"
    for room in ("courts", "people", "cases", "documents", "docket", "calendars", "claims", "fees", "billing")
] + ["openecf.courthouse.notices", "openecf.courthouse.filing"]
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    *GROUND,
    *(CENTER_APPS if "center" in ROLES else []),
    *(COURT_APPS if "court" in ROLES else []),
    "openecf.faces",
    "openecf.faces.console",
]
MIDDLEWARE = [
    "openecf.faces.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openecf.faces.street.street",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "openecf.faces.middleware.HouseMiddleware",
]
ROOT_URLCONF = "openecf.faces.urls"
WSGI_APPLICATION = "openecf.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "faces" / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "openecf.faces.frame.frame"],
            "builtins": ["openecf.faces.templatetags.court", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "openecf.faces.forms.Renderer"

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR / 'openecf.sqlite3'}"), conn_max_age=None
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:  # statements bound on the server are planned once; not behind a pgbouncer older than 1.21
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("prepare_threshold", 5)

STORAGE_DIR = Path(os.environ.get("OPENECF_STORAGE", DATA_DIR / "vault"))
# Second factors: "required" for filers and staff, with three skips, or "optional".
FACTORS = os.environ.get("OPENECF_FACTORS", "optional" if DEMO or TESTING else "required")
FACTOR_APPS = int(os.environ.get("OPENECF_FACTOR_APPS", 5))  # authenticator apps of one account, up to 10
# folder: (mails become files the demo shows) or smtp://user:password@host:port
EMAIL_URL = os.environ.get("EMAIL_URL", f"folder:{DATA_DIR / 'mail'}")
# Where cards are typed and charged: the provider's address, ending in "/", and the secret it shares with us.
PAYMENTS_URL = os.environ.get("OPENECF_PAYMENTS_URL", "") if "center" in ROLES else ""
PAYMENTS_SECRET = os.environ.get("OPENECF_PAYMENTS_SECRET", "")

PASSWORD_HASHERS = [
    "openecf.config.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "openecf.config.hashers.Sha256",
    "openecf.config.old_hashers.DesCrypt",
    "openecf.config.old_hashers.Md5Crypt",
    "openecf.config.old_hashers.Sha256Crypt",
    "openecf.config.old_hashers.Sha512Crypt",
    "openecf.config.old_hashers.Pbkdf2Sha1Crypt",
    "openecf.config.old_hashers.Pbkdf2Sha256Crypt",
    "openecf.config.old_hashers.Pbkdf2Sha512Crypt",
]
PASSWORDS = os.environ.get("OPENECF_PASSWORDS", "nist")  # nist, pacer: the rules in center/accounts/policies/
# What opens search for a new account: its proved e-mail address, or then a stored card or a token by letter.
ACTIVATION = os.environ.get("OPENECF_ACTIVATION", "email" if DEMO or TESTING else "card_or_letter")
ARGON2_MEMORY_KIB = int(os.environ.get("OPENECF_ARGON2_KIB", 19 * 1024))
ARGON2_TIME = int(os.environ.get("OPENECF_ARGON2_TIME", 2))

OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_ISS_ENDPOINT": addresses.issuer(),
    "OIDC_RSA_PRIVATE_KEY": SECRETS.oidc_key,
    "OIDC_RSA_PRIVATE_KEYS_INACTIVE": list(SECRETS.oidc_other_keys),
    "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
    "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
    "OIDC_RP_INITIATED_LOGOUT_DELETE_TOKENS": False,  # they would be those of the user's other browsers too
    "OIDC_RESPONSE_TYPES_SUPPORTED": ["code"],
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "OAUTH2_VALIDATOR_CLASS": "openecf.center.signon.provider.CourtValidator",
    "CLIENT_SECRET_HASHER": "sha256_plain",
    "PKCE_REQUIRED": True,
    "SCOPES": {
        "openid": "Sign in",
        "profile": "Name",
        "email": "E-mail address",
        "offline_access": "Stay signed in",  # courts may not ask for it
    },
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 60,
    "ACCESS_TOKEN_EXPIRE_SECONDS": 300,
    "ID_TOKEN_EXPIRE_SECONDS": 300,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"] if HTTPS else ["http", "https"],
}

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # forms carry the token in a field
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
BROWSER_COOKIE_NAME = "browser"  # signed; knows who signed in here before, so that strangers lock nobody out
CSRF_FAILURE_VIEW = "openecf.faces.errors.csrf_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = Path(os.environ.get("OPENECF_UPLOADS", DATA_DIR / "uploads"))
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)

STATIC_URL = "/static/"
STATIC_ROOT = None  # nothing is collected: WhiteNoise serves what the finders find
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = TESTING  # each test client would list every static file anew
WHITENOISE_MAX_AGE = 3600

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"openecf": {"level": "INFO"}},
}
