import type {ThemeRegistration} from 'shiki/core'

/** Shiki's theme of CSS variables, which light and dark pages give their colours to. */
export async function createTheme(): Promise<ThemeRegistration> {
  const {createCssVariablesTheme} = await import('shiki/core')
  return withInkNames(createCssVariablesTheme({name: 'sp', variablePrefix: '', fontStyle: false}))
}

/** Names of variables stay ink; the theme has some of them as constants, beside numbers. */
function withInkNames(theme: ThemeRegistration): ThemeRegistration {
  const rules = (theme.tokenColors ?? theme.settings ?? []).map((rule) => ({
    ...rule,
    scope: [rule.scope ?? []].flat().filter((scope) => !inkNames.includes(scope)),
  }))
  const ink = {scope: inkNames, settings: {foreground: 'var(foreground)'}}
  return {...theme, tokenColors: [...rules, ink]}
}

const inkNames = ['variable.other.object', 'variable.other.class', 'variable.other.constant']
