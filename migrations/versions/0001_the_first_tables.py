"""The first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.search import create_search, drop_search
from qualcode.db.triggers import create_triggers, drop_triggers

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "code",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("key", name=op.f("uq_code_key")),
    )
    op.create_table(
        "codebook_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_codebook_version_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_version")),
        sa.UniqueConstraint("number", name=op.f("uq_codebook_version_number")),
    )
    op.create_table(
        "coder",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
    )
    op.create_table(
        "event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.String(length=64), nullable=True),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_event_operation_id")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_event_prev_hash")),
    )
    op.create_table(
        "neighbourhood",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("gm_code", sa.String(length=200), nullable=False),
        sa.Column("area_codes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood")),
        sa.UniqueConstraint("key", name=op.f("uq_neighbourhood_key")),
    )
    op.create_table(
        "pending_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_file")),
        sa.UniqueConstraint("name", "sha256", name=op.f("uq_pending_file_name_sha256")),
    )
    op.create_table(
        "respondent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("consent", sa.String(length=200), nullable=False),
        sa.CheckConstraint("consent IN ('given', 'withdrawn')", name=op.f("ck_respondent_consent_known")),
        sa.CheckConstraint(
            "group_name IN ('beleidsmaker', 'wijkprofessional', 'bewoner', 'onbekend')",
            name=op.f("ck_respondent_group_name_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint("key", name=op.f("uq_respondent_key")),
    )
    op.create_table(
        "study",
        sa.Column("id", BIG, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_study_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_table(
        "transcript",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('interview', 'focus_group', 'document')", name=op.f("ck_transcript_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("name", name=op.f("uq_transcript_name")),
    )
    op.create_table(
        "code_closure",
        sa.Column("ancestor_id", BIG, nullable=False),
        sa.Column("descendant_id", BIG, nullable=False),
        sa.Column("depth", BIG, nullable=False),
        sa.ForeignKeyConstraint(["ancestor_id"], ["code.id"], name=op.f("fk_code_closure_ancestor_id")),
        sa.ForeignKeyConstraint(["descendant_id"], ["code.id"], name=op.f("fk_code_closure_descendant_id")),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_code_closure")),
    )
    with op.batch_alter_table("code_closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_closure_descendant_id"), ["descendant_id"], unique=False)

    op.create_table(
        "code_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("codebook_version_id", BIG, nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("position", BIG, nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("examples", sa.JSON(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("negated_as", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_code_entry_code_id")),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"], ["codebook_version.id"], name=op.f("fk_code_entry_codebook_version_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_entry_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_entry")),
        sa.UniqueConstraint("codebook_version_id", "code_id", name=op.f("uq_code_entry_codebook_version_id_code_id")),
    )
    with op.batch_alter_table("code_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_entry_code_id"), ["code_id"], unique=False)

    op.create_table(
        "run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("software", sa.String(length=200), nullable=False),
        sa.Column("codebook_version_id", BIG, nullable=True),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("input_sha256", sa.Text(), nullable=True),
        sa.Column("output_sha256", sa.Text(), nullable=True),
        sa.Column("coder_id", BIG, nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('suggest', 'export')", name=op.f("ck_run_kind_known")),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"], ["codebook_version.id"], name=op.f("fk_run_codebook_version_id")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_run_coder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transcript_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("respondent_id", BIG, nullable=True),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.CheckConstraint("role IN ('respondent', 'interviewer', 'unknown')", name=op.f("ck_speaker_role_known")),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=op.f("fk_speaker_respondent_id")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_speaker_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("transcript_id", "label", name=op.f("uq_speaker_transcript_id_label")),
    )
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_respondent_id"), ["respondent_id"], unique=False)

    op.create_table(
        "transcript_neighbourhood",
        sa.Column("transcript_id", BIG, nullable=False),
        sa.Column("neighbourhood_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_transcript_neighbourhood_neighbourhood_id")
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_neighbourhood_transcript_id")
        ),
        sa.PrimaryKeyConstraint("transcript_id", "neighbourhood_id", name=op.f("pk_transcript_neighbourhood")),
    )
    with op.batch_alter_table("transcript_neighbourhood", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_transcript_neighbourhood_neighbourhood_id"), ["neighbourhood_id"], unique=False
        )

    op.create_table(
        "transcript_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("transcript_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("words", BIG, nullable=False),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_transcript_version_text_not_empty")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_transcript_version_number_from_one")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_version_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_version")),
        sa.UniqueConstraint("id", "transcript_id", name=op.f("uq_transcript_version_id_transcript_id")),
        sa.UniqueConstraint("transcript_id", "number", name=op.f("uq_transcript_version_transcript_id_number")),
    )
    with op.batch_alter_table("transcript_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transcript_version_source_sha256"), ["source_sha256"], unique=False)

    op.create_table(
        "read_mark",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("codebook_version_id", BIG, nullable=False),
        sa.Column("in_full", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"], ["codebook_version.id"], name=op.f("fk_read_mark_codebook_version_id")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_read_mark_coder_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_read_mark_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_mark")),
    )
    with op.batch_alter_table("read_mark", schema=None) as batch_op:
        batch_op.create_index("ix_read_mark_version_id_coder_id", ["version_id", "coder_id"], unique=False)

    op.create_table(
        "read_turn",
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("turn_number", BIG, nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_read_turn_coder_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_read_turn_version_id")),
        sa.PrimaryKeyConstraint("version_id", "coder_id", name=op.f("pk_read_turn")),
    )
    op.create_table(
        "run_transcript",
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("suggestions", BIG, nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_transcript_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_run_transcript_version_id")),
        sa.PrimaryKeyConstraint("run_id", "version_id", name=op.f("pk_run_transcript")),
    )
    with op.batch_alter_table("run_transcript", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_transcript_version_id"), ["version_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", BIG, nullable=False),
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("start_char", BIG, nullable=False),
        sa.Column("end_char", BIG, nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("rank", BIG, nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.CheckConstraint("0 <= start_char AND start_char < end_char", name=op.f("ck_suggestion_span_not_empty")),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_suggestion_score_between_0_and_1")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_suggestion_code_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_suggestion_run_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_suggestion_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "run_id",
            "version_id",
            "start_char",
            "end_char",
            "code_id",
            name=op.f("uq_suggestion_run_id_version_id_start_char_end_char_code_id"),
        ),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index("ix_suggestion_version_id_start_char", ["version_id", "start_char"], unique=False)

    op.create_table(
        "turn",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("speaker_id", BIG, nullable=False),
        sa.Column("start_char", BIG, nullable=False),
        sa.Column("end_char", BIG, nullable=False),
        sa.Column("speech_start", BIG, nullable=False),
        sa.Column("speech_end", BIG, nullable=False),
        sa.Column("start_ms", BIG, nullable=True),
        sa.Column("end_ms", BIG, nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "start_char <= speech_start AND speech_start < speech_end AND speech_end <= end_char",
            name=op.f("ck_turn_speech_inside"),
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_turn_speaker_id")),
        sa.ForeignKeyConstraint(["version_id"], ["transcript_version.id"], name=op.f("fk_turn_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_turn_version_id_number")),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_speaker_id"), ["speaker_id"], unique=False)
        batch_op.create_index("ix_turn_version_id_start_char", ["version_id", "start_char"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("transcript_id", BIG, nullable=False),
        sa.Column("start_char", BIG, nullable=False),
        sa.Column("end_char", BIG, nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("neighbourhood_id", BIG, nullable=True),
        sa.Column("suggestion_id", BIG, nullable=True),
        sa.Column("suggestions_seen", sa.Boolean(), nullable=False),
        sa.Column("codebook_version_id", BIG, nullable=False),
        sa.Column("supersedes_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place IN ('here', 'elsewhere')", name=op.f("ck_coding_place_known")),
        sa.CheckConstraint(
            "state IN ('confirmed', 'withdrawn', 'superseded', 'orphan')", name=op.f("ck_coding_state_known")
        ),
        sa.CheckConstraint("0 <= start_char AND start_char < end_char", name=op.f("ck_coding_span_not_empty")),
        sa.CheckConstraint("length(exact) = end_char - start_char", name=op.f("ck_coding_exact_as_long_as_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id")),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"], ["codebook_version.id"], name=op.f("fk_coding_codebook_version_id")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id")),
        sa.ForeignKeyConstraint(["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_coding_neighbourhood_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.id"], name=op.f("fk_coding_suggestion_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["coding.id"], name=op.f("fk_coding_supersedes_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "transcript_id"],
            ["transcript_version.id", "transcript_version.transcript_id"],
            name=op.f("fk_coding_version_id_transcript_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_suggestion_id"), ["suggestion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_supersedes_id"), ["supersedes_id"], unique=False)
        batch_op.create_index("ix_coding_transcript_id_start_char", ["transcript_id", "start_char"], unique=False)
        batch_op.create_index(
            "uq_coding_confirmed_once",
            ["version_id", "start_char", "end_char", "code_id", "coder_id"],
            unique=True,
            sqlite_where=sa.text("state = 'confirmed'"),
            postgresql_where=sa.text("state = 'confirmed'"),
        )

    op.create_table(
        "coding_attribute",
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("attribute", sa.String(length=200), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("source IN ('suggested', 'person')", name=op.f("ck_coding_attribute_source_known")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_coding_attribute_coding_id")),
        sa.PrimaryKeyConstraint("coding_id", "attribute", name=op.f("pk_coding_attribute")),
    )
    op.create_table(
        "decision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("suggestion_id", BIG, nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("sequence", BIG, nullable=False),
        sa.Column("verdict", sa.String(length=200), nullable=False),
        sa.Column("coding_id", BIG, nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'corrected', 'rejected', 'skipped', 'undone')",
            name=op.f("ck_decision_verdict_known"),
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_decision_coder_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_decision_coding_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.id"], name=op.f("fk_decision_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "suggestion_id", "coder_id", "sequence", name=op.f("uq_decision_suggestion_id_coder_id_sequence")
        ),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_coding_id"), ["coding_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("coding_id", BIG, nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("transcript_id", BIG, nullable=False),
        sa.Column("respondent_id", BIG, nullable=True),
        sa.Column("neighbourhood_id", BIG, nullable=True),
        sa.Column("start_char", BIG, nullable=False),
        sa.Column("end_char", BIG, nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_evidence_code_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_evidence_coding_id")),
        sa.ForeignKeyConstraint(["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_evidence_neighbourhood_id")),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=op.f("fk_evidence_respondent_id")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_evidence_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("coding_id", "respondent_id", name=op.f("uq_evidence_coding_id_respondent_id")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(
            "ix_evidence_covering",
            ["code_id", "transcript_id", "respondent_id", "neighbourhood_id", "coding_id", "start_char", "end_char"],
            unique=False,
        )
        batch_op.create_index("ix_evidence_transcript_id", ["transcript_id"], unique=False)

    op.create_table(
        "memo",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("coding_id", BIG, nullable=True),
        sa.Column("transcript_id", BIG, nullable=True),
        sa.Column("code_id", BIG, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("supersedes_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('analytic', 'method', 'reflexive', 'decision')", name=op.f("ck_memo_kind_known")),
        sa.CheckConstraint(
            "(CASE WHEN coding_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN transcript_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN code_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_memo_about_one_thing"),
        ),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_memo_code_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_memo_coder_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_memo_coding_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["memo.id"], name=op.f("fk_memo_supersedes_id")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_memo_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memo_coding_id"), ["coding_id"], unique=False)

    create_search(op.get_bind())
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    drop_search(op.get_bind())
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memo_coding_id"))

    op.drop_table("memo")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_evidence_transcript_id")
        batch_op.drop_index("ix_evidence_covering")

    op.drop_table("evidence")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_coding_id"))

    op.drop_table("decision")
    op.drop_table("coding_attribute")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_coding_confirmed_once",
            sqlite_where=sa.text("state = 'confirmed'"),
            postgresql_where=sa.text("state = 'confirmed'"),
        )
        batch_op.drop_index("ix_coding_transcript_id_start_char")
        batch_op.drop_index(batch_op.f("ix_coding_supersedes_id"))
        batch_op.drop_index(batch_op.f("ix_coding_suggestion_id"))

    op.drop_table("coding")
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.drop_index("ix_turn_version_id_start_char")
        batch_op.drop_index(batch_op.f("ix_turn_speaker_id"))

    op.drop_table("turn")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_index("ix_suggestion_version_id_start_char")

    op.drop_table("suggestion")
    with op.batch_alter_table("run_transcript", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_transcript_version_id"))

    op.drop_table("run_transcript")
    op.drop_table("read_turn")
    with op.batch_alter_table("read_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_read_mark_version_id_coder_id")

    op.drop_table("read_mark")
    with op.batch_alter_table("transcript_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transcript_version_source_sha256"))

    op.drop_table("transcript_version")
    with op.batch_alter_table("transcript_neighbourhood", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transcript_neighbourhood_neighbourhood_id"))

    op.drop_table("transcript_neighbourhood")
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_respondent_id"))

    op.drop_table("speaker")
    op.drop_table("run")
    with op.batch_alter_table("code_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_entry_code_id"))

    op.drop_table("code_entry")
    with op.batch_alter_table("code_closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_closure_descendant_id"))

    op.drop_table("code_closure")
    op.drop_table("transcript")
    op.drop_table("study")
    op.drop_table("respondent")
    op.drop_table("pending_file")
    op.drop_table("neighbourhood")
    op.drop_table("event")
    op.drop_table("coder")
    op.drop_table("codebook_version")
    op.drop_table("code")
    create_triggers(op.get_bind())
