"""All settings in one file; differences between places come from the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from metodika.core.database.embedded import Server
from metodika.core.database.folder import data_folder, kept_secret

ROOT = Path(__file__).resolve().parent.parent
# Profiles, catalogue and vendored files stand beside the code; a wheel carries them inside it (setup.py).
SHIPPED = ROOT if (ROOT / "profiles" / "_base").is_dir() else ROOT / "config" / "shipped"
DATA = data_folder()


def flag(name: str, default: str = "0") -> bool:
    """Read a yes-or-no from the environment."""
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def database_settings(url: str) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name into Django's words; the host may be a socket folder."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql://: Metodika works with PostgreSQL only."
        )
    # A socket folder stands in the host, percent-encoded: urlsplit would lower its letters.
    host = unquote(parts.netloc.rpartition("@")[2].rpartition(":")[0] or parts.netloc.rpartition("@")[2])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Two wrong letters in a surname must still find it.
        "OPTIONS": {"options": "-c timezone=UTC -c pg_trgm.word_similarity_threshold=0.45"},
    }


DEBUG = flag("METODIKA_DEBUG")
DEMO = flag("METODIKA_DEMO")
SECRET_KEY = os.environ.get("METODIKA_SECRET_KEY") or kept_secret("django")
ALLOWED_HOSTS = os.environ.get("METODIKA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("METODIKA_ORIGINS", "").split(",") if origin]
# What stands before the links in letters. Without it letters have no links and invitations go by hand.
ADDRESS = (os.environ.get("METODIKA_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",  # the list of passkeys tells how long ago
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    # Both dress pages that allauth brings, so their templates are found first.
    "metodika.core.web",
    "metodika.directory.accounts",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "metodika.core.access",
    "metodika.core.audit",
    "metodika.core.events",
    "metodika.core.jobs",
    "metodika.core.database",
    "metodika.core.facts",
    "metodika.core.files",
    "metodika.core.imports",
    "metodika.core.language",
    "metodika.core.notices",
    "metodika.core.search",
    "metodika.directory.profiles",
    "metodika.directory.organisations",
    "metodika.directory.staff",
    "metodika.directory.regulations",
    "metodika.directory.mandates",
    "metodika.directory.records",
    "metodika.governance.assignments",
    "metodika.governance.bodies",
    "metodika.governance.meetings",
    "metodika.planning.goals",
    "metodika.planning.plans",
    "metodika.planning.activities",
    "metodika.steering.indicators",
    "metodika.steering.collection",
    "metodika.steering.analysis",
    "metodika.steering.recommendations",
    "metodika.steering.decisions",
    "metodika.steering.compliance",
    "metodika.steering.turnover",
    "metodika.steering.dossiers",
    "metodika.web.office",
    "metodika.web.gallery",
    "metodika.web.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "metodika.core.web.middleware.content_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.viewer_profile",
    "config.middleware.chosen_language",
    "config.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "metodika.core.audit.middleware.history_context",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            # Components and partials both rewrite the loaders, so they are listed by hand.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "metodika.core.web.templatetags.web",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "metodika.core.web.look.look",
                "config.menu.shell",
            ],
        },
    }
]

# A component sees its own parameters and what every page has, never the variables of the page around it.
COTTON_ISOLATE_BY_DEFAULT = True

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL") or Server(DATA).url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
ACCESS_PROVIDER = "metodika.directory.mandates.queries.grants_of"
ZONE_PROVIDER = "metodika.directory.accounts.queries.zones_of_users"
ACCESS_EXPLAINER = "metodika.directory.mandates.queries.words_of_refusal"
PROFILE_PROVIDER = "metodika.directory.mandates.queries.profile_key_of"
FACTS_LADDER = "metodika.directory.organisations.facts.LADDER"
WORD_PROVIDER = "metodika.directory.profiles.queries.word_for"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "config.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "metodika.directory.accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_USER_DISPLAY = "config.sign_in.name_of"
# A whole school signs in from one address in the morning; one account is guarded by its own count.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/600s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("METODIKA_PROXIES", "0"))
MFA_ADAPTER = "config.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Metodika"
# A clock of a telephone may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
SOCIALACCOUNT_ADAPTER = "config.sign_in.ProviderAdapter"
OIDC_ISSUER = os.environ.get("METODIKA_OIDC_ISSUER", "")
# Which claims of the provider name a person; "login" only for a provider whose logins are ours.
OIDC_MATCH = [name for name in os.environ.get("METODIKA_OIDC_MATCH", "snils,email").split(",") if name]
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("METODIKA_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ.get("METODIKA_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("METODIKA_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
# Counts of sign-in attempts hold for all web processes together, so they lie in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What a whole hall asks for in the same second, kept by each web process for itself; its keys name the
    # state that was rendered, so nothing has to be dropped.
    "near": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [SHIPPED / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("vendor", SHIPPED / "static" / "vendor")]
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
FILES_STORE = {
    name: os.environ.get(f"METODIKA_FILES_{name.upper()}", "")
    for name in ("url", "endpoint", "region", "key", "secret")
}
STORAGES = {
    # Any of the settings asks for the store: one forgotten must not send uploads to the disk unseen.
    "default": {"BACKEND": "metodika.core.files.objects.ObjectStorage", "OPTIONS": FILES_STORE}
    if any(FILES_STORE.values())
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
PROFILES_DIR = Path(os.environ.get("METODIKA_PROFILES", SHIPPED / "profiles"))

EMAIL_HOST = os.environ.get("METODIKA_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("METODIKA_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("METODIKA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("METODIKA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("METODIKA_SMTP_TLS", "1")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("METODIKA_MAIL_FROM", "metodika@localhost")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("METODIKA_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# From one address in a minute; an access key cannot be guessed, but guessing costs work.
API_WRONG_KEYS = 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
# A scan of a signed paper; it goes to the disk in pieces, so a larger one costs no memory.
SCAN_MAX_BYTES = int(os.environ.get("METODIKA_SCAN_MB", "25")) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"refusals": {"()": "config.logs.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
