"""What the database refuses: rewriting what was published, what was answered, what was used and what was adopted."""

from network.core.triggers import Rule

SENTENCE = "What was published, answered, used or adopted never changes."

FROZEN = "EXISTS (SELECT 1 FROM knowledge_instrument i WHERE i.id = {row}.instrument_id AND i.frozen_at IS NOT NULL)"
ADOPTED = {
    "knowledge_section": "{row}.version_id",
    "knowledge_standard": "(SELECT s.version_id FROM knowledge_section s WHERE s.id = {row}.section_id)",
    "knowledge_indicator": (
        "(SELECT s.version_id FROM knowledge_section s JOIN knowledge_standard t ON t.section_id = s.id"
        " WHERE t.id = {row}.standard_id)"
    ),
    "knowledge_remark": (
        "(SELECT s.version_id FROM knowledge_section s JOIN knowledge_standard t ON t.section_id = s.id"
        " JOIN knowledge_indicator i ON i.standard_id = t.id WHERE i.id = {row}.indicator_id)"
    ),
}
"""How a part of a framework finds its version."""


OF_ADOPTED = (
    "EXISTS (SELECT 1 FROM knowledge_frameworkversion v WHERE v.id = {version} AND v.state IN ('adopted', 'retired'))"
)


def of_adopted(table: str, row: str) -> str:
    return OF_ADOPTED.format(version=ADOPTED[table].format(row=row))


def parts() -> list[Rule]:
    """A part of an adopted version is neither added nor changed nor taken out, and none moves into one."""
    found = []
    for table in ADOPTED:
        found.append(Rule(f"{table}_not_added", table, "INSERT", of_adopted(table, "NEW")))
        found.append(
            Rule(f"{table}_not_changed", table, "UPDATE", f"{of_adopted(table, 'OLD')} OR {of_adopted(table, 'NEW')}")
        )
        found.append(Rule(f"{table}_not_removed", table, "DELETE", of_adopted(table, "OLD")))
    return found


RULES = [
    Rule("knowledge_assessment_stands", "knowledge_assessment", "UPDATE", "OLD.published_at IS NOT NULL"),
    Rule("knowledge_assessment_stays", "knowledge_assessment", "DELETE", "OLD.published_at IS NOT NULL"),
    Rule("knowledge_wording_stands", "knowledge_wording", "UPDATE"),
    Rule("knowledge_wording_stays", "knowledge_wording", "DELETE"),
    Rule(  # the institution may be merged with another and whoever recorded it may leave; what was said stays
        "knowledge_response_stands",
        "knowledge_governmentresponse",
        "UPDATE OF recommendation_id, position, text, language, given_on, recorded_at",
    ),
    Rule("knowledge_response_stays", "knowledge_governmentresponse", "DELETE"),
    Rule("knowledge_reportversion_stands", "knowledge_reportversion", "UPDATE"),
    Rule("knowledge_reportversion_stays", "knowledge_reportversion", "DELETE"),
    Rule("knowledge_question_stands", "knowledge_instrumentitem", "UPDATE", FROZEN.format(row="OLD")),
    Rule("knowledge_question_stays", "knowledge_instrumentitem", "DELETE", FROZEN.format(row="OLD")),
    Rule("knowledge_question_not_added", "knowledge_instrumentitem", "INSERT", FROZEN.format(row="NEW")),
    *parts(),
]
