"""All settings of one installation; every default runs. docs/settings.md explains each."""

import secrets

from csp.constants import NONCE, NONE, SELF

from huitou.config import environment, logs, place
from huitou.config.databases import database

PACKAGE = place.PACKAGE
DATA = place.data()


def _kept_secret() -> str:
    """A key made once and kept beside the data, so that a first start needs no settings."""
    file = DATA / "secret-key"
    try:
        with file.open("x", encoding="ascii") as made:
            file.chmod(0o600)
            made.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text(encoding="ascii")


DEBUG = environment.flag("HUITOU_DEBUG", False)
SECRET_KEY = environment.text("HUITOU_SECRET_KEY") or _kept_secret()
ALLOWED_HOSTS = environment.words("HUITOU_HOSTS", "127.0.0.1,localhost,[::1]")
BASE_URL = environment.text("HUITOU_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
TRUSTED_PROXIES = environment.words("HUITOU_TRUSTED_PROXIES")
EMAIL_URL = environment.text("HUITOU_EMAIL_URL", f"file:{DATA / 'outbox'}")
EMAIL_FROM = environment.text("HUITOU_EMAIL_FROM", "Huitou <care@localhost>")
MAILS_AN_HOUR = environment.number("HUITOU_MAILS_AN_HOUR", 500)
MAILS_A_DAY = environment.number("HUITOU_MAILS_A_DAY_TO_A_STRANGER", 5)

INSTALLED_APPS = [
    "huitou.ledger",
    "huitou.files",
    "huitou.accounts",
    "huitou.catalogue",
    "huitou.customers",
    "huitou.standards",
    "huitou.channels",
    "huitou.cases",
    "huitou.intake",
    "huitou.portal",
    "huitou.desk",
    "huitou.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "huitou.config.failures.ProblemsForPrograms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huitou.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huitou.accounts.middleware.TooOften",
]

ROOT_URLCONF = "huitou.config.urls"
WSGI_APPLICATION = "huitou.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "huitou.accounts.context.organisation",
                "huitou.desk.context.waiting",
            ],
            "libraries": {"say": "huitou.lib.say"},
            "builtins": ["huitou.lib.say", "huitou.lib.parts", "huitou.lib.sanitise"],
        },
    }
]

DATABASES = {"default": database(environment.text("HUITOU_DATABASE_URL"), DATA)}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "signin"
LOGIN_REDIRECT_URL = "/day/"
LOGOUT_REDIRECT_URL = "signin"
PASSWORD_HASHERS = ["huitou.accounts.hashers.Argon2"]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "huitou.accounts.password_rules.NotOneself",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "huitou.accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "huitou.accounts.password_rules.NotCommon"},
]
# Where mail about accounts goes: a function of (address, subject, text) that writes in the caller's transaction.
ACCOUNT_MAIL = "huitou.channels.email.account_mail.send"
# The template around the pages of staff that lie below the desk.
STAFF_FRAME = "desk/base.html"
# allauth carries the second factor; limits, mails and the sign-in page are ours.
ACCOUNT_ADAPTER = "huitou.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Huitou 回头"
# One code before and after: the clocks of phones go wrong by a little.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "huitou.accounts.forms.SecondFactor",
    "reauthenticate": "huitou.accounts.forms.SecondFactorAgain",
}
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = environment.text("HUITOU_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = place.static()
STATICFILES_DIRS = [PACKAGE / "static", *place.vendor()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "huitou.config.statics.Collected"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILES_ROOT = DATA / "files"
FILES_MB_EACH = environment.number("HUITOU_FILES_MB_EACH", 10)
FILES_PER_MESSAGE = environment.number("HUITOU_FILES_PER_MESSAGE", 9)
FILES_MB_PER_SUBJECT = environment.number("HUITOU_FILES_MB_PER_SUBJECT", 100)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Behind https the cookies are bound to this very host, and the browser is told never to come back without it.
HTTPS = BASE_URL.startswith("https://")
_BOUND = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_BOUND}huitou-session"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = f"{_BOUND}huitou-csrf"
LANGUAGE_COOKIE_NAME = f"{_BOUND}huitou-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# A form has at most 35 fields and ten pictures; what is larger is refused before it is read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FILES = 30

# One process with four threads serves a company of some hundred people and stays small; more need PostgreSQL.
WEB_WORKERS = environment.number("HUITOU_WEB_WORKERS", 1)
WEB_THREADS = environment.number("HUITOU_WEB_THREADS", 4)
WEB_CONNECTIONS = environment.number("HUITOU_WEB_CONNECTIONS", 512)

LOGGING = logs.logging(environment.text("HUITOU_LOG", "plain"), environment.text("HUITOU_LOG_LEVEL", "INFO"))
