// Command go verifies the tree side of Colophon's evidence with packages that Colophon did not write:
// golang.org/x/mod/sumdb/note reads the notes and checks their signatures, sumdb/tlog the proofs. What
// it does not check: the ML-DSA-44 cosignatures (Go 1.19 has no such algorithm), the records' own
// signatures, time-stamps and documents.
//
// Usage:
//
//	go bundle GENESIS DIR                     a bundle taken apart into DIR
//	go consistency POLICY PROOFS OLD NEW      that the log of note NEW begins with that of note OLD
//
// It prints what holds. What does not hold is told in one line, "refused: <what>: <why>", and the exit
// code is then 1; 2 for wrong usage.
package main

import (
	"fmt"
	"os"
)

// A refusal names what does not hold.
type refusal struct {
	what string
	why  string
}

func (r *refusal) Error() string {
	return "refused: " + r.what + ": " + r.why
}

func refuse(what, format string, args ...any) error {
	return &refusal{what, fmt.Sprintf(format, args...)}
}

// wrap names the check that an error of a package belongs to.
func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return refuse(what, "%v", err)
}

func main() {
	var err error
	switch args := os.Args[1:]; {
	case len(args) == 3 && args[0] == "bundle":
		err = verifyBundle(args[1], args[2])
	case len(args) == 5 && args[0] == "consistency":
		err = verifyConsistency(args[1], args[2], args[3], args[4])
	default:
		fmt.Fprintln(os.Stderr, "usage: bundle GENESIS DIR | consistency POLICY PROOFS OLD NEW")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(what, path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	return data, wrap(what, err)
}
