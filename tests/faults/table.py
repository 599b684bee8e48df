"""Prints every fault with the reason it got and the seconds it took, as a Markdown table."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults.driver import FAULTS, run_faults

from nightdesk.flows.collect.web import Refused


def main() -> None:
    outcomes, healthy = run_faults()
    print("| fault | expected | got | seconds | detail |\n|---|---|---|---|---|")
    for fault in FAULTS:
        item, seconds = outcomes[fault.name]
        got, detail = (item.reason, item.detail) if isinstance(item, Refused) else ("received", "")
        print(f"| {fault.name} | {fault.reason or 'received'} | {got} | {seconds:.2f} | {detail[:90]} |")
    print(f"\nHealthy host meanwhile: {len(healthy)} pages, slowest {max(healthy):.2f} s.")


if __name__ == "__main__":
    main()
