/** Findings that know where on the page they are made. */
import type { Findings } from './findings.ts'
import type { Label } from './html/labels.ts'

export interface LabelledFindings {
  findings: Findings
  /** What the page says of the pictures that are found from now on. What they say of themselves counts first. */
  enter(label: Label): void
}

export function createLabelled(findings: Findings): LabelledFindings {
  let here: Label = {}
  return {
    findings: {
      ...findings,
      addPicture: (picture, untrusted) => findings.addPicture({ ...here, ...picture }, untrusted),
      addResolved: (picture) => findings.addResolved({ ...here, ...picture }),
    },
    enter(label) {
      here = label
    },
  }
}
