"""What the rules of the call say about a received application, computed: beside the two people, not in their place."""

from grants import budgets
from grants.models import Application
from grants.validators import reasons_against_organisation


def findings(application: Application) -> list[str]:
    """A sentence for each rule that the application does not keep, as of its submission; empty when it keeps all."""
    record, call = application.submission.record, application.call
    lines = [budgets.read_stored(line) for line in record["budget"]["lines"]]
    return [
        *reasons_against_organisation(call, application.organisation, application.submitted_at),
        *budgets.Budget(lines, call.money).problems,
    ]
