import {alphanumeric, form, hex, lower, oneOf, raw, urlSafe, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {beside} from './beside.js'
import {documented, token} from './token.js'

/** What banks, exchanges and services with their data give out. */
export const finance: readonly Rule[] = [
  ...documented(
    'https://plaid.com/docs/quickstart/glossary/',
    token(
      'plaid-token',
      'Plaid access token',
      form`access-${oneOf('sandbox', 'development', 'production')}-${uuid}`,
    ),
    beside('plaid-secret', 'Plaid secret', 'plaid', alphanumeric(30)),
    beside('plaid-client-id', 'Plaid client id', 'plaid', alphanumeric(24)),
  ),
  ...documented(
    'https://developer.mastercard.com/open-finance-us/documentation/quick-start-guide/',
    beside('finicity-token', 'Finicity API token', 'finicity', hex(32)),
    beside('finicity-secret', 'Finicity client secret', 'finicity', lower(20)),
  ),
  ...documented(
    'https://finnhub.io/docs/api/authentication',
    beside(
      'finnhub-token',
      'Finnhub token',
      'finnhub',
      raw('[a-z0-9]{20}(?:[a-z0-9]{20})?', lower(20).sample),
    ),
  ),
  ...documented(
    'https://docs.cdp.coinbase.com/get-started/authentication/overview',
    beside('coinbase-key', 'Coinbase access token', 'coinbase', urlSafe(64)),
  ),
  ...documented(
    'https://docs.kraken.com/api/docs/guides/spot-rest-auth',
    beside(
      'kraken-key',
      'Kraken key',
      'kraken',
      raw('[A-Za-z0-9+/=_-]{80,90}', alphanumeric(86).sample),
    ),
  ),
  ...documented(
    'https://www.kucoin.com/docs-new/authentication',
    beside('kucoin-key', 'KuCoin key', 'kucoin', hex(24)),
    beside('kucoin-secret', 'KuCoin secret', 'kucoin', uuid),
  ),
  ...documented(
    'https://bittrex.github.io/api/v3',
    beside('bittrex-key', 'Bittrex key', 'bittrex', lower(32)),
  ),
  ...documented(
    'https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security',
    beside('binance-key', 'Binance key', 'binance', alphanumeric(64)),
  ),
  ...documented(
    'https://www.freshbooks.com/api/authentication',
    beside('freshbooks-token', 'FreshBooks token', 'fresh-books', lower(64)),
  ),
]
