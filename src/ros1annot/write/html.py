"""One self-contained HTML page of a result: no script, nothing loaded, everything escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ros1annot.resources import resource
from ros1annot.result import Result
from ros1annot.write.labels import Labels, load_labels
from ros1annot.write.text import css_string, visible
from ros1annot.write.view.report import report_view

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(result: Result) -> str:
    """The report of one sample, for screen and A4 paper.

    A ``failed`` result gives a page that says so and why. The page holds no time and nothing of the machine.
    """
    labels = report_labels()
    return render("report.html.j2", view=report_view(result, labels), labels=labels)


@cache
def report_labels() -> Labels:
    """The shipped labels, read once a process."""
    return load_labels(resource("report_labels.toml"))


def render(template: str, **values: object) -> str:
    """Fill in one template of this folder."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file, no value of a result in it
    environment.filters["css_string"] = _css
    return environment


def _css(text: str) -> Markup:
    return Markup(css_string(text))  # noqa: S704 - letters, digits and hexadecimal escapes only


def _seen(value: object) -> object:
    """What every printed value passes: ``None`` is a fault of the view and never shown as a word."""
    if value is None:
        raise TypeError("a template prints None")
    return visible(value) if type(value) is str else value
