package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A checkpoint is the text of a log's note (c2sp.org/tlog-checkpoint), without extension lines.
type checkpoint struct {
	origin string
	tree   tlog.Tree
}

func parseCheckpoint(what, text string) (checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return checkpoint{}, refuse(what, "%d lines (expected: 3)", len(lines)-1)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return checkpoint{}, refuse(what, "tree size %q", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || root.String() != lines[2] {
		return checkpoint{}, refuse(what, "root %q", lines[2])
	}
	return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

func parseHashes(words []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(words))
	for i, word := range words {
		data, err := hex.DecodeString(word)
		if err != nil || len(data) != tlog.HashSize {
			return nil, fmt.Errorf("hash %q", word)
		}
		copy(hashes[i][:], data)
	}
	return hashes, nil
}

// verifyConsistency takes the proofs of docs/examples/consistency.json, or such a list with one proof.
func verifyConsistency(policyPath, proofsPath, oldPath, newPath string) error {
	policyText, err := read("POLICY", policyPath)
	if err != nil {
		return err
	}
	p, err := parsePolicy(string(policyText))
	if err != nil {
		return wrap("POLICY", err)
	}
	older, err := openCheckpoint(p, "OLD", oldPath)
	if err != nil {
		return err
	}
	newer, err := openCheckpoint(p, "NEW", newPath)
	if err != nil {
		return err
	}
	if older.origin != newer.origin {
		return refuse("CHAIN", "%s and %s", older.origin, newer.origin)
	}
	path, err := findProof(proofsPath, older.tree.N, newer.tree.N)
	if err != nil {
		return err
	}
	err = tlog.CheckTree(path, newer.tree.N, newer.tree.Hash, older.tree.N, older.tree.Hash)
	if err != nil {
		return wrap("CONSISTENCY", err)
	}
	fmt.Printf("consistent %d %d\n", older.tree.N, newer.tree.N)
	return nil
}

func openCheckpoint(p *policy, what, path string) (checkpoint, error) {
	data, err := read(what, path)
	if err != nil {
		return checkpoint{}, err
	}
	text, _, err := p.open(what, data)
	if err != nil {
		return checkpoint{}, err
	}
	return parseCheckpoint(what, text)
}

func findProof(path string, older, newer int64) (tlog.TreeProof, error) {
	data, err := read("PROOFS", path)
	if err != nil {
		return nil, err
	}
	var proofs []struct {
		Old, New int64
		Path     []string
	}
	if err := json.Unmarshal(data, &proofs); err != nil {
		return nil, wrap("PROOFS", err)
	}
	for _, proof := range proofs {
		if proof.Old == older && proof.New == newer {
			hashes, err := parseHashes(proof.Path)
			return hashes, wrap("PROOFS", err)
		}
	}
	return nil, refuse("PROOFS", "none from %d to %d", older, newer)
}
