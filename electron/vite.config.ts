// How the shell is bundled into dist/electron: main as an ES module whose packages stay outside (they hold native code),
// preload as one CommonJS file, the only kind a sandboxed preload may be.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const common = {
  outDir: here('../dist/electron'),
  emptyOutDir: false,
  target: 'node24',
  minify: false,
} as const

// biome-ignore lint/style/noDefaultExport: the bundler asks for it
export default defineConfig({
  root: here('.'),
  logLevel: 'warn',
  environments: {
    main: {
      consumer: 'server',
      build: {
        ...common,
        rolldownOptions: {
          external: ['electron'],
          input: { main: here('main.ts') },
          output: { format: 'es', entryFileNames: '[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        ...common,
        rolldownOptions: {
          external: ['electron'],
          input: { preload: here('preload.ts') },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})
