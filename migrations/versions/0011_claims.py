"""Claims of the report, with linked quotes, answers, decisions on units and kept verdicts.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from qualcode.db.triggers import create_triggers, drop_triggers

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VERDICTS = ("gesteund", "weersproken", "ontoereikend", "niet_toetsbaar")
STANDINGS = ("for", "against", "divided", "thin", "silent")


def _named(name):
    return sa.Column(name, sa.String(length=200), nullable=False)


def _known(table, column, values):
    allowed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=op.f(f"ck_{table}_{column}_known"))


def _make(table, *parts, refers):
    """A table of rows that somebody wrote at a moment; `refers` is column -> table, beside the coder."""
    op.create_table(
        table,
        sa.Column("id", BIG, nullable=False),
        *parts,
        *(sa.Column(column, BIG, nullable=False) for column in refers),
        sa.Column("coder_id", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, other in {**refers, "coder_id": "coder"}.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for column in refers:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def upgrade():
    _make(
        "claim",
        _named("key"),
        _named("type"),
        sa.Column("statement", sa.Text(), nullable=False),
        _named("over"),
        _named("quantifier"),
        sa.Column("conditions", sa.JSON(), nullable=False),
        _named("place"),
        _named("intended"),
        _named("state"),
        sa.Column("reason", sa.Text(), nullable=False),
        _known("claim", "type", ("finding", "literature", "recommendation")),
        _known("claim", "over", ("neighbourhoods", "respondents")),
        _known("claim", "quantifier", ("alle", "vrijwel_alle", "merendeel", "vaak", "soms", "kaal")),
        _known("claim", "intended", VERDICTS),
        _known("claim", "state", ("open", "closed", "dropped")),
        refers={},
    )
    op.create_index(op.f("ix_claim_key"), "claim", ["key"])
    _make(
        "claim_link",
        _named("claim_key"),
        _named("role"),
        sa.Column("linked", sa.Boolean(), nullable=False),
        _known("claim_link", "role", ("supports", "contradicts", "nuances")),
        refers={"coding_id": "coding"},
    )
    _make(
        "claim_answer",
        _named("claim_key"),
        sa.Column("text", sa.Text(), nullable=False),
        refers={"coding_id": "coding"},
    )
    _make(
        "claim_ruling",
        _named("claim_key"),
        _named("unit"),
        _named("standing"),
        _named("decided"),
        sa.Column("reason", sa.Text(), nullable=False),
        _known("claim_ruling", "standing", STANDINGS),
        _known("claim_ruling", "decided", STANDINGS),
        refers={},
    )
    for table in ("claim_link", "claim_answer", "claim_ruling"):
        op.create_index(op.f(f"ix_{table}_claim_key"), table, ["claim_key"])
    _make(
        "claim_verdict",
        _named("verdict"),
        sa.Column("standings", sa.JSON(), nullable=False),
        sa.Column("supporting", BIG, nullable=False),
        sa.Column("contradicting", BIG, nullable=False),
        _known("claim_verdict", "verdict", VERDICTS),
        refers={"claim_id": "claim"},
    )
    create_triggers(op.get_bind())


def downgrade():
    drop_triggers(op.get_bind())
    for table in ("claim_verdict", "claim_ruling", "claim_answer", "claim_link", "claim"):
        op.drop_table(table)
    create_triggers(op.get_bind())
