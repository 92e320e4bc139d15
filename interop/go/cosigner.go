package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

const (
	algorithmCosignerEd25519 = 0x04
	algorithmCosignerMLDSA   = 0x06

	publicKeyBytesMLDSA = 1312
	signatureBytesMLDSA = 8 + 2420
)

// A key is a vkey taken apart (c2sp.org/signed-note): name, key id, algorithm byte, public key.
type key struct {
	name      string
	id        uint32
	algorithm byte
	public    []byte
}

func parseKey(vkey string) (key, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return key{}, fmt.Errorf("vkey %q: not three parts", vkey)
	}
	data, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(data) < 2 {
		return key{}, fmt.Errorf("vkey %q: not base64 of a key", vkey)
	}
	k := newKey(parts[0], data[0], data[1:])
	if fmt.Sprintf("%08x", k.id) != parts[1] {
		return key{}, fmt.Errorf("vkey %q: key id (expected: %08x)", vkey, k.id)
	}
	return k, nil
}

func newKey(name string, algorithm byte, public []byte) key {
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(name), {'\n', algorithm}, public}, nil))
	return key{name, binary.BigEndian.Uint32(sum[:]), algorithm, public}
}

func (k key) vkey() string {
	data := append([]byte{k.algorithm}, k.public...)
	return fmt.Sprintf("%s+%08x+%s", k.name, k.id, base64.StdEncoding.EncodeToString(data))
}

// A cosigner verifies timestamped Ed25519 cosignatures (c2sp.org/tlog-cosignature, type 04) for
// note.Open, and notes the time of the last one.
type cosigner struct {
	key
	seconds uint64
}

var _ note.Verifier = &cosigner{}

func newCosigner(k key) (*cosigner, error) {
	if k.algorithm != algorithmCosignerEd25519 || len(k.public) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("%s: not an Ed25519 witness key", k.name)
	}
	return &cosigner{key: k}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }

func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	c.seconds = binary.BigEndian.Uint64(signature)
	if c.seconds > math.MaxInt64 {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.seconds, text)
	return ed25519.Verify(c.public, []byte(message), signature[8:])
}
