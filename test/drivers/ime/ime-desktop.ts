// A small X desktop with a real Chinese input method (fcitx5 with pinyin), and hands on its keyboard.
// Debian packages: xvfb openbox dbus-x11 fcitx5 fcitx5-pinyin fcitx5-frontend-gtk3 xdotool x11-xkb-utils x11-xserver-utils.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const profile = `[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
`

const needed = ['Xvfb', 'openbox', 'dbus-daemon', 'fcitx5', 'fcitx5-remote', 'xdotool', 'setxkbmap']

/** The programs that this machine lacks. */
export function missingPrograms(): string[] {
  return needed.filter((program) => {
    try {
      execFileSync('which', [program], { stdio: 'ignore' })
      return false
    } catch {
      return true
    }
  })
}

export interface ImeDesktop {
  /** For programs that shall appear on this desktop. */
  readonly env: Readonly<Record<string, string>>
  /** Runs a program of the desktop, such as `xdotool`, to its end. */
  run(program: string, ...args: readonly string[]): void
  close(): void
}

export async function openImeDesktop(display = ':77'): Promise<ImeDesktop> {
  const home = mkdtempSync(join(tmpdir(), 'ime-'))
  const bus = `unix:path=${join(home, 'bus')}`
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_RUNTIME_DIR: home,
    LANG: 'C.UTF-8',
    GTK_IM_MODULE: 'fcitx',
    XMODIFIERS: '@im=fcitx',
    DISPLAY: display,
    DBUS_SESSION_BUS_ADDRESS: bus,
  }
  mkdirSync(join(home, '.config/fcitx5'), { recursive: true })
  writeFileSync(join(home, '.config/fcitx5/profile'), profile)

  const started: ChildProcess[] = []
  const start = (program: string, ...args: readonly string[]): void =>
    void started.push(spawn(program, args, { env, stdio: 'ignore' }))

  start('Xvfb', display, '-screen', '0', '1366x768x24', '-nolisten', 'tcp')
  start('dbus-daemon', '--session', '--nofork', `--address=${bus}`)
  await pause(1500)
  start('openbox')
  start('fcitx5', '--replace')
  await pause(3000)

  return {
    env,
    run: (program, ...args) => void execFileSync(program, args, { env, stdio: 'ignore' }),
    close() {
      for (const program of started.reverse()) program.kill()
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
