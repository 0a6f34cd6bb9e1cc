// Preloaded into the process that runs the real electron/main.ts: lets `import 'electron'` find the stand-in.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    return { url: new URL('electron.ts', import.meta.url).href, shortCircuit: true }
  },
})
