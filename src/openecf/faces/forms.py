"""Forms as USWDS shows them, and refusals that appear in the form."""

from contextlib import contextmanager

from django import forms
from django.core.validators import RegexValidator
from django.forms.renderers import DjangoTemplates, TemplatesSetting

from openecf.foundation.refusals import Refusal

_ONE_LINE = RegexValidator(
    r"[\x00-\x1f\x7f\u2028\u2029]", "Use one line, without tabs or other unseen signs.", inverse_match=True
)  # names stand in mails and lists; what a program sends as one may not go on in a line of its own


class Renderer(TemplatesSetting):
    """Draw fields with our templates in parts/forms/, and their widgets with Django's."""

    form_template_name = "parts/forms/form.html"
    field_template_name = "parts/forms/field.html"
    _widgets = DjangoTemplates()

    def get_template(self, template_name):
        """Return the template of a form, a field or a widget."""
        if template_name.startswith("django/"):
            return self._widgets.get_template(template_name)
        return super().get_template(template_name)


class HouseForm(forms.Form):
    """A form of a page: `{{ form }}` draws the error summary and its fields."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        """Give every widget the USWDS class it needs, and a missing answer a sentence that names it."""
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self):
        """Do the same for fields that were added later."""
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", _style(field.widget))
            if type(field.widget) is forms.TextInput and _ONE_LINE not in field.validators:
                field.validators = [*field.validators, _ONE_LINE]
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = f"Fill in “{(field.label or 'this').strip(':')}”."


def _style(widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "usa-checkbox__input"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.Select):
        return "usa-select"
    if isinstance(widget, forms.Textarea):
        return "usa-textarea"
    if isinstance(widget, forms.FileInput):
        return "ecf-file-input"
    return "usa-input"


@contextmanager
def refusals_on(form):
    """Show a refusal raised inside as an error of this form; ask `form.errors` afterwards."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
