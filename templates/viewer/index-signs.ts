/**
 * The signs that the search index is written in. They are printable ASCII that neither JSON nor HTML has to
 * escape, so one sign is one byte of the file.
 *
 * A number is written in base 30: signs 0 to 29 carry the higher digits, 30 to 59 the last digit of a number,
 * and 60 to 89 the last digit of a whole list, so that nothing has to stand between them.
 */
export const signs =
  "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ !#$%&'()*+,-./:;=>?@[]^_`{|}"

export const base = 30

/** A list that starts so is a map of six documents a sign, not one of numbers. */
export const mapSign = 90
export const mapBits = 6

/** A word repeats so many units of the one before it at most: `A` for none, `Z` for 25. */
export const longestPrefix = 25
export const prefixSign = 65
