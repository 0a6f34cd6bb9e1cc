// Runs once before all tests, in the main process; workers inherit the environment.
import { findChromium } from './chromium-path.ts'

export async function setup(): Promise<void> {
  await findChromium()
}
