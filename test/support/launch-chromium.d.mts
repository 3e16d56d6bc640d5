import type {Browser} from 'playwright-core'

export function launchChromium(further?: string[]): Promise<Browser>
export function unpack(): Promise<void>
