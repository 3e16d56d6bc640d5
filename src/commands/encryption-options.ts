import type {Options} from 'yargs'

/** `--encrypt` and `--passphrase`, for the command that publishes. Without a default: an update stays as it is. */
export const encryptionOptions = {
  encrypt: {
    type: 'boolean',
    defaultDescription: 'as the share is, else the configuration',
    describe: 'Publish ciphertext; the key is in the link alone (--no-encrypt takes it off)',
  },
  passphrase: {
    type: 'boolean',
    defaultDescription: 'as the share is, else none',
    describe:
      'Encrypt with a passphrase besides, asked for or from SESSIONPRESS_PASSPHRASE; takes no value',
  },
} as const satisfies Record<string, Options>

/** What `encryptionOptions` give. */
export interface EncryptionArguments {
  encrypt: boolean | undefined
  passphrase: boolean | undefined
}
