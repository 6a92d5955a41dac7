/** Time that this process had of the processors, in milliseconds: how much work something is, whoever else is at work beside it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
