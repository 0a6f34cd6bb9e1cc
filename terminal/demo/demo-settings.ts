// The facility of demo mode: an invented aid centre, named so that nobody takes it for a real one.
import { type Settings, settingsSchema } from '../settings/settings.ts'

export const demoSettings: Settings = settingsSchema.parse({
  demo: true,
  facility: { id: 'DEMO', name: '演示职工援助服务中心', nameEn: "Demo workers' aid centre" },
})

/** A roster of this size is made within seconds and is large enough to be honest. */
export const DEMO_MEMBERS = 100_000
export const DEMO_SEED = 2014
/** A demo roster older than this is made anew, so that the sample cards keep their states. */
export const DEMO_ROSTER_DAYS = 7
