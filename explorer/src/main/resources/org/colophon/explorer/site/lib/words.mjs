// What the pages say, in the reader's language. Only the texts of that language are loaded.

export const LANGUAGES = { zh: '中文', en: 'English' };

const KEPT = 'colophon-language';
let language = LANGUAGES[localStorage.getItem(KEPT)]
  ? localStorage.getItem(KEPT)
  : navigator.language.startsWith('zh')
    ? 'zh'
    : 'en';
let texts = {};

export const spoken = () => language;

/** Loads the texts of the language and makes it the document's. */
export async function speak(wanted = language) {
  ({ TEXTS: texts } = await import(`../texts/${wanted}.mjs`));
  language = wanted;
  localStorage.setItem(KEPT, wanted);
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
}

/** The text of that name, such as `verify.title`; what it needs to know comes behind. */
export function say(name, ...told) {
  const text = name.split('.').reduce((found, part) => found?.[part], texts);
  if (text === undefined) throw new Error(`no text: ${name}`);
  return typeof text === 'function' ? text(...told) : text;
}

/** What a word of the catalogue is called; the word itself when nothing is known of it. */
export const called = (kind, word) => texts[kind]?.[word] ?? word;
