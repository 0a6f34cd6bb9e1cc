// What keys and touches do: local changes here, everything else is a call. Decides nothing about cards.
import type { Method, Params } from '../../shared/bridge/calls.ts'
import type { AidService } from '../../shared/visit/services.ts'
import { actionOf, type PlainAction } from '../keys/action.ts'
import type { CallProblem } from '../link/terminal-client.ts'
import { useDesk, useTerminalState } from './desk.ts'
import type { Preferences } from './preferences.ts'
import type { Local, Overlay } from './use-local.ts'

/** Longest number the entry takes: room for what is refused with its own message (bank card, ID number). */
const MAX_TYPED = 19

interface Around {
  readonly local: Local
  readonly setLocal: (next: Partial<Local>) => void
  readonly preferences: Preferences
  readonly prefer: (change: Partial<Preferences>) => void
  readonly setNotice: (problem: CallProblem | null) => void
}

export interface CounterActions {
  readonly type: (digit: string) => void
  readonly erase: () => void
  readonly startTyping: () => void
  readonly cancelTyped: () => void
  readonly submitTyped: () => void
  readonly confirm: (accept: boolean) => void
  readonly recordService: (service: AidService) => void
  readonly undo: (visitId: string) => void
  readonly withoutCard: () => void
  readonly clear: () => void
  readonly open: (overlay: Overlay) => void
  readonly closeOverlay: () => void
}

export function useCounterActions(
  around: Around,
): CounterActions & { readonly onKey: (key: string, channel: 'single' | 'typed') => void } {
  const { terminal } = useDesk()
  const { screen } = useTerminalState()
  const { local, setLocal, preferences, prefer, setNotice } = around

  async function call<M extends Method>(method: M, params: Params<M>): Promise<boolean> {
    const answer = await terminal.call(method, params)
    setNotice(answer.ok ? null : answer.error)
    return answer.ok
  }

  const actions: CounterActions = {
    type(digit) {
      const typed = local.typed ?? ''
      if (typed.length < MAX_TYPED) setLocal({ typed: typed + digit })
      // The refusal has been read: the clerk is already typing.
      if (local.typed === null && screen.kind !== 'idle') void call('clear', {})
    },
    erase: () => setLocal({ typed: local.typed && local.typed.length > 1 ? local.typed.slice(0, -1) : null }),
    startTyping: () => setLocal({ typed: '' }),
    cancelTyped: () => setLocal({ typed: null }),
    submitTyped() {
      const { typed } = local
      if (!typed) return setLocal({ typed: null })
      // What was typed stays until the terminal has it.
      void (typed === '0' ? call('withoutCard', {}) : call('type', { text: typed })).then((done) => {
        if (done) setLocal({ typed: null })
      })
    },
    confirm: (accept) => void call('confirm', { accept }),
    recordService: (service) => void call('recordService', { service }),
    undo: (visitId) => void call('undo', { visitId }),
    withoutCard: () => void call('withoutCard', {}),
    clear: () => void call('clear', {}),
    open: (overlay) => setLocal({ overlay }),
    closeOverlay: () => setLocal({ overlay: null }),
  }

  function undoLast(): void {
    const last = 'services' in screen ? screen.services.findLast((service) => !service.voided) : undefined
    if (last) actions.undo(last.visitId)
  }

  const plain: Readonly<Record<PlainAction, () => void>> = {
    erase: actions.erase,
    submitTyped: actions.submitTyped,
    cancelTyped: actions.cancelTyped,
    accept: () => actions.confirm(true),
    reject: () => actions.confirm(false),
    undo: undoLast,
    askDay: () => actions.open('day'),
    withoutCard: actions.withoutCard,
    today: () => actions.open('today'),
    help: () => (local.overlay === 'help' ? actions.closeOverlay() : actions.open('help')),
    closeOverlay: actions.closeOverlay,
    clear: actions.clear,
    language: () => prefer({ language: preferences.language === 'en' ? 'zh-CN' : 'en' }),
    // Large words need the room of the dock; it can be opened again.
    largeText: () =>
      prefer(preferences.largeText ? { largeText: false } : { largeText: true, dockOpen: false }),
    sound: () => prefer({ sound: !preferences.sound }),
    dock: () => prefer({ dockOpen: !preferences.dockOpen }),
  }

  /** `channel`: numbers come as people type, shortcuts only alone (see KeyGate); touches of the foot bar are `typed`. */
  function onKey(key: string, channel: 'single' | 'typed'): void {
    const action = actionOf(key, {
      screen: screen.kind,
      overlay: local.overlay,
      typing: local.typed !== null,
    })
    const isDigit = /^[0-9]$/.test(key)
    if (isDigit && channel !== (action?.do === 'digit' ? 'typed' : 'single')) return
    if (action?.do === 'digit') actions.type(action.digit)
    else if (action?.do === 'service') actions.recordService(action.service)
    else if (action) plain[action.do]()
  }

  return { ...actions, onKey }
}
