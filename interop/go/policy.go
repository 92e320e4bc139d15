package main

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A policy is what Colophon's policies say (c2sp.org/tlog-policy): log keys, two witnesses for each
// organisation as a group of all, and a quorum of those groups.
type policy struct {
	logs          []string
	organisations []string
	witnesses     map[string]key
	quorum        int
}

func parsePolicy(text string) (*policy, error) {
	p := &policy{witnesses: map[string]key{}}
	quorum := ""
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		words := strings.Split(line, " ")
		switch {
		case words[0] == "log" && len(words) == 2:
			p.logs = append(p.logs, words[1])
		case words[0] == "witness" && len(words) == 3:
			k, err := parseKey(words[2])
			if err != nil {
				return nil, err
			}
			p.witnesses[words[1]] = k
		case words[0] == "group" && len(words) > 3 && words[1] == "validators":
			threshold, err := strconv.Atoi(words[2])
			if err != nil || threshold < 1 || threshold > len(words)-3 {
				return nil, fmt.Errorf("threshold of the validators: %s", words[2])
			}
			p.quorum, p.organisations = threshold, words[3:]
		case words[0] == "group" && len(words) == 5 && words[2] == "all":
			if words[3] != words[1]+"/ed25519" || words[4] != words[1]+"/ml-dsa-44" {
				return nil, fmt.Errorf("group %s: not its two witnesses", words[1])
			}
		case words[0] == "quorum" && len(words) == 2:
			quorum = words[1]
		default:
			return nil, fmt.Errorf("line %q", line)
		}
	}
	if quorum != "validators" || p.quorum == 0 || len(p.logs) != len(p.organisations) {
		return nil, fmt.Errorf("not a quorum of validators with a log key each")
	}
	return p, nil
}

// open checks a note by the policy and gives its text. Each organisation that counts has a verified
// Ed25519 cosignature, a line of its ML-DSA-44 key, and there are as many verified log signatures.
func (p *policy) open(what string, data []byte) (text string, cosigners []*cosigner, err error) {
	var verifiers []note.Verifier
	for _, vkey := range p.logs {
		v, err := note.NewVerifier(vkey)
		if err != nil {
			return "", nil, refuse(what, "log %s: %v", vkey, err)
		}
		verifiers = append(verifiers, v)
	}
	byName := map[string]*cosigner{}
	for _, organisation := range p.organisations {
		c, err := newCosigner(p.witnesses[organisation+"/ed25519"])
		if err != nil {
			return "", nil, wrap(what, err)
		}
		byName[organisation] = c
		verifiers = append(verifiers, c)
	}
	opened, err := note.Open(data, note.VerifierList(verifiers...))
	if err != nil {
		return "", nil, wrap(what, err)
	}
	for _, organisation := range p.organisations {
		if signed(opened.Sigs, byName[organisation].key) {
			if err := p.hasMLDSA(opened, organisation); err != nil {
				return "", nil, wrap(what, err)
			}
			cosigners = append(cosigners, byName[organisation])
		}
	}
	if logs := len(opened.Sigs) - len(cosigners); len(cosigners) < p.quorum || logs != len(cosigners) {
		return "", nil, refuse(what, "%d log signatures and %d cosignatures (expected: %d of each)",
			logs, len(cosigners), p.quorum)
	}
	if len(opened.UnverifiedSigs) != len(cosigners) {
		return "", nil, refuse(what, "%d lines of unknown keys (expected: an ML-DSA-44 line for each)",
			len(opened.UnverifiedSigs))
	}
	return opened.Text, cosigners, nil
}

// hasMLDSA looks for the line that Go cannot verify: its key id and length must be right.
func (p *policy) hasMLDSA(opened *note.Note, organisation string) error {
	k := p.witnesses[organisation+"/ml-dsa-44"]
	if k.algorithm != algorithmCosignerMLDSA || len(k.public) != publicKeyBytesMLDSA {
		return fmt.Errorf("%s: no ML-DSA-44 key", organisation)
	}
	for _, signature := range opened.UnverifiedSigs {
		data, err := base64.StdEncoding.DecodeString(signature.Base64)
		if err == nil && signature.Name == k.name && signature.Hash == k.id &&
			len(data) == 4+signatureBytesMLDSA {
			return nil
		}
	}
	return fmt.Errorf("%s: no ML-DSA-44 line", organisation)
}

func signed(signatures []note.Signature, k key) bool {
	for _, signature := range signatures {
		if signature.Name == k.name && signature.Hash == k.id {
			return true
		}
	}
	return false
}
