package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A genesis holds what this program needs of one.
type genesis struct {
	chain      string
	Name       string
	Membership struct {
		Quorum        int
		Organisations []struct {
			ID, Tier       string
			CheckpointKeys struct {
				Log, Ed25519 []byte
				MLDSA44      []byte `json:"mlDsa44"`
			}
		}
	}
}

func parseGenesis(data []byte) (*genesis, error) {
	g := &genesis{}
	if err := json.Unmarshal(data, g); err != nil {
		return nil, wrap("CHAIN", err)
	}
	sum := sha256.Sum256(data)
	g.chain = "colophon/" + g.Name + "/" + hex.EncodeToString(sum[:])[:16]
	return g, nil
}

// policyText is the policy that follows from the genesis, with keys as Go's package writes them.
func (g *genesis) policyText() (string, error) {
	var logs, witnesses, groups, names strings.Builder
	for _, organisation := range g.Membership.Organisations {
		if organisation.Tier != "VALIDATOR" {
			continue
		}
		id, keys := organisation.ID, organisation.CheckpointKeys
		log, err := note.NewEd25519VerifierKey(g.chain, ed25519.PublicKey(keys.Log))
		if err != nil {
			return "", wrap("POLICY", err)
		}
		name := g.chain + "/" + id
		fmt.Fprintf(&logs, "log %s\n", log)
		fmt.Fprintf(&witnesses, "witness %s/ed25519 %s\nwitness %s/ml-dsa-44 %s\n",
			id, newKey(name, algorithmCosignerEd25519, keys.Ed25519).vkey(),
			id, newKey(name, algorithmCosignerMLDSA, keys.MLDSA44).vkey())
		fmt.Fprintf(&groups, "group %s all %s/ed25519 %s/ml-dsa-44\n", id, id, id)
		names.WriteString(" " + id)
	}
	return fmt.Sprintf("%s%s%sgroup validators %d%s\nquorum validators\n",
		&logs, &witnesses, &groups, g.Membership.Quorum, &names), nil
}

type leafProof struct {
	Index int64
	Path  []string
}

func verifyBundle(genesisPath, dir string) error {
	part := func(name string) ([]byte, error) { return read("PARTS", filepath.Join(dir, name)) }
	trusted, err := read("PARTS", genesisPath)
	if err != nil {
		return err
	}
	own, err := part("genesis.json")
	if err != nil {
		return err
	}
	if !bytes.Equal(trusted, own) {
		return refuse("CHAIN", "another genesis than the trusted one")
	}
	g, err := parseGenesis(own)
	if err != nil {
		return err
	}
	p, err := bundlePolicy(g, dir, part)
	if err != nil {
		return err
	}
	seal, err := part("seal.note")
	if err != nil {
		return err
	}
	sealed, err := openSeal(g, p, seal)
	if err != nil {
		return err
	}
	if err := checkLeaves(part, sealed); err != nil {
		return err
	}
	return checkTlogProof(part, seal, sealed)
}

// bundlePolicy reads the policy, which must be that of the genesis. After a change of the membership
// it is taken as the bundle has it: this program does not follow changes, and says so.
func bundlePolicy(g *genesis, dir string, part func(string) ([]byte, error)) (*policy, error) {
	text, err := part("policy.txt")
	if err != nil {
		return nil, err
	}
	changes, err := filepath.Glob(filepath.Join(dir, "change-*.json"))
	if err != nil {
		return nil, wrap("PARTS", err)
	}
	if len(changes) > 0 {
		fmt.Printf("membership changed %d times: policy as the bundle says\n", len(changes))
	} else if expected, err := g.policyText(); err != nil {
		return nil, err
	} else if string(text) != expected {
		return nil, refuse("POLICY", "not the text that follows from the genesis")
	}
	p, err := parsePolicy(string(text))
	return p, wrap("POLICY", err)
}

func openSeal(g *genesis, p *policy, seal []byte) (checkpoint, error) {
	text, cosigners, err := p.open("NOTE", seal)
	if err != nil {
		return checkpoint{}, err
	}
	sealed, err := parseCheckpoint("NOTE", text)
	if err != nil {
		return checkpoint{}, err
	}
	if sealed.origin != g.chain {
		return checkpoint{}, refuse("CHAIN", "%s (expected: %s)", sealed.origin, g.chain)
	}
	fmt.Printf("chain %s\nsealed %d %x\n", g.chain, sealed.tree.N, sealed.tree.Hash[:])
	for _, c := range cosigners {
		fmt.Printf("cosigned %s %d\n", strings.TrimPrefix(c.name, g.chain+"/"), c.seconds)
	}
	return sealed, nil
}

// checkLeaves checks that record, header and supporting records are leaves of the sealed tree.
func checkLeaves(part func(string) ([]byte, error), sealed checkpoint) error {
	data, err := part("proofs.json")
	if err != nil {
		return err
	}
	var proofs struct {
		Header, Record leafProof
		Supports       []leafProof
		Size           int64
	}
	if err := json.Unmarshal(data, &proofs); err != nil {
		return wrap("PROOFS", err)
	}
	if proofs.Size != sealed.tree.N {
		return refuse("PROOFS", "for size %d (expected: %d)", proofs.Size, sealed.tree.N)
	}
	leaves := map[string]leafProof{"record.json": proofs.Record, "header.json": proofs.Header}
	names := []string{"record.json", "header.json"}
	for i, proof := range proofs.Supports {
		name := fmt.Sprintf("support-%02d.json", i)
		leaves[name], names = proof, append(names, name)
	}
	for _, name := range names {
		leaf, err := part(name)
		if err != nil {
			return err
		}
		path, err := parseHashes(leaves[name].Path)
		if err != nil {
			return wrap("PROOFS", err)
		}
		index := leaves[name].Index
		if err := checkLeaf(path, sealed.tree, index, leaf); err != nil {
			return refuse("INCLUSION", "%s: %v", name, err)
		}
		fmt.Printf("included %s %d\n", name, index)
	}
	return nil
}

func checkLeaf(path []tlog.Hash, tree tlog.Tree, index int64, leaf []byte) error {
	return tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(leaf))
}

// checkTlogProof reads the record's c2sp.org/tlog-proof and checks it by itself.
func checkTlogProof(part func(string) ([]byte, error), seal []byte, sealed checkpoint) error {
	data, err := part("record.tlog-proof")
	if err != nil {
		return err
	}
	leaf, err := part("record.json")
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return refuse("TLOG_PROOF", "no head and checkpoint")
	}
	if signed != string(seal) {
		return refuse("TLOG_PROOF", "another note than seal.note")
	}
	var index int64
	if _, err := fmt.Sscanf(lines[1], "index %d", &index); err != nil {
		return wrap("TLOG_PROOF", err)
	}
	var path []tlog.Hash
	for _, line := range lines[2:] {
		data, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(data) != tlog.HashSize {
			return refuse("TLOG_PROOF", "hash %q", line)
		}
		var hash tlog.Hash
		copy(hash[:], data)
		path = append(path, hash)
	}
	return wrap("TLOG_PROOF", checkLeaf(path, sealed.tree, index, leaf))
}
