import {
  alphanumeric,
  base64,
  custom,
  digit,
  form,
  lower,
  oneOf,
  raw,
  urlSafe,
  uuid,
} from '../form.js'
import type {Rule} from '../rule.js'
import {beside, secretName} from './beside.js'
import {documented, secret, token, url} from './token.js'

/** Where Microsoft describes the forms of its keys. */
const sensitive = 'https://learn.microsoft.com/en-us/purview/sit-defn-'

/** What Azure and Microsoft's other services give out; many keys have a mark of their service inside. */
export const azure: readonly Rule[] = [
  ...documented(
    `${sensitive}client-secret-api-key`,
    token(
      'azure-ad-secret',
      'client secret of Microsoft Entra',
      form`${raw('[A-Za-z0-9_~.-]{3}', 'Fak')}${digit}Q~${raw('[A-Za-z0-9_~.-]{31,34}', 'Fake0Token1Only2For3Tests4Fake0Tok')}${raw('(?![A-Za-z0-9_~.-])', '')}`,
      {entropy: 3.3},
    ),
  ),
  ...documented(
    `${sensitive}azure-storage-account-key`,
    url(
      'azure-storage-key',
      'key of an Azure storage account in a connection string',
      form`AccountKey=${secret(form`${base64(86)}==`)}`,
    ),
    token(
      'azure-storage-key',
      'key of an Azure storage account',
      form`${base64(76)}+ASt${base64(6)}==`,
    ),
  ),
  ...documented(
    `${sensitive}azure-storage-account-shared-access-signature`,
    url(
      'azure-sas',
      'Azure shared access signature',
      custom(
        '[?&;]sig=(?<secret>[A-Za-z0-9/+]{43}=|(?:[A-Za-z0-9]|%[A-Fa-f0-9]{2}){43,75}%3[Dd])',
        '?sv=2024-11-04&sig=Fake0Token1Only2For3Tests4Fake0Token1Only2F%3D',
        'sig=',
      ),
    ),
  ),
  ...documented(
    `${sensitive}azure-service-bus-shared-access-signature`,
    url(
      'azure-shared-access-key',
      'shared access key in a connection string of Azure',
      form`SharedAccessKey=${secret(form`${base64(43)}=`)}`,
    ),
    token(
      'azure-shared-access-key',
      'shared access key of an Azure service bus, event hub or relay',
      form`${base64(33)}${oneOf('+ASb', '+AEh', '+ARm')}${base64(6)}=`,
    ),
  ),
  ...documented(
    `${sensitive}azure-cosmos-db-account-access-key`,
    token('azure-cosmos-key', 'Azure Cosmos DB key', form`${base64(76)}ACDb${base64(6)}==`),
  ),
  ...documented(
    `${sensitive}azure-iot-shared-access-key`,
    token('azure-iot-key', 'Azure IoT key', form`${base64(33)}AIoT${base64(6)}=`),
  ),
  ...documented(
    `${sensitive}azure-cognitive-search-api-key`,
    token(
      'azure-search-key',
      'Azure AI Search key',
      form`${alphanumeric(42)}AzSe${alphanumeric(6)}`,
    ),
  ),
  ...documented(
    `${sensitive}azure-function-master-api-key`,
    token('azure-function-key', 'Azure Functions key', form`${urlSafe(44)}AzFu${urlSafe(6)}==`),
  ),
  ...documented(
    `${sensitive}azure-container-registry-access-key`,
    token(
      'azure-registry-key',
      'Azure Container Registry key',
      form`${base64(42)}+ACR${base64(6)}`,
    ),
  ),
  ...documented(
    `${sensitive}azure-redis-cache-connection-string-password`,
    token(
      'azure-redis-key',
      'Azure Cache for Redis key',
      form`${alphanumeric(33)}AzCa${alphanumeric(6)}=`,
    ),
  ),
  ...documented(
    `${sensitive}azure-cognitive-service-key`,
    token(
      'azure-ai-key',
      'key of Azure OpenAI and other Azure services',
      form`${alphanumeric(52)}JQQJ9${raw('[9DH]', '9')}${alphanumeric(26)}`,
    ),
    beside(
      'azure-ai-key',
      'older key of Azure OpenAI and other Azure services',
      'azure-openai cognitive azure-speech azure-translator ocp-apim',
      lower(32),
    ),
  ),
  ...documented(
    `${sensitive}azure-devops-personal-access-token`,
    token(
      'azure-devops-token',
      'Azure DevOps token',
      form`${alphanumeric(76)}AZDO${alphanumeric(4)}`,
    ),
    beside('azure-devops-token', 'older Azure DevOps token', 'azure-devops azdo vsts', lower(52)),
  ),
  ...documented(
    'https://learn.microsoft.com/en-us/azure/azure-monitor/app/connection-strings',
    beside(
      'azure-instrumentation-key',
      'Application Insights key',
      'instrumentation appinsights',
      uuid,
      {
        name: secretName,
      },
    ),
  ),
]
