// What the page needs to get a link; one implementation per host.
import type { Link } from '../../shared/bridge/link.ts'
import type { Result } from '../../shared/core/result.ts'

/** `UNREACHABLE` nobody answers, worth trying again · `REFUSED` a host is there and does not know this page (restarted). */
export type ConnectProblem = 'UNREACHABLE' | 'REFUSED'

/** Opens one link. Listeners set right after the promise resolves see the first frame. */
export type Connect = () => Promise<Result<Link, ConnectProblem>>
