// Composition root of the page: picks the link of its host, builds the desk once, draws.
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { z } from 'zod'
import { App } from './app.tsx'
import { type Desk, DeskProvider } from './desk/desk.ts'
import { readPreferences } from './desk/preferences.ts'
import { startWedge } from './keys/wedge.ts'
import { createWords } from './language/i18n.ts'
import { ipcConnect } from './link/ipc-link.ts'
import { createScanOutbox } from './link/scan-outbox.ts'
import { createTerminalClient } from './link/terminal-client.ts'
import { webSocketConnect } from './link/web-socket-link.ts'
import { createTones } from './sound/tones.ts'
import './style/index.css'

// The policy of the hosts forbids eval; without this zod would try it once and be reported.
z.config({ jitless: true })

const now = () => Date.now()
const terminal = createTerminalClient({
  connect: window.terminalBridge
    ? ipcConnect(window.terminalBridge)
    : webSocketConnect(`ws://${location.host}/link`, hostAnswers),
  later(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
})
const outbox = createScanOutbox(terminal, now)
const desk: Desk = {
  terminal,
  keys: startWedge({
    window,
    now,
    newId: () => crypto.randomUUID(),
    onScan: (scan) => outbox.put(scan),
    onDisturbance: (disturbance) => void terminal.call('disturbed', { disturbance }),
  }),
  tones: createTones(),
  storage: localStorage,
  now,
}

const preferences = readPreferences(desk.storage)
const root = document.getElementById('desk')
if (!root) throw new Error('index.html has no #desk')
createRoot(root).render(
  <I18nextProvider i18n={createWords(preferences.language)}>
    <DeskProvider value={desk}>
      <App initial={preferences} />
    </DeskProvider>
  </I18nextProvider>,
)

async function hostAnswers(): Promise<boolean> {
  try {
    await fetch('./', { method: 'HEAD', cache: 'no-store' })
    return true
  } catch {
    return false
  }
}
