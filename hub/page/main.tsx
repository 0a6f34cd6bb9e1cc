// Composition root of the admin page.
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { createHubApi } from './hub/ask-hub.ts'
import { LanguageProvider } from './say/language.tsx'
import './style/index.css'

// The policy of the hub forbids eval; without this zod would try it once and be reported.
z.config({ jitless: true })

const root = document.getElementById('page')
if (!root) throw new Error('index.html has no #page')
createRoot(root).render(
  <LanguageProvider storage={localStorage}>
    <App api={createHubApi((input, init) => fetch(input, init), './api/')} now={() => Date.now()} />
  </LanguageProvider>,
)
