import {alphanumeric, form, hex, lower, oneOf, raw, upper, urlSafe} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, token} from './token.js'

/** What services for maps, news, media, chains and other public data give out. */
export const publicData: readonly Rule[] = [
  ...documented(
    'https://docs.mapbox.com/help/dive-deeper/access-tokens/',
    token(
      'mapbox-token',
      'Mapbox token',
      form`${oneOf('sk', 'pk', 'tk')}.${raw('(?:[a-z0-9]{60}|eyJ[A-Za-z0-9_-]{40,120})\\.[A-Za-z0-9_-]{22}', `eyJ${alphanumeric(60).sample}.${alphanumeric(22).sample}`)}`,
      {isStrict: true, entropy: 3.6},
    ),
    beside(
      'mapbox-token',
      'token beside the name of Mapbox',
      'mapbox',
      raw(
        '[spt]k\\.[A-Za-z0-9_-]{60,120}\\.[A-Za-z0-9_-]{22}',
        `pk.${lower(60).sample}.${lower(22).sample}`,
      ),
    ),
  ),
  ...documented(
    'https://www.here.com/docs/bundle/identity-and-access-management-developer-guide/page/topics/plat-using-apikeys.html',
    beside('here-key', 'HERE API key', 'here-api hereapi here-maps', urlSafe(43)),
  ),
  ...documented(
    'https://docs.rapidapi.com/docs/keys',
    token('rapidapi-key', 'RapidAPI key', form`${hex(10)}msh${hex(15)}p${hex(6)}jsn${hex(12)}`),
    beside('rapidapi-key', 'key beside the name of RapidAPI', 'rapid-api', urlSafe(50)),
  ),
  ...documented(
    'https://developer.nytimes.com/get-started',
    beside(
      'nytimes-key',
      'New York Times key',
      'ny-times new-york-times',
      raw('[A-Za-z0-9=_-]{32}', alphanumeric(32).sample),
    ),
  ),
  ...documented(
    'https://openweathermap.org/appid',
    beside(
      'openweather-key',
      'OpenWeather API key',
      'open-weather owm-api open-weather-map',
      hex(32),
    ),
  ),
  ...documented(
    'https://newsapi.org/docs/authentication',
    beside('newsapi-key', 'News API key', 'news-api', hex(32)),
  ),
  ...documented(
    'https://www.alphavantage.co/documentation/',
    beside('alphavantage-key', 'Alpha Vantage API key', 'alpha-vantage', upper(16)),
  ),
  ...documented(
    'https://serpapi.com/search-api',
    beside('serpapi-key', 'SerpApi key', 'serp-api', hex(64)),
  ),
  ...documented(
    'https://developer.themoviedb.org/docs/authentication-application',
    beside('tmdb-key', 'TMDB API key', 'tmdb themoviedb', hex(32)),
  ),
  ...documented(
    'https://unsplash.com/documentation#authorization',
    beside('unsplash-key', 'Unsplash key', 'unsplash', urlSafe(43)),
  ),
  ...documented(
    'https://developers.giphy.com/docs/api/',
    beside('giphy-key', 'GIPHY API key', 'giphy', alphanumeric(32)),
  ),
  ...documented(
    'https://ipinfo.io/developers',
    beside('ipinfo-token', 'IPinfo token', 'ip-info', hex(14), {name: secretName}),
  ),
  ...documented(
    'https://io.adafruit.com/api/docs/#authentication',
    beside(
      'adafruit-key',
      'Adafruit IO key',
      'adafruit',
      raw('aio_[A-Za-z0-9]{28}|[a-z0-9_-]{32}', `aio_${alphanumeric(28).sample}`),
    ),
    token('adafruit-key', 'Adafruit IO key with its prefix', form`aio_${alphanumeric(28)}`),
  ),
  ...documented(
    'https://www.alchemy.com/docs/create-an-api-key',
    beside('alchemy-key', 'Alchemy API key', 'alchemy', urlSafe(32), {name: secretName}),
  ),
  ...documented(
    'https://docs.metamask.io/services/get-started/infura/',
    beside('infura-key', 'Infura key or secret', 'infura', hex(32)),
  ),
  ...documented(
    'https://docs.etherscan.io/getting-started/viewing-api-usage-statistics',
    beside('etherscan-key', 'Etherscan API key', 'ether-scan bscscan polygonscan', upper(34)),
  ),
]
