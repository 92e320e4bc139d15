// Of what kind a file is, and which item of the Copyright Law works of that kind mostly are.

const FORM = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9.+-]{0,62}$/;

/** What the browser says, by the file's name; bytes when it says nothing that a statement may hold. */
export const mediaTypeOf = ({ type }) => (FORM.test(type) ? type : 'application/octet-stream');

/** The item of article 3 of the Copyright Law of the PRC (2020). */
export function categoryOf(mediaType) {
  const [kind] = mediaType.split('/');
  if (mediaType.startsWith('text/x-') || mediaType === 'text/javascript') return 'art3.8';
  if (mediaType === 'image/jpeg') return 'art3.5';
  const item = { text: 'art3.1', audio: 'art3.3', image: 'art3.4', video: 'art3.6' }[kind];
  return item ?? (/pdf|document|epub/.test(mediaType) ? 'art3.1' : 'art3.9');
}
