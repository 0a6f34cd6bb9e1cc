// The names under which main and preload exchange frames. Every message carries the id its page gave the connection, so that
// nothing meant for a page that was reloaded reaches the next one.

export const channels = { open: 'link:open', frame: 'link:frame', down: 'link:down' } as const
