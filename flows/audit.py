"""The flow that checks a project: every check, every text, every capture's bytes, every edition; nothing is changed."""

from pathlib import Path

from nightdesk.flows.run.engine import prepare_prefect

prepare_prefect()

from prefect import flow  # its settings are read at import

from nightdesk.flows.errors import AuditFailed
from nightdesk.flows.maintenance.integrity import Fault, check_project
from nightdesk.flows.project import load_project
from nightdesk.flows.run.flow_run import inside_a_flow
from nightdesk.flows.run.progress import progress_for


@flow(name="audit", persist_result=False)
def audit(project_folder: Path) -> None:
    """Check the working file, the captures and the editions of a project against the promises.

    Args:
        project_folder: holds the working file, the captures and the editions.
    """
    faults = check_project(load_project(project_folder), progress_for())
    if faults:
        _leave_faults(faults)
        raise AuditFailed("\n".join(str(fault) for fault in faults))


def _leave_faults(faults: list[Fault]) -> None:
    """The faults as a table of the flow run, where there is one."""
    if not inside_a_flow():
        return
    from prefect.artifacts import create_table_artifact

    rows = [{"check": each.check, "rows": each.rows, "what": each.detail, "next": each.next_step} for each in faults]
    create_table_artifact(table=rows, key="faults", description="What is not as promised")
