// The smallest page of a terminal: keeps every frame and can call. Plain script: it is served as it lies here.
const frames = []
let lastId = 0

window.frames_ = frames
window.downs = 0
window.terminalBridge.onFrame((text) => frames.push(JSON.parse(text)))
window.terminalBridge.onDown(() => {
  window.downs++
})

/** Resolves with the first frame that fits. */
window.frameWhere = async (fits) => {
  for (;;) {
    const found = frames.find(fits)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

window.ask = (method, params) => {
  const id = ++lastId
  window.terminalBridge.send(JSON.stringify({ type: 'call', id, method, params }))
  return window.frameWhere((frame) => frame.id === id)
}
