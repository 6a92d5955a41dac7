/** Reads the text format of Prometheus, 0.0.4 (Prometheus documentation, "Exposition formats"), and takes nothing else. */

export interface Sample {
  /** Of its family, or with `_bucket`, `_sum` or `_count` of a histogram. */
  name: string
  labels: Record<string, string>
  value: number
}

export interface Family {
  name: string
  help: string
  type: string
  samples: Sample[]
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const pair = String.raw`([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"`
const helpLine = new RegExp(String.raw`^# HELP (${metricName}) ((?:[^\\]|\\[\\n])+)$`)
const typeLine = new RegExp(`^# TYPE (${metricName}) (counter|gauge|histogram)$`)
const sampleLine = new RegExp(
  String.raw`^(${metricName})(?:\{(${pair}(?:,${pair})*)\})? ([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]Inf|NaN)$`,
)

/** By name. */
export type Families = Map<string, Family>

/** Throws at the first line that is not of the format, or not where it belongs. */
export function readExposition(text: string): Families {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families: Families = new Map()
  let family: Family | undefined
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const [, named, help] = helpLine.exec(line) ?? []
    const [, typed, type] = typeLine.exec(line) ?? []
    if (named && help) {
      if (families.has(named)) throw new Error(`${named} comes twice`)
      family = { name: named, help, type: '', samples: [] }
      families.set(named, family)
    } else if (typed && type && typed === family?.name && family.type === '') family.type = type
    else addSample(family, line)
  }
  return families
}

/** The first number of that name with those labels, and whatever others. */
export function numberIn(families: Families, name: string, labels: Record<string, string> = {}): number | undefined {
  const samples = [...families.values()].flatMap((family) => family.samples)
  const fits = (of: Record<string, string>) => Object.entries(labels).every(([label, value]) => of[label] === value)
  return samples.find((sample) => sample.name === name && fits(sample.labels))?.value
}

function addSample(family: Family | undefined, line: string): void {
  const [, name, labels = ''] = sampleLine.exec(line) ?? []
  if (!name || !family?.type) throw new Error(`not of the format, or not where it belongs: ${line}`)
  const suffix = family.type === 'histogram' ? '_(bucket|sum|count)' : ''
  if (!new RegExp(`^${family.name}${suffix}$`).test(name)) throw new Error(`not of ${family.name}: ${line}`)
  const sample = { name, labels: readLabels(labels), value: readNumber(line.slice(line.lastIndexOf(' ') + 1)) }
  if (family.samples.some((other) => keyOf(other) === keyOf(sample))) throw new Error(`comes twice: ${line}`)
  family.samples.push(sample)
}

function readLabels(text: string): Record<string, string> {
  return Object.fromEntries(Array.from(text.matchAll(new RegExp(pair, 'g')), ([, name, value]) => [name, value]))
}

function readNumber(text: string): number {
  return Number(text.replace('Inf', 'Infinity'))
}

function keyOf({ name, labels }: Sample): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort())}`
}
