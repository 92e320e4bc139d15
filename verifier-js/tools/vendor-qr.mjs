// What the pages take to read a code from a picture, and nothing else.
export { decodeQR } from 'qr/decode.js';
