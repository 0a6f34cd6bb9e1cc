// Options that several commands share, read and checked in one place.
import { join } from 'node:path'
import { InvalidArgumentError } from 'commander'
import envPaths from 'env-paths'
import { type Day, dayOfInstant, isDay } from '../../shared/core/day.ts'

export function parseDay(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError('must be a day, YYYY-MM-DD')
  return text
}

export function parseWhole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`must be a whole number from ${min} to ${max}`)
    return value
  }
}

export function today(): Day {
  return dayOfInstant(Date.now())
}

/** Where the hub keeps everything unless told otherwise. */
export const defaultDataDir = join(envPaths('union-card-hub', { suffix: '' }).data)
