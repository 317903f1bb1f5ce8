"""The web application, put together."""

from datetime import timedelta

from apiflask import APIFlask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from factcheck import __version__, paths, web
from factcheck.api.blueprint import init_api
from factcheck.desk import Desk
from factcheck.faults import init_faults
from factcheck.logs import configure_logging
from factcheck.net.policy import policy_for
from factcheck.request import EXTENSION, DeskRequest, RowIdConverter, init_tracing
from factcheck.settings import Settings
from factcheck.web.compiled_templates import init_compiled_templates
from factcheck.web.guard import init_guard
from factcheck.web.headers import init_headers
from factcheck.web.languages import init_languages, init_own_language
from factcheck.web.people import init_people
from factcheck.web.provider import init_provider
from factcheck.web.sessions import init_sessions

# An upload of a source document is the largest thing that a form may carry.
MAX_BODY = 32 * 1024 * 1024
MAX_FORM_FIELD = 16 * 1024 * 1024


def create_app(settings: Settings | None = None) -> APIFlask:
    """The WSGI app of one desk. Without settings they are read from the environment."""
    settings = settings or Settings()
    policy_for(settings)  # refuses to start with inner addresses open to strangers
    configure_logging(settings.log_format)
    app = APIFlask(
        "factcheck",
        title="factcheck",
        version=__version__,
        static_folder=str(paths.STATIC),
        template_folder=str(paths.templates()),
        spec_path="/openapi.json",
        docs_path=None,
        json_errors=False,
    )
    app.config.update(
        SECRET_KEY=settings.resolved_secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_FIELD,
        SESSION_COOKIE_NAME="__Host-factcheck" if settings.secure_cookies else "factcheck",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
    )
    app.request_class = DeskRequest
    app.url_map.converters["int"] = RowIdConverter
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    init_compiled_templates(app)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    init_tracing(app)
    init_languages(app)
    desk = Desk(settings)
    app.extensions[EXTENSION] = desk
    init_sessions(app, desk.database)
    csrf = CSRFProtect(app)
    init_provider(app, settings)
    init_people(app)
    init_own_language(app)
    init_guard(app)
    init_headers(app)
    init_faults(app)
    web.init_web(app, csrf)
    init_api(app, csrf)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app,
            x_for=settings.proxies,
            x_proto=settings.proxies,
            x_host=settings.proxies,
        )
    return app
