// Three short tones, so that ears know the answer before eyes: ok, attention, refusal. Made with WebAudio, no files.

export const tones = ['ok', 'attention', 'refusal'] as const
export type Tone = (typeof tones)[number]

export interface Tones {
  play(tone: Tone): void
}

interface Note {
  readonly hertz: number
  readonly startS: number
  readonly lengthS: number
}

/** Rising pair, one long middle note, falling low pair: distinct in rhythm too, for ears that do not hear high notes. */
const notesOf: Readonly<Record<Tone, readonly Note[]>> = {
  ok: [
    { hertz: 660, startS: 0, lengthS: 0.1 },
    { hertz: 990, startS: 0.1, lengthS: 0.18 },
  ],
  attention: [{ hertz: 520, startS: 0, lengthS: 0.38 }],
  refusal: [
    { hertz: 330, startS: 0, lengthS: 0.16 },
    { hertz: 220, startS: 0.2, lengthS: 0.16 },
    { hertz: 220, startS: 0.4, lengthS: 0.2 },
  ],
}

/** Before the first gesture a browser may keep silent; then nothing sounds and nothing breaks. */
export function createTones(): Tones {
  let context: AudioContext | null = null

  async function sound(tone: Tone): Promise<void> {
    context ??= new AudioContext()
    if (context.state !== 'running') {
      // Resolves only once the browser allows sound; a late tone would be a wrong one.
      await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 100))])
    }
    if (context.state === 'running') for (const note of notesOf[tone]) playNote(context, note)
  }

  return {
    play(tone) {
      sound(tone).catch(() => {
        // No sound device: the screen says it in word, shape and colour.
      })
    },
  }
}

function playNote(context: AudioContext, note: Note): void {
  const from = context.currentTime + note.startS
  const until = from + note.lengthS
  const loudness = context.createGain()
  loudness.gain.setValueAtTime(0.0001, from)
  loudness.gain.exponentialRampToValueAtTime(0.35, from + 0.015)
  loudness.gain.setValueAtTime(0.35, until - 0.04)
  loudness.gain.exponentialRampToValueAtTime(0.0001, until)
  const voice = context.createOscillator()
  voice.type = 'triangle'
  voice.frequency.value = note.hertz
  voice.connect(loudness).connect(context.destination)
  voice.start(from)
  voice.stop(until)
}
